import assert from "node:assert/strict";
import { test } from "node:test";
import { connect, WeirError } from "../weir.js";
import { hello, listen, marked, record, take } from "./log.js";
import { scripted, turn } from "./socket.js";

const URL = "wss://weir.example/streams/trucks";

/** A stream and its first socket, open. */
async function open(options = {}) {
  const { WebSocket, made } = scripted();
  const stream = connect(URL, { WebSocket, ...options });
  await turn();
  made[0].open();
  return { stream, made };
}

async function failure(stream) {
  const taken = [];
  try {
    for await (const item of stream) taken.push(item);
  } catch (error) {
    return { taken, error };
  }
  assert.fail("the loop ended without an error");
}

for (const [code, kind] of [
  [1002, "protocol"],
  [1003, "protocol"],
  [1007, "protocol"],
  [1008, "protocol"],
  [1009, "protocol"],
  [4500, "refused"],
  [4501, "refused"],
  [4502, "recreated"],
  [4503, "gap"],
  [4999, "refused"],
]) {
  test(`${code} ends the loop with an error, ${kind}, behind what has come`, async () => {
    const { stream, made } = await open();
    made[0].send(record(0));
    made[0].end(code, "the reason");
    const { taken, error } = await failure(stream);
    assert.equal(taken.length, 1);
    assert.ok(error instanceof WeirError);
    assert.deepEqual([error.kind, error.code, error.reason], [kind, code, "the reason"]);
    assert.equal(error.message, `${code} the reason`);
    assert.equal(stream.cursor, "c1");
    assert.equal(made.length, 1);
  });
}

const delays = async (t, code, attempts, random) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  t.mock.method(Math, "random", () => random);
  const { stream, made } = await open();
  const retries = listen(stream, "retry");
  for (let i = 0; i < attempts; i++) {
    made.at(-1).end(code, "gone");
    t.mock.timers.tick(retries.at(-1).delay);
    await turn();
    assert.equal(made.length, i + 2);
  }
  stream.close();
  return retries.map(({ delay }) => delay);
};

for (const code of [1001, 1005, 1006, 1011, 1012, 1013, 4000, 4249]) {
  test(`after ${code} it waits up to 250 ms, then twice as long, and at most 30 s`, async (t) => {
    const most = [250, 500, 1000, 2000, 4000, 8000, 16000, 30000, 30000];
    assert.deepEqual(await delays(t, code, 9, 1), most);
  });
}

test("its back-off is random from zero", async (t) => {
  assert.deepEqual(await delays(t, 1006, 3, 0), [0, 0, 0]);
});

for (const code of [4250, 4499]) {
  test(`after ${code} it begins at 5 s`, async (t) => {
    assert.deepEqual(await delays(t, code, 4, 0), [5000, 10000, 20000, 30000]);
  });
}

test("a record begins the back-off anew, and a greeting does not", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  t.mock.method(Math, "random", () => 1);
  const { stream, made } = await open();
  const retries = listen(stream, "retry");
  const session = async (...messages) => {
    made.at(-1).send(...messages);
    made.at(-1).end(1011, "a bug");
    t.mock.timers.tick(retries.at(-1).delay);
    await turn();
  };
  await session(hello(0));
  await session(hello(0), { cursor: "c0" });
  await session(hello(0), record(0));
  stream.close();
  assert.deepEqual(retries.map(({ delay }) => delay), [250, 500, 250]);
});

test("an attempt that is not answered is given up, and another made", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { WebSocket, made } = scripted();
  const stream = connect(URL, { WebSocket, connectTimeout: 1_000 });
  const retries = listen(stream, "retry");
  await turn();
  t.mock.timers.tick(1_000);
  assert.deepEqual([retries[0].code, retries[0].reason], [1006, "no answer in time"]);
  t.mock.timers.tick(retries[0].delay);
  await turn();
  assert.equal(made.length, 2);
  stream.close();
});

test("it gives up after so many attempts as it may make", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { stream, made } = await open({ retries: 1 });
  made[0].end(1006, "");
  t.mock.timers.tick(30_000);
  await turn();
  made[1].end(1006, "");
  const { error } = await failure(stream);
  assert.deepEqual([error.kind, error.code], ["unreachable", 1006]);
});

test("gaps are told where they are among the records, and come with them if asked for", async () => {
  for (const gaps of [false, true]) {
    const { stream, made } = await open({ gaps });
    const gap = { stream: "trucks", partition: 0, from: 1, to: 4, reason: "retention" };
    const order = [];
    stream.addEventListener("gap", ({ detail }) => order.push(detail));
    made[0].send(record(0), { gap }, record(5));
    made[0].end(1000);
    for await (const item of stream) order.push(item.gap ? "inline" : item.offset);
    assert.deepEqual(order, gaps ? [0, gap, "inline", 5] : [0, gap, 5]);
  }
});

test("what is no text arrives as bytes, and every value under one name", async () => {
  const { stream, made } = await open();
  made[0].send(
    record(0, { key: { base64: "AP8=" }, headers: [["h", { base64: "AQ==" }], ["n", null]] }),
    record(1, { value: undefined, valueText: "no JSON" }),
    record(2, { value: undefined, valueBase64: "AP8=" }),
    record(3, { value: null, key: null }),
  );
  made[0].end(1000);
  const [bytes, text, binary, tombstone] = await take(stream);
  assert.deepEqual(bytes.key, new Uint8Array([0, 255]));
  assert.deepEqual(bytes.headers, [["h", new Uint8Array([1])], ["n", null]]);
  assert.equal(text.value, "no JSON");
  assert.deepEqual(binary.value, new Uint8Array([0, 255]));
  assert.deepEqual([tombstone.value, tombstone.key], [null, null]);
});

test("CloudEvents come as they are, with their cursors and gaps", async () => {
  const { stream, made } = await open({ frame: "cloudevents", gaps: true });
  const event = { specversion: "1.0", id: "t-0-1", type: "dev.weir.record.v1", weircursor: "c2" };
  const own = { error: "E1", specversion: "1.0", id: "t-0-2", type: "x", weircursor: "c3" };
  const data = { partition: 0, from: 3, to: 5, reason: "history" };
  const source = "/streams/my%20trucks";
  const gap = { specversion: "1.0", id: "g", source, type: "dev.weir.gap.v1", data, weircursor: "c6" };
  made[0].send(event, own, gap);
  made[0].end(1000);
  assert.deepEqual(await take(stream), [event, own, { gap: { stream: "my trucks", ...data } }]);
  assert.equal(stream.cursor, "c6");
  assert.equal(made[0].url.searchParams.get("frame"), "cloudevents");
});

test("a value that looks like a control frame is a value", async () => {
  const { stream, made } = await open({ frame: "value" });
  made[0].send('{"cursor":"mine"}', marked({ cursor: "c9" }), "");
  made[0].end(1000);
  assert.deepEqual(await take(stream), [{ value: '{"cursor":"mine"}' }, { value: "" }]);
  assert.equal(stream.cursor, "c9");
});

test("what the server says of its session is told", async () => {
  const { stream, made } = await open();
  const greetings = listen(stream, "hello");
  const errors = listen(stream, "error");
  made[0].send(hello(3), { error: { code: "not_writable", message: "no" } });
  made[0].end(1000);
  assert.deepEqual(await take(stream), []);
  assert.deepEqual(greetings, [hello(3).hello]);
  assert.deepEqual(errors, [{ code: "not_writable", message: "no" }]);
});

test("a value session that is not read pauses at a cursor, where nothing comes twice", async () => {
  const { stream, made } = await open({ frame: "value", buffer: 2_000 });
  const pauses = listen(stream, "pause");
  const value = "x".repeat(400);
  made[0].send(value, value, value, value);
  assert.equal(pauses.length, 0);
  made[0].send(marked({ cursor: "c4" }), value);
  assert.equal(pauses.length, 1);
  assert.equal(made[0].closedWith, 1000);
  assert.equal((await take(stream, 4)).length, 4);
});

test("a value session without any cursor is not buffered for ever", async () => {
  const { stream, made } = await open({ frame: "value", buffer: 2_000 });
  for (let i = 0; i < 20; i++) made[0].send("x".repeat(400));
  const { taken, error } = await failure(stream);
  assert.deepEqual([error.kind, error.code], ["protocol", 1009]);
  assert.ok(taken.length < 20);
});

test("one message may be larger than the buffer", async () => {
  const { stream, made } = await open({ buffer: 10 });
  const pauses = listen(stream, "pause");
  made[0].send(record(0));
  made[0].end(1000);
  assert.equal((await take(stream)).length, 1);
  assert.equal(pauses.length, 0);
});

test("a loop that is left closes the connection", async () => {
  const { stream, made } = await open();
  made[0].send(record(0), record(1));
  assert.equal((await take(stream, 1)).length, 1);
  assert.equal(made[0].closedWith, 1000);
  assert.deepEqual(await take(stream), []);
});

test("closing ends a loop that waits, and one that waits for a connection", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { stream, made } = await open();
  const taken = take(stream);
  made[0].end(1012);
  stream.close();
  assert.deepEqual(await taken, []);
  t.mock.timers.tick(60_000);
  await turn();
  assert.equal(made.length, 1);
});

test("a signal ends the loop with its reason", async () => {
  const controller = new AbortController();
  const { stream, made } = await open({ signal: controller.signal });
  made[0].send(record(0));
  controller.abort(new Error("enough"));
  const { taken, error } = await failure(stream);
  assert.deepEqual([taken.length, error.message], [0, "enough"]);
  assert.equal(made[0].closedWith, 1000);
  const late = connect(URL, { WebSocket: scripted().WebSocket, signal: controller.signal });
  assert.equal((await failure(late)).error.message, "enough");
});

test("a stream is read by one loop", async () => {
  const { stream, made } = await open();
  const first = stream[Symbol.asyncIterator]();
  const waiting = first.next();
  await assert.rejects(stream[Symbol.asyncIterator]().next(), /read already/);
  made[0].send(record(0));
  assert.equal((await waiting).value.offset, 0);
  stream.close();
});

test("what cannot be asked for is said at once", async () => {
  assert.throws(() => connect("streams/trucks", scripted()), TypeError);
  assert.throws(() => connect(URL, { WebSocket: null }), /no WebSocket here/);
  const { WebSocket } = scripted();
  const token = () => Promise.reject(new Error("signed out"));
  assert.equal((await failure(connect(URL, { WebSocket, token }))).error.message, "signed out");
});

test("a frame that is no JSON ends the loop", async () => {
  const { stream, made } = await open();
  made[0].send("oops");
  const { error } = await failure(stream);
  assert.deepEqual([error.kind, error.code], ["protocol", 1007]);
});
