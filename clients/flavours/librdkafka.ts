import { Flavour } from './flavour';

/**
 * librdkafka's properties in capitals after `KAFKA_`, for kcat and for clients in Python, Node.js, Go and .NET that are built on it.
 * The library reads no environment itself: a program makes `group.id` of `KAFKA_GROUP_ID`.
 *
 * @see https://github.com/confluentinc/librdkafka/blob/master/CONFIGURATION.md
 */
export const librdkafka: Flavour = ({ kafka, schemaRegistry, consumerGroup }) => [
  { variable: 'KAFKA_BOOTSTRAP_SERVERS', property: 'bootstrap.servers', value: kafka.server },
  { variable: 'KAFKA_SCHEMA_REGISTRY_URL', value: schemaRegistry.url },
  { variable: 'KAFKA_GROUP_ID', property: 'group.id', value: consumerGroup },
  { variable: 'KAFKA_AUTO_OFFSET_RESET', property: 'auto.offset.reset', value: 'earliest' },
  { variable: 'KAFKA_ACKS', property: 'acks', value: 'all' },
];
