// Compiles if the types are what they say; it is never run.
import { connect, WeirError, type Gap } from "../weir.js";

const URL = "ws://127.0.0.1:8080/streams/trucks";

export async function use() {
  const stream = connect(URL, { key: "truck-1", from: "-15m", gaps: true as const });
  stream.addEventListener("gap", ({ detail }) => told(detail));
  stream.addEventListener("retry", ({ detail }) => wait(detail.delay));
  for await (const item of stream) {
    if ("gap" in item) told(item.gap);
    else wait(item.offset);
  }
  for await (const { key, cursor } of connect(URL)) text(typeof key === "string" ? key : cursor);
  for await (const { value } of connect(URL, { frame: "value" })) {
    text(typeof value === "string" ? value : value.byteLength.toString());
  }
  for await (const event of connect(URL, { frame: "cloudevents" })) text(event.weircursor);
  // @ts-expect-error: values have no offset
  for await (const { offset } of connect(URL, { frame: "value" })) wait(offset);
  // @ts-expect-error: there is no such frame
  connect(URL, { frame: "json" });
}

export const isGap = (error: unknown) => error instanceof WeirError && error.kind === "gap";

function told(gap: Gap) {
  wait(gap.to);
}

function wait(millis: number) {
  return millis;
}

function text(text: string) {
  return text;
}
