// Node's ws as a subscriber:  subscribe.js URL [USER:PASSWORD]
// Tells what happens in the lines of subscribe.py.
const WebSocket = require("ws");
const { readFileSync } = require("node:fs");

const [url, auth] = process.argv.slice(2);
const socket = new WebSocket(url, {
  auth,
  ca: readFileSync(process.env.TRUSTED_CA),
  perMessageDeflate: true,
});

let extensions = "";
socket.on("upgrade", (answer) => (extensions = answer.headers["sec-websocket-extensions"] ?? ""));
socket.on("open", () => console.log(`open ${extensions}`));
socket.on("message", (data, isBinary) =>
  console.log(isBinary ? `binary ${data.toString("hex")}` : `text ${data}`),
);
socket.on("close", (code, reason) => console.log(`closed ${code} ${reason}`));
socket.on("unexpected-response", (request, answer) => {
  let body = "";
  answer.on("data", (part) => (body += part));
  answer.on("end", () => {
    console.log(`refused ${answer.statusCode} ${answer.headers["www-authenticate"] ?? "-"} ${body}`);
    process.exit();
  });
});
