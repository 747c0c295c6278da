// Node's ws as a subscriber:  subscribe.js URL [USER:PASSWORD]
// Tells what happens in the lines of subscribe.py.
const WebSocket = require("ws");

const [url, auth] = process.argv.slice(2);
const socket = new WebSocket(url, { auth });

socket.on("open", () => console.log("open"));
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
