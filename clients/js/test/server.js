// A WebSocket server for tests, as little of RFC 6455 as they need: with each handshake it does its
// next act.
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { once } from "node:events";

const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const TEXT = 1;
const BINARY = 2;
const CLOSE = 8;

/** Acts are functions of a `Session`. */
export class Server {
  #http = createServer();
  #acts;
  #asked = [];
  #awaited = [];

  static async start(...acts) {
    const server = new Server(acts);
    server.#http.listen(0, "127.0.0.1");
    await once(server.#http, "listening");
    return server;
  }

  constructor(acts) {
    this.#acts = acts;
    this.#http.on("upgrade", (request, socket) => this.#upgrade(request, socket));
  }

  get url() {
    return `ws://127.0.0.1:${this.#http.address().port}/streams/trucks`;
  }

  /** The next request: its parameters, and the subprotocols that it offers. */
  request() {
    if (this.#asked.length > 0) return this.#asked.shift();
    return new Promise((resolve) => this.#awaited.push(resolve));
  }

  #upgrade(request, socket) {
    const asked = {
      query: new URL(request.url, this.url).searchParams,
      protocols: request.headers["sec-websocket-protocol"]?.split(/, */) ?? [],
    };
    const awaited = this.#awaited.shift();
    if (awaited) awaited(asked);
    else this.#asked.push(asked);
    socket.on("error", () => {});
    this.#acts.shift()?.(new Session(request, socket));
  }

  stop() {
    this.#http.closeAllConnections();
    this.#http.close();
  }
}

export class Session {
  #socket;
  /** Whether the client has ended it. */
  closed;

  constructor(request, socket) {
    this.#socket = socket;
    this.closed = once(socket, "close");
    this.accept = accept(request.headers["sec-websocket-key"]);
  }

  /** Answers the handshake. */
  open() {
    const head =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
      `Sec-WebSocket-Protocol: weir.plain\r\nSec-WebSocket-Accept: ${this.accept}\r\n\r\n`;
    this.#socket.write(head);
    this.#socket.on("data", (bytes) => {
      if ((bytes[0] & 15) === CLOSE) this.close(1000);
    });
    return this;
  }

  refuse(status) {
    this.#socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
  }

  /** Strings as they are, bytes as a binary frame, anything else as JSON. */
  send(...messages) {
    for (const message of messages) {
      if (message instanceof Uint8Array) this.#frame(BINARY, Buffer.from(message));
      else if (typeof message === "string") this.#frame(TEXT, Buffer.from(message));
      else this.#frame(TEXT, Buffer.from(JSON.stringify(message)));
    }
    return this;
  }

  close(code, reason = "") {
    const payload = Buffer.alloc(2 + Buffer.byteLength(reason));
    payload.writeUInt16BE(code);
    payload.write(reason, 2);
    this.#frame(CLOSE, payload);
    this.#socket.end();
    return this;
  }

  /** As a network does, or a server that was killed. */
  cut() {
    this.#socket.destroy();
  }

  #frame(opcode, payload) {
    if (this.#socket.writableEnded) return;
    this.#socket.write(Buffer.concat([header(opcode, payload.length), payload]));
  }
}

const accept = (key) => createHash("sha1").update(key + GUID).digest("base64");

function header(opcode, length) {
  if (length < 126) return Buffer.from([128 | opcode, length]);
  const head = Buffer.alloc(length < 65_536 ? 4 : 10);
  head[0] = 128 | opcode;
  head[1] = length < 65_536 ? 126 : 127;
  if (length < 65_536) head.writeUInt16BE(length, 2);
  else head.writeBigUInt64BE(BigInt(length), 2);
  return head;
}
