import { Flavour } from './flavour';
import { generic } from './generic';

/**
 * Spring Boot with spring-kafka, which binds variables to its properties: seen with Spring Boot 3.5 and 4.1.
 *
 * @see https://docs.spring.io/spring-boot/reference/features/external-config.html
 */
export const spring: Flavour = (facts) => [
  ...generic(facts),
  { variable: 'SPRING_KAFKA_BOOTSTRAP_SERVERS', property: 'spring.kafka.bootstrap-servers', value: facts.kafka.server },
  { variable: 'SPRING_KAFKA_CONSUMER_GROUP_ID', property: 'spring.kafka.consumer.group-id', value: facts.consumerGroup },
  { variable: 'SPRING_KAFKA_CONSUMER_AUTO_OFFSET_RESET', property: 'spring.kafka.consumer.auto-offset-reset', value: 'earliest' },
  // The one spelling that both clients get as `schema.registry.url`.
  { variable: 'SPRING_KAFKA_PROPERTIES_SCHEMA_REGISTRY_URL', property: 'spring.kafka.properties.schema.registry.url', value: facts.schemaRegistry.url },
  { variable: 'SPRING_KAFKA_PRODUCER_ACKS', property: 'spring.kafka.producer.acks', value: 'all' },
  { variable: 'SPRING_KAFKA_PRODUCER_RETRIES', property: 'spring.kafka.producer.retries', value: '3' },
  { variable: 'SPRING_KAFKA_PRODUCER_BATCH_SIZE', property: 'spring.kafka.producer.batch-size', value: '16384' },
  { variable: 'SPRING_KAFKA_PRODUCER_BUFFER_MEMORY', property: 'spring.kafka.producer.buffer-memory', value: '33554432' },
];
