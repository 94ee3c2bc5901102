import { Flavour } from './flavour';
import { generic } from './generic';

/** The library's properties of the variables that every flavour has. */
const properties: Readonly<Record<string, string>> = {
  KAFKA_BOOTSTRAP_SERVERS: 'bootstrap.servers',
  KAFKA_SECURITY_PROTOCOL: 'security.protocol',
  KAFKA_SASL_MECHANISM: 'sasl.mechanism',
  KAFKA_SASL_USERNAME: 'sasl.username',
  KAFKA_SASL_PASSWORD: 'sasl.password',
  KAFKA_SSL_CA_PEM: 'ssl.ca.pem',
};

/**
 * librdkafka's properties in capitals after `KAFKA_`, for kcat and for clients in Python, Node.js, Go and .NET that are built on it.
 * The library reads no environment itself: a program makes `group.id` of `KAFKA_GROUP_ID`.
 *
 * @see https://github.com/confluentinc/librdkafka/blob/master/CONFIGURATION.md
 */
export const librdkafka: Flavour = (facts) => [
  ...generic(facts).map((row) => ({ ...row, property: properties[row.variable] })),
  { variable: 'KAFKA_GROUP_ID', property: 'group.id', value: facts.consumerGroup },
  { variable: 'KAFKA_AUTO_OFFSET_RESET', property: 'auto.offset.reset', value: 'earliest' },
  { variable: 'KAFKA_ACKS', property: 'acks', value: 'all' },
];
