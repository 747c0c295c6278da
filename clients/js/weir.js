// A client of Weir's streams, for browsers and Node. It keeps the cursor of what has come, connects
// again when the connection is lost, and goes on there: nothing is missed, and nothing comes twice.
// Types and what each option means: weir.d.ts. What is on the wire: docs/protocol.md.

/** Begins a control frame in sessions whose other frames are values. */
const MARK = "\u001e";

/** How a control frame begins where the other frames are JSON. */
const CONTROL = /^\{"(?:hello|cursor|gap|ack|error)":/;

/** The CloudEvents type of a gap notice. */
const GAP_EVENT = "dev.weir.gap.v1";

/** Codes of RFC 6455 after which the same again would end the same way. */
const FINAL = new Set([1002, 1003, 1007, 1008, 1009, 1010]);

const DEFAULTS = {
  frame: "record",
  gaps: false,
  buffer: 4 << 20,
  retries: Infinity,
  connectTimeout: 15_000,
};

/** What a message costs besides its text. */
const OVERHEAD_BYTES = 64;

/** How long a close may come after the error that it belongs to. */
const GOODBYE_MILLIS = 50;

/** A value session can pause at a cursor only, and waits for one until it has so many buffers. */
const MOST_BUFFERS = 8;

/** Follows a stream; see weir.d.ts. */
export function connect(url, options = {}) {
  return new WeirStream(url, options);
}

/** The stream has ended, and connecting again would be in vain. */
export class WeirError extends Error {
  constructor(kind, code, reason) {
    super(`${code}${reason ? " " + reason : ""}`);
    this.name = "WeirError";
    this.kind = kind;
    this.code = code;
    this.reason = reason;
  }
}

function kindOf(code) {
  if (code === 4502) return "recreated";
  if (code === 4503) return "gap";
  return code >= 4500 ? "refused" : "protocol";
}

const isFinal = (code) => FINAL.has(code) || (code >= 4500 && code <= 4999);

const isLimit = (code) => code >= 4250 && code <= 4499;

/** Exponential, and random, so that those who lost one server together do not come back together. */
class Backoff {
  failures = 0;

  /** Milliseconds: up to 250 ms, 500 ms … 30 s; after a limit, from 5 s, 10 s … 30 s to twice that. */
  next(code) {
    const doubled = 2 ** Math.min(this.failures++, 16);
    if (isLimit(code)) return Math.min(5_000 * doubled, 30_000) * (1 + Math.random());
    return Math.min(250 * doubled, 30_000) * Math.random();
  }
}

/** Messages that have come and were not taken yet, in the bytes that they need. */
class Backlog {
  #messages = [];
  #taken = 0;
  bytes = 0;

  get length() {
    return this.#messages.length - this.#taken;
  }

  push(message) {
    this.#messages.push(message);
    this.bytes += weight(message);
  }

  shift() {
    const message = this.#messages[this.#taken];
    this.#messages[this.#taken++] = undefined;
    if (this.#taken * 2 > this.#messages.length) {
      this.#messages = this.#messages.slice(this.#taken);
      this.#taken = 0;
    }
    this.bytes -= weight(message);
    return message;
  }

  /** Forgets what came after the newest message of which `tell` tells something; returns what. */
  cutBehind(tell) {
    for (let at = this.#messages.length - 1; at >= this.#taken; at--) {
      const told = tell(this.#messages[at]);
      if (told === undefined) continue;
      for (const message of this.#messages.splice(at + 1)) this.bytes -= weight(message);
      return told;
    }
    return undefined;
  }

  clear() {
    this.#messages = [];
    this.#taken = 0;
    this.bytes = 0;
  }
}

const weight = (message) => OVERHEAD_BYTES + (message.byteLength ?? 2 * message.length);

/** Whether a message is about the session, and no record of the stream. */
function isControl(message, frame) {
  if (typeof message !== "string") return false;
  return frame === "value" ? message.startsWith(MARK) : CONTROL.test(message);
}

/** What a message says: a record, or a control frame; and the cursor behind it, if it tells one. */
function decode(message, frame) {
  if (typeof message !== "string") return { record: { value: new Uint8Array(message) } };
  const control = isControl(message, frame);
  if (frame === "value" && !control) return { record: { value: message } };
  const json = parse(frame === "value" ? message.slice(MARK.length) : message);
  if (control && Object.keys(json).length === 1) {
    return { control: json, cursor: json.cursor ?? json.hello?.cursor };
  }
  return frame === "record" ? { record: plain(json), cursor: json.cursor } : event(json);
}

/** Those who read CloudEvents are told of gaps by events. */
function event(json) {
  if (json.type !== GAP_EVENT) return { record: json, cursor: json.weircursor };
  const stream = decodeURIComponent(json.source.slice(json.source.lastIndexOf("/") + 1));
  return { control: { gap: { stream, ...json.data } }, cursor: json.weircursor };
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new WeirError("protocol", 1007, `a frame is not JSON: ${text.slice(0, 60)}`);
  }
}

/** A record frame with what JSON cannot say as bytes, and the value under one name. */
function plain(record) {
  if ("valueText" in record) record.value = record.valueText;
  if ("valueBase64" in record) record.value = bytes(record.valueBase64);
  record.key = bytesOr(record.key);
  record.headers = record.headers?.map(([name, value]) => [name, bytesOr(value)]) ?? [];
  return record;
}

const bytesOr = (text) => (text?.base64 === undefined ? text : bytes(text.base64));

const bytes = (base64) => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));

/** The URL of the stream, and what does not change from one connection to the next. */
function address(url, options) {
  const target = new URL(url, globalThis.location?.href);
  target.protocol = target.protocol.replace(/^http/, "ws");
  const query = target.searchParams;
  for (const key of [options.key ?? []].flat()) query.append("key", key);
  const values = options.frame === "value";
  if (!values) query.set("frame", options.frame);
  // Elsewhere each record has its cursor, which stands still where few records match.
  query.set("cursor", `every:${options.cursorEvery ?? (values ? "1s" : "30s")}`);
  query.set("hello", "true");
  if (options.onGap === "close") query.set("on_gap", "close");
  else query.set("notices", "true");
  if (options.slow !== undefined) query.set("slow", options.slow);
  if (options.maxRate !== undefined) query.set("max_rate", options.maxRate);
  if (options.from !== undefined) query.set("from", options.from);
  if (options.last !== undefined) query.set("last", options.last);
  return target;
}

class WeirStream extends EventTarget {
  #options;
  #address;
  #backlog = new Backlog();
  #backoff = new Backoff();

  /** Behind the last record that was taken, and behind the last that has come. */
  #cursor;
  #resume;

  #socket;
  #timer;
  #opened = 0;
  #paused = false;
  #end;
  #wake;
  #reading = false;

  constructor(url, options) {
    super();
    const given = Object.entries(options).filter(([, value]) => value !== undefined);
    this.#options = { WebSocket: globalThis.WebSocket, ...DEFAULTS, ...Object.fromEntries(given) };
    if (!this.#options.WebSocket) {
      throw new TypeError("no WebSocket here: Node 22 has one; or give options.WebSocket");
    }
    this.#address = address(url, this.#options);
    this.#cursor = this.#resume = options.cursor ?? undefined;
    const signal = options.signal;
    if (signal?.aborted) this.#finish(1000, "aborted", signal.reason);
    else this.#dial();
    signal?.addEventListener("abort", () => this.#abort(signal.reason), { once: true });
  }

  get cursor() {
    return this.#cursor;
  }

  close() {
    this.#backlog.clear();
    this.#finish(1000, "");
  }

  async *[Symbol.asyncIterator]() {
    if (this.#reading) throw new TypeError("this stream is being read already");
    this.#reading = true;
    try {
      while (true) {
        while (this.#backlog.length > 0) {
          const item = this.#take();
          if (item) yield item;
        }
        if (this.#end) break;
        await new Promise((resolve) => (this.#wake = resolve));
      }
      if (this.#end.error !== undefined) throw this.#end.error;
    } finally {
      this.#reading = false;
      this.close();
    }
  }

  /** The next record; or undefined, if it was something else, which its listeners have been told. */
  #take() {
    const { record, control, cursor } = this.#decode(this.#backlog.shift());
    this.#cursor = cursor ?? this.#cursor;
    if (this.#paused && this.#backlog.bytes * 4 <= this.#options.buffer) {
      this.#paused = false;
      this.#dial();
    }
    return record ?? this.#told(control);
  }

  /** The greeting of a session with `last` may be ahead of what that is still to be sent. */
  #decode(message) {
    const said = decode(message, this.#options.frame);
    const last = this.#address.searchParams.has("last") && this.#resume === undefined;
    const ahead = last && said.control?.hello;
    return ahead ? { ...said, cursor: undefined } : said;
  }

  #told(control) {
    for (const name of ["hello", "gap", "error"]) {
      if (control[name] !== undefined) this.#emit(name, control[name]);
    }
    return control.gap && this.#options.gaps ? { gap: control.gap } : undefined;
  }

  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  async #dial() {
    this.#timer = undefined;
    try {
      const token = await this.#token();
      if (this.#end) return;
      const protocols = ["weir.plain", ...(token === undefined ? [] : [`bearer.${token}`])];
      this.#listen(new this.#options.WebSocket(this.#target(), protocols));
    } catch (error) {
      this.#finish(1006, String(error), error);
    }
  }

  #token() {
    const { token } = this.#options;
    return typeof token === "function" ? token() : token;
  }

  /** A cursor says all about where to begin. */
  #target() {
    const target = new URL(this.#address);
    if (this.#resume !== undefined) {
      target.searchParams.delete("last");
      target.searchParams.set("from", this.#resume);
    }
    return target.href;
  }

  #listen(socket) {
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
    const within = (delay, reason) => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#lost(1006, reason), delay);
    };
    within(this.#options.connectTimeout, "no answer in time");
    socket.onopen = () => {
      clearTimeout(this.#timer);
      this.#emit("open", { again: this.#opened++ > 0 });
    };
    socket.onmessage = ({ data }) => this.#receive(data);
    socket.onclose = ({ code, reason }) => this.#lost(code, String(reason));
    // The close that belongs to it comes next; but of a failed handshake Node tells no close.
    socket.onerror = () => within(GOODBYE_MILLIS, "no connection");
  }

  #receive(message) {
    const control = isControl(message, this.#options.frame);
    if (!control) this.#backoff.failures = 0;
    this.#backlog.push(message);
    this.#wake?.();
    if (this.#backlog.bytes >= this.#options.buffer && this.#backlog.length > 1) this.#full(control);
  }

  /** A WebSocket cannot be paused, but left, and opened again where it was. */
  #full(control) {
    const { frame, buffer } = this.#options;
    if (frame !== "value" || control) {
      this.#leave();
      this.#paused = true;
      this.#emit("pause", { bytes: this.#backlog.bytes });
    } else if (this.#backlog.bytes >= MOST_BUFFERS * buffer) {
      const reason = `${this.#backlog.bytes} bytes came without a cursor: read faster, or raise buffer`;
      this.#finish(1009, reason, new WeirError("protocol", 1009, reason));
    }
  }

  #lost(code, reason) {
    if (code === 1000) this.#finish(code, reason);
    else if (isFinal(code)) this.#finish(code, reason, new WeirError(kindOf(code), code, reason));
    else if (this.#backoff.failures >= this.#options.retries) {
      this.#finish(code, reason, new WeirError("unreachable", code, reason));
    } else this.#retry(code, reason);
  }

  #retry(code, reason) {
    this.#leave();
    const delay = this.#backoff.next(code);
    this.#timer = setTimeout(() => this.#dial(), delay);
    this.#emit("retry", { code, reason, delay, attempt: this.#backoff.failures });
  }

  /** Hangs up to go on behind the newest cursor: what came after that comes again, and is forgotten. */
  #leave() {
    this.#hangUp();
    const cursor = this.#backlog.cutBehind((message) => this.#cursorIn(message)) ?? this.#cursor;
    if (cursor === this.#cursor && cursor !== undefined) this.#backlog.clear();
    this.#resume = cursor;
  }

  #cursorIn(message) {
    try {
      return this.#decode(message).cursor;
    } catch {
      return undefined; // whoever takes it is told
    }
  }

  /** Ends the connection; from here on nothing more is heard of it. */
  #hangUp() {
    clearTimeout(this.#timer);
    const socket = this.#socket;
    if (!socket) return;
    this.#socket = undefined;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.onerror = () => {}; // Node's ws throws an error that nobody hears
    socket.close(1000);
  }

  /** Ends the stream, once what has come is taken. */
  #finish(code, reason, error) {
    if (this.#end) return;
    this.#end = { error };
    this.#hangUp();
    this.#wake?.();
    this.#emit("close", { code, reason });
  }

  #abort(reason) {
    this.#backlog.clear();
    this.#finish(1000, "aborted", reason);
  }
}
