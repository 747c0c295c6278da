// A stream of one partition that a test's server plays from any offset, as Weir does.

export const MARK = "\u001e";

export const cursor = (offset) => `c${offset}`;

export const hello = (offset) => ({ hello: { stream: "trucks", cursor: cursor(offset), limits: {} } });

export const record = (offset, more = {}) => ({
  stream: "trucks",
  key: "truck-1",
  value: { n: offset },
  headers: [],
  timestamp: "2026-11-20T12:00:00.123Z",
  partition: 0,
  offset,
  cursor: cursor(offset + 1),
  ...more,
});

/** Records `from` to `to`, the latter exclusive. */
export const records = (from, to) => Array.from({ length: to - from }, (_, i) => record(from + i));

/** A control frame as it is in value sessions. */
export const marked = (frame) => MARK + JSON.stringify(frame);

/** Where a client that presents this begins. */
export const offsetOf = (from) => (from === null ? 0 : Number(from.slice(1)));

/** What a loop was given, until it has so many, or the stream ends. */
export async function take(stream, count = Infinity) {
  const taken = [];
  for await (const item of stream) {
    taken.push(item);
    if (taken.length === count) break;
  }
  return taken;
}

/** The details of a stream's events of a name, as they come. */
export function listen(stream, name) {
  const details = [];
  stream.addEventListener(name, ({ detail }) => details.push(detail));
  return details;
}

export const next = (stream, name) =>
  new Promise((resolve) =>
    stream.addEventListener(name, ({ detail }) => resolve(detail), { once: true }),
  );
