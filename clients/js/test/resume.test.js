import assert from "node:assert/strict";
import { test } from "node:test";
import { connect } from "../weir.js";
import { hello, listen, marked, next, offsetOf, record, records, take } from "./log.js";
import { Server } from "./server.js";

const serve = async (t, ...acts) => {
  const server = await Server.start(...acts);
  t.after(() => server.stop());
  return server;
};

const offsets = (items) => items.map((item) => item.offset);

const upTo = (count) => Array.from({ length: count }, (_, i) => i);

test("asks for what its options say", async (t) => {
  const server = await serve(t, (session) => session.open().close(1000));
  const stream = connect(server.url.replace("ws:", "http:") + "?username=a%26b", {
    key: ["truck-00*", "ü"],
    from: "-15m",
    slow: "conflate",
    maxRate: 5,
    onGap: "close",
    token: "abc.def",
  });
  const { query, protocols } = await server.request();
  assert.equal(
    query.toString(),
    "username=a%26b&key=truck-00*&key=%C3%BC&frame=record&cursor=every%3A30s&hello=true&on_gap=close&slow=conflate&max_rate=5&from=-15m",
  );
  assert.deepEqual(protocols, ["weir.plain", "bearer.abc.def"]);
  assert.deepEqual(await take(stream), []);
});

test("goes on behind the last record after each loss, however it was lost", async (t) => {
  const play = (count, end) => (session, from) => {
    session.open().send(hello(from), ...records(from, from + count));
    end(session);
  };
  const acts = [
    play(3, (session) => session.close(1012, "restarting")),
    (session) => session.refuse(503),
    play(4, (session) => setTimeout(() => session.cut(), 20)),
    (session) => session.cut(),
    play(2, (session) => session.close(4003, "by an operator")),
    play(1, () => {}),
  ];
  const asked = [];
  const server = await serve(
    t,
    ...acts.map((act) => async (session) => {
      const { query } = await server.request();
      asked.push(query.get("from"));
      act(session, offsetOf(query.get("from")));
    }),
  );
  const stream = connect(server.url);
  const opened = listen(stream, "open");
  const retries = listen(stream, "retry");
  assert.deepEqual(offsets(await take(stream, 10)), upTo(10));
  assert.deepEqual(asked, [null, "c3", "c3", "c7", "c7", "c9"]);
  assert.deepEqual(opened.map(({ again }) => again), [false, true, true, true]);
  assert.deepEqual(retries.map(({ code }) => code), [1012, 1006, 1006, 1006, 4003]);
  assert.equal(stream.cursor, "c10");
});

test("what is produced while it is away is not missed, although no record had come", async (t) => {
  const server = await serve(
    t,
    (session) => session.open().send(hello(7)).close(1012),
    (session) => session.open().send(hello(7), record(7)),
  );
  const [first] = await take(connect(server.url), 1);
  assert.equal(first.offset, 7);
  assert.equal((await server.request()).query.get("from"), null);
  assert.equal((await server.request()).query.get("from"), "c7");
});

test("a kept cursor says where to begin, and from and last do not", async (t) => {
  const server = await serve(t, (session) => session.open().send(record(5)));
  const stream = connect(server.url, { cursor: "c5", from: "earliest", last: 3 });
  assert.equal(stream.cursor, "c5");
  const { query } = await server.request();
  assert.equal(query.get("from"), "c5");
  assert.equal(query.get("last"), null);
  assert.deepEqual(offsets(await take(stream, 1)), [5]);
});

test("the last records are asked for until one has come, wherever the greeting is", async (t) => {
  const server = await serve(
    t,
    (session) => session.open().send(hello(100)).close(1012),
    (session) => session.open().send(hello(100), record(98)).close(1012),
    (session) => session.open().send(hello(99), record(99)),
  );
  const options = { frame: undefined, buffer: undefined };
  assert.deepEqual(offsets(await take(connect(server.url + "?last=2", options), 2)), [98, 99]);
  const asked = [];
  for (let i = 0; i < 3; i++) {
    const { query } = await server.request();
    asked.push([query.get("last"), query.get("from")]);
  }
  assert.deepEqual(asked, [["2", null], ["2", null], [null, "c99"]]);
});

test("in value sessions goes on behind the newest cursor, and forgets what came after", async (t) => {
  const at = (offset) => marked({ cursor: `c${offset}` });
  const server = await serve(
    t,
    (session) => session.open().send(marked(hello(0)), "a", "b", at(2), "c", "d").close(1012),
    (session) => session.open().send(marked(hello(2)), "c", "d", new Uint8Array([0, 255]), at(5)),
  );
  const stream = connect(server.url, { frame: "value", cursorEvery: "100" });
  await next(stream, "retry"); // nothing has been taken until now
  const values = (await take(stream, 5)).map(({ value }) => value);
  assert.deepEqual(values, ["a", "b", "c", "d", new Uint8Array([0, 255])]);
  const { query } = await server.request();
  assert.equal(query.get("frame"), null);
  assert.equal(query.get("cursor"), "every:100");
  assert.equal(query.get("notices"), "true");
  assert.equal((await server.request()).query.get("from"), "c2");
});

test("a fresh token is asked for before each connection", async (t) => {
  let calls = 0;
  const token = async () => `t${++calls}`;
  const server = await serve(
    t,
    (session) => session.open().close(1012),
    (session) => session.open().send(record(0)),
  );
  await take(connect(server.url, { token }), 1);
  assert.deepEqual((await server.request()).protocols, ["weir.plain", "bearer.t1"]);
  assert.deepEqual((await server.request()).protocols, ["weir.plain", "bearer.t2"]);
});

test("a loop that is slower than the stream gets all of it, in bounded memory", async (t) => {
  const total = 1_500;
  const buffer = 64 << 10;
  const filler = "x".repeat(500);
  const play = async (session) => {
    const from = offsetOf((await server.request()).query.get("from"));
    session.open().send(hello(from), ...records(from, total).map((it) => ({ ...it, filler })));
  };
  const server = await serve(t, ...Array(1_000).fill(play));
  const stream = connect(server.url, { buffer });
  const pauses = listen(stream, "pause");
  const taken = [];
  for await (const { offset } of stream) {
    taken.push(offset);
    if (offset % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
    if (taken.length === total) break;
  }
  assert.deepEqual(taken, upTo(total));
  assert.ok(pauses.length > 0);
  for (const { bytes } of pauses) assert.ok(bytes < buffer + 4_000, `${bytes}`);
});
