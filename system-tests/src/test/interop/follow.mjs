// Our client of Weir:  follow.mjs URL
// Prints PARTITION:OFFSET of each record and what happens to the connection, in Node and in client.html.

export async function follow(connect, url) {
  const stream = connect(url);
  for (const name of ["open", "gap", "retry", "close"]) {
    stream.addEventListener(name, ({ detail }) => console.log(`${name} ${JSON.stringify(detail)}`));
  }
  stream.addEventListener("hello", () => console.log("hello"));
  try {
    for await (const { partition, offset } of stream) console.log(`${partition}:${offset}`);
  } catch (error) {
    console.log(`${error}`);
  }
}

if (globalThis.process?.argv) {
  const { connect } = await import("../../../../clients/js/weir.js");
  await follow(connect, process.argv[2]);
}
