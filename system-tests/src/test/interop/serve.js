// Node's ws as a peer that is dialed:  serve.js [CERTIFICATE KEY]
// Does what serve.py does, and tells it in the same lines.
const { WebSocketServer } = require("ws");
const { readFileSync } = require("node:fs");

const LAST = 4;
const [certificate, key] = process.argv.slice(2);
const server = certificate
  ? require("node:https").createServer({ cert: readFileSync(certificate), key: readFileSync(key) })
  : require("node:http").createServer();

function feed(socket, number) {
  switch (number) {
    case 0:
      return socket.send('{"n":0}');
    case 1:
      return socket.send('{"n":1,"road":"Zürich → Ulm"}');
    case 2:
      return socket.send(`{"n":2,"long":"${"→ ".repeat(20000)}"}`);
    case 3:
      socket.send('{"n":3,', { fin: false });
      return socket.send('"in":"two"}');
    default:
      return socket.send(Buffer.from('{"n":4,"binary":true}'));
  }
}

function onFeed(socket, after) {
  for (let number = after + 1; number <= LAST; number++) feed(socket, number);
  if (after < LAST) {
    socket.on("pong", () => {
      console.log("pong");
      socket.close(1012, "again");
    });
    socket.ping("behind it");
  }
}

new WebSocketServer({ server, perMessageDeflate: true }).on("connection", (socket, request) => {
  const target = new URL(request.url, "ws://here");
  const words = [request.url, request.headers.authorization ?? "-", socket.extensions || "-"];
  console.log(`open ${words.join(" ")}`);
  socket.on("message", (data, isBinary) => {
    console.log(isBinary ? `binary ${data.toString("hex")}` : `text ${data}`);
    if (target.pathname === "/acks") socket.send('{"ok":true}');
  });
  socket.on("close", (code) => console.log(`closed ${code}`));
  if (target.pathname === "/feed") onFeed(socket, Number(target.searchParams.get("after")));
});

server.listen(0, "127.0.0.1", () => console.log(`listening ${server.address().port}`));
