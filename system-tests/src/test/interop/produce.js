// kafkajs as a producer:  produce.js BOOTSTRAP TOPIC
// Reads the lines that produce.py reads. Ends well once Kafka has them all.
const { Kafka, Partitioners, logLevel } = require("kafkajs");
const { text } = require("node:stream/consumers");

// kafkajs takes headers by name; a name that comes twice has an array.
function headers(pairs) {
  const byName = {};
  for (const [name, value] of pairs) {
    byName[name] = [...(byName[name] ?? []), value];
  }
  return byName;
}

function message(line) {
  const { key, value, headers: pairs } = JSON.parse(line);
  return { key, value: value === null ? null : Buffer.from(value, "base64"), headers: headers(pairs) };
}

async function main(bootstrap, topic) {
  const kafka = new Kafka({ brokers: [bootstrap], logLevel: logLevel.WARN });
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  const lines = (await text(process.stdin)).trim().split("\n");
  await producer.connect();
  await producer.send({ topic, messages: lines.map(message) });
  await producer.disconnect();
}

main(...process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exit(1);
});
