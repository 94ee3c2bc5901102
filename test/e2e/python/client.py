"""Sends a record to the topic of the first argument and receives it, with what its environment says.

With a second argument it sends within a transaction of that id, and receives nothing.
"""

import os
import sys

from confluent_kafka import Consumer, KafkaException, Producer

topic = sys.argv[1]
properties = {
    name.removeprefix("KAFKA_").lower().replace("_", "."): value
    for name, value in os.environ.items()
    if name.startswith("KAFKA_") and name != "KAFKA_SCHEMA_REGISTRY_URL"
}
of_consumer = {name: properties.pop(name) for name in ["group.id", "auto.offset.reset"]}


def fail(error):
    print(error, file=sys.stderr, flush=True)
    os._exit(1)


# The library tries again for ever, and what an exception would end here goes on until then.
if len(sys.argv) > 2:
    producer = Producer({**properties, "transactional.id": sys.argv[2]})
    try:
        producer.init_transactions(30)
        producer.begin_transaction()
        producer.produce(topic, "hello")
        producer.commit_transaction(30)
    except KafkaException as error:
        fail(error)
    print("committed", flush=True)
    sys.exit()

producer = Producer({**properties, "error_cb": fail})
producer.produce(topic, "hello", on_delivery=lambda error, _: error and fail(error))
if producer.flush(60):
    fail("the record was not delivered")

del properties["acks"]
consumer = Consumer({**properties, **of_consumer, "error_cb": fail})
consumer.subscribe([topic])
message = consumer.poll(60)
if message is None or message.error():
    fail(message and message.error())
print(message.value().decode())
consumer.close()
