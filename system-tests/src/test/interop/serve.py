"""Python's websockets as a peer that is dialed:  serve.py [CERTIFICATE KEY]

Tells what happens, in lines that every server here has in common: listening PORT; open TARGET AUTHORIZATION
EXTENSIONS; text VALUE; binary HEX; pong; closed CODE. At /acks it replies to each message; at /feed?after=N it
sends messages from number N + 1 on, each in another way, and closes behind the last one it has to send.
"""

import ssl
import sys
from urllib.parse import parse_qs, urlsplit

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import serve

LAST = 4


def say(*words):
    print(*words, flush=True)


def feed(socket, number):
    if number == 0:
        socket.send('{"n":0}')
    elif number == 1:
        socket.send('{"n":1,"road":"Zürich → Ulm"}')
    elif number == 2:
        socket.send('{"n":2,"long":"' + "→ " * 20000 + '"}')
    elif number == 3:
        socket.send(['{"n":3,', '"in":"two"}'])
    else:
        socket.send(b'{"n":4,"binary":true}')


def on_feed(socket, after):
    for number in range(after + 1, LAST + 1):
        feed(socket, number)
    if after < LAST:
        if socket.ping().wait(10):
            say("pong")
        socket.close(1012, "again")


def on_open(socket):
    request = socket.request
    extensions = socket.response.headers.get("Sec-WebSocket-Extensions", "-")
    say("open", request.path, request.headers.get("Authorization", "-"), extensions)
    target = urlsplit(request.path)
    try:
        if target.path == "/feed":
            on_feed(socket, int(parse_qs(target.query)["after"][0]))
        while True:
            message = socket.recv()
            say("text", message) if isinstance(message, str) else say("binary", message.hex())
            if target.path == "/acks":
                socket.send('{"ok":true}')
    except ConnectionClosed as closed:
        say("closed", closed.rcvd.code if closed.rcvd else 1006)


def tls(certificate, key):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


arguments = sys.argv[1:]
with serve(on_open, "127.0.0.1", 0, ssl=tls(*arguments) if arguments else None) as server:
    say("listening", server.socket.getsockname()[1])
    server.serve_forever()
