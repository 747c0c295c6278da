"""Python's websockets as a subscriber:  subscribe.py [--small-window] URL [USER:PASSWORD]

Tells what happens, in lines that every subscriber here has in common: open EXTENSIONS; text VALUE;
binary HEX; closed CODE REASON; refused STATUS WWW-AUTHENTICATE BODY. On TLS it trusts TRUSTED_CA.
"""

import base64
import os
import ssl
import sys

from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory
from websockets.sync.client import connect


def say(*words):
    print(*words, flush=True)


def tls(url):
    if not url.startswith("wss:"):
        return {}
    return {"ssl": ssl.create_default_context(cafile=os.environ["TRUSTED_CA"])}


def compression(small_window):
    if not small_window:
        return {}
    return {"compression": None, "extensions": [ClientPerMessageDeflateFactory(server_max_window_bits=12)]}


def headers(credentials):
    if credentials is None:
        return {}
    return {"Authorization": "Basic " + base64.b64encode(credentials.encode()).decode()}


def follow(socket):
    say("open", socket.response.headers.get("Sec-WebSocket-Extensions", ""))
    while True:
        message = socket.recv()
        if isinstance(message, str):
            say("text", message)
        else:
            say("binary", message.hex())


def main(url, credentials=None, small_window=False):
    options = {**tls(url), **compression(small_window)}
    try:
        with connect(url, additional_headers=headers(credentials), max_size=None, **options) as socket:
            follow(socket)
    except ConnectionClosed as closed:
        say("closed", closed.rcvd.code, closed.rcvd.reason)
    except InvalidStatus as refused:
        answer = refused.response
        say("refused", answer.status_code, answer.headers.get("WWW-Authenticate", "-"), answer.body.decode())


arguments = [argument for argument in sys.argv[1:] if argument != "--small-window"]
main(*arguments, small_window="--small-window" in sys.argv)
