"""Python's websockets as a subscriber:  subscribe.py URL [USER:PASSWORD]

Tells what happens, in lines that every subscriber here has in common: open; text VALUE; binary HEX;
closed CODE REASON; refused STATUS WWW-AUTHENTICATE BODY.
"""

import base64
import sys

from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect


def say(*words):
    print(*words, flush=True)


def headers(credentials):
    if credentials is None:
        return {}
    return {"Authorization": "Basic " + base64.b64encode(credentials.encode()).decode()}


def follow(socket):
    say("open")
    while True:
        message = socket.recv()
        if isinstance(message, str):
            say("text", message)
        else:
            say("binary", message.hex())


def main(url, credentials=None):
    try:
        with connect(url, additional_headers=headers(credentials), max_size=None) as socket:
            follow(socket)
    except ConnectionClosed as closed:
        say("closed", closed.rcvd.code, closed.rcvd.reason)
    except InvalidStatus as refused:
        answer = refused.response
        say("refused", answer.status_code, answer.headers.get("WWW-Authenticate", "-"), answer.body.decode())


main(*sys.argv[1:])
