// Sends a record to the topic of the first argument and receives it in a group of that name, with what its environment says.
// The second argument may be one of the two, send or receive, and the third another group.
import { Consumer, Producer, stringDeserializers, stringSerializers } from '@platformatic/kafka';

const [topic, only, group = topic] = process.argv.slice(2);
const { KAFKA_BOOTSTRAP_SERVERS, KAFKA_SECURITY_PROTOCOL = 'PLAINTEXT', KAFKA_SSL_CA_PEM, KAFKA_SSL_CERTIFICATE_PEM, KAFKA_SSL_KEY_PEM, KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD } = process.env;
const client = {
  clientId: 'probe',
  bootstrapBrokers: KAFKA_BOOTSTRAP_SERVERS.split(','),
  ...(KAFKA_SECURITY_PROTOCOL.endsWith('SSL') && { tls: { ca: KAFKA_SSL_CA_PEM, cert: KAFKA_SSL_CERTIFICATE_PEM, key: KAFKA_SSL_KEY_PEM } }),
  ...(KAFKA_SECURITY_PROTOCOL.startsWith('SASL') && { sasl: { mechanism: KAFKA_SASL_MECHANISM, username: KAFKA_SASL_USERNAME, password: KAFKA_SASL_PASSWORD } }),
};

if (only !== 'receive') {
  const producer = new Producer({ ...client, serializers: stringSerializers });
  await producer.send({ messages: [{ topic, key: 'a', value: 'hello' }] });
  await producer.close();
}

if (only !== 'send') {
  const consumer = new Consumer({ ...client, groupId: group, deserializers: stringDeserializers });
  const messages = await consumer.consume({ topics: [topic], mode: 'earliest', autocommit: true });
  for await (const { value } of messages) {
    console.log(value);
    break;
  }
  await consumer.close(true);
}
