import { Flavour } from './flavour';

/**
 * Quarkus, which hands every property that begins with `kafka.` to its Kafka clients: seen with Quarkus 3.20.
 *
 * @see https://quarkus.io/guides/kafka
 */
export const quarkus: Flavour = ({ kafka, schemaRegistry, consumerGroup }) => [
  { variable: 'KAFKA_BOOTSTRAP_SERVERS', property: 'kafka.bootstrap.servers', value: kafka.server },
  { variable: 'KAFKA_SCHEMA_REGISTRY_URL', property: 'kafka.schema.registry.url', value: schemaRegistry.url },
  { variable: 'KAFKA_GROUP_ID', property: 'kafka.group.id', value: consumerGroup },
  { variable: 'KAFKA_AUTO_OFFSET_RESET', property: 'kafka.auto.offset.reset', value: 'earliest' },
  { variable: 'KAFKA_ACKS', property: 'kafka.acks', value: 'all' },
];
