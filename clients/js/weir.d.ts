/**
 * Follows a stream of Weir. Connects at once, and again whenever the connection is lost, and goes on
 * where it stopped.
 *
 * @param url of the stream, `ws:`, `wss:`, `http:` or `https:`; in a page it may be relative. Further
 *   parameters may stand in its query
 * @throws TypeError if the URL is none, or there is no WebSocket
 */
export function connect<O extends Options = {}>(url: string | URL, options?: O): Stream<Item<O>>;

export interface Options {
  /** The keys that are wanted: a key, a prefix that ends with `*`, or several of them. All. */
  key?: string | readonly string[];
  /** Where to begin: `latest` (the default), `earliest`, an instant (RFC 3339), or `-15m`. */
  from?: string;
  /** Begin with so many of the most recent records. */
  last?: number;
  /** Go on there: a record's `cursor` that was kept. If there is one, `from` and `last` do not count. */
  cursor?: string | null;
  /** What a record looks like. `record`. */
  frame?: "record" | "value" | "cloudevents";
  /**
   * How often Weir tells the cursor between records: `5s`, or after so many records, `100`. `1s` in
   * `value` sessions, whose records have none, else `30s`.
   */
  cursorEvery?: string;
  /** A bearer token; or what fetches one before each connection, whose failure ends the stream. */
  token?: string | (() => string | Promise<string>);
  /** What Weir does if records come faster than they are taken. `catch-up`. */
  slow?: "catch-up" | "conflate" | "drop-oldest" | "disconnect";
  /** At most so many records a second, of each key the latest. */
  maxRate?: number;
  /** `close`: the stream ends where records are missing, with an error of the kind `gap`. `tell`. */
  onGap?: "tell" | "close";
  /** Whether gaps come among the records, too, as `{gap}`. They are events in any case. */
  gaps?: boolean;
  /**
   * How many bytes may wait to be taken. At so many the connection is closed, and it is opened again
   * when three quarters of them are taken: nothing is lost. One message may be larger. 4 MiB.
   */
  buffer?: number;
  /** After how many attempts in a row that brought no record to give up. Infinity. */
  retries?: number;
  /** Milliseconds until an attempt has failed. 15,000. */
  connectTimeout?: number;
  /** Ends the stream, with the signal's reason as the error. */
  signal?: AbortSignal;
  /** Where there is no global one, or another is wanted. */
  WebSocket?: new (url: string, protocols: string[]) => any;
}

/**
 * Is read by one `for await` loop, and ends with it.
 *
 * The loop ends without an error after `close()`, and if the server ends the stream (1000); else with
 * a `WeirError`, once all that has come is taken.
 */
export interface Stream<T> extends EventTarget, AsyncIterable<T> {
  /** Behind the last record that the loop was given; undefined until Weir has told one. */
  readonly cursor: string | undefined;
  /** Ends it. What has come and is not taken is forgotten. */
  close(): void;

  addEventListener<N extends keyof Events>(
    name: N,
    listener: (event: CustomEvent<Events[N]>) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    name: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/** The `detail` of each event. */
export interface Events {
  /** There is a connection. */
  open: { again: boolean };
  /** Weir's greeting. */
  hello: { stream: string; cursor: string; limits: Record<string, unknown> };
  /** Records are missing; told when the loop comes to the place. */
  gap: Gap;
  /** Weir says that something was wrong, and goes on. */
  error: { code: string; message: string };
  /** The connection is closed until enough of what has come is taken. */
  pause: { bytes: number };
  /** The connection is lost; the next attempt is after `delay` milliseconds. */
  retry: { code: number; reason: string; delay: number; attempt: number };
  /** It is over. */
  close: { code: number; reason: string };
}

/** What is missing, from the first offset to the last. */
export interface Gap {
  stream: string;
  partition: number;
  from: number;
  to: number;
  reason: "retention" | "history" | "truncated" | "slow";
}

/** A record of Kafka. What is bytes and no text is a `Uint8Array`. */
export interface WeirRecord {
  stream: string;
  key: string | Uint8Array | null;
  /** The JSON value; text that is not JSON as a string; null for a tombstone. */
  value: any;
  headers: [name: string, value: string | Uint8Array | null][];
  /** RFC 3339; null if the record has none. */
  timestamp: string | null;
  partition: number;
  offset: number;
  /** Behind this record. */
  cursor: string;
}

/** A record's value, and nothing else. */
export interface Value {
  value: string | Uint8Array;
}

/** CloudEvents 1.0, as Weir sent it. */
export interface CloudEvent {
  specversion: string;
  id: string;
  source: string;
  type: string;
  subject?: string;
  time?: string;
  data?: any;
  data_base64?: string;
  /** Behind this event. */
  weircursor: string;
  [attribute: string]: any;
}

/** What the loop is given. */
export type Item<O extends Options> =
  | (O["frame"] extends "value" ? Value : O["frame"] extends "cloudevents" ? CloudEvent : WeirRecord)
  | (O["gaps"] extends true ? { gap: Gap } : never);

/** Connecting again would be in vain. */
export class WeirError extends Error {
  /**
   * - `gap` (4503): records are missing, and the session was not to be told, or `onGap` is `close`
   * - `recreated` (4502): the topic was deleted, or is another of the same name; its cursors are void
   * - `refused` (4500–4999): of no use as it was asked for, such as 4501, a token that is not accepted
   * - `protocol`: one end broke the rules of WebSocket, or did not read (1002, 1007, 1009 …)
   * - `unreachable`: `retries` are used up; the code is the last one's
   */
  readonly kind: "gap" | "recreated" | "refused" | "protocol" | "unreachable";
  /** Of the close frame. */
  readonly code: number;
  /** For people. */
  readonly reason: string;
}
