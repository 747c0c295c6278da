"""confluent-kafka (librdkafka) as a producer:  produce.py BOOTSTRAP TOPIC

Reads records from standard input, one a line: {"key": TEXT, "value": BASE64 or null, "headers":
[[NAME, VALUE], ...]}. Ends well once Kafka has them all.
"""

import base64
import json
import sys

from confluent_kafka import Producer


def delivered(error, message):
    if error:
        raise SystemExit(f"not delivered: {error}")


def main(bootstrap, topic):
    producer = Producer({"bootstrap.servers": bootstrap, "message.timeout.ms": 20000})
    for line in sys.stdin:
        record = json.loads(line)
        value = record["value"]
        producer.produce(
            topic,
            key=record["key"],
            value=None if value is None else base64.b64decode(value),
            headers=[tuple(header) for header in record["headers"]],
            on_delivery=delivered,
        )
    producer.flush()


main(*sys.argv[1:])
