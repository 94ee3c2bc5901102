// Sends a record to the topic of the first argument and receives it, with what its environment says.
import { Consumer, Producer, stringDeserializers, stringSerializers } from '@platformatic/kafka';

const [topic] = process.argv.slice(2);
const client = { clientId: 'probe', bootstrapBrokers: process.env.KAFKA_BOOTSTRAP_SERVERS.split(',') };

const producer = new Producer({ ...client, serializers: stringSerializers });
await producer.send({ messages: [{ topic, key: 'a', value: 'hello' }] });
await producer.close();

const consumer = new Consumer({ ...client, groupId: 'probe', deserializers: stringDeserializers });
const messages = await consumer.consume({ topics: [topic], mode: 'earliest', autocommit: true });
for await (const { value } of messages) {
  console.log(value);
  break;
}
await consumer.close(true);
