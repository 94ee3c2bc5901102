import { securityProtocol } from '../../redpanda/security';
import { or, when } from '../../template';
import { Flavour } from './flavour';
import { generic } from './generic';
import { javaProperties, variableOfProperty } from './java';

/**
 * Spring Boot with spring-kafka, which binds variables to its properties: seen with Spring Boot 3.5 and 4.1.
 *
 * @see https://docs.spring.io/spring-boot/reference/features/external-config.html
 */
export const spring: Flavour = (facts) => {
  const { kafka, schemaRegistry, mechanism, consumerGroup } = facts;
  return [
    ...generic(facts),
    { variable: 'SPRING_KAFKA_BOOTSTRAP_SERVERS', property: 'spring.kafka.bootstrap-servers', value: kafka.server },
    { variable: 'SPRING_KAFKA_CONSUMER_GROUP_ID', property: 'spring.kafka.consumer.group-id', value: consumerGroup },
    { variable: 'SPRING_KAFKA_CONSUMER_AUTO_OFFSET_RESET', property: 'spring.kafka.consumer.auto-offset-reset', value: 'earliest' },
    { variable: 'SPRING_KAFKA_SECURITY_PROTOCOL', property: 'spring.kafka.security.protocol', value: when(or(kafka.tls, kafka.login), securityProtocol(kafka)) },
    // In the one spelling that all clients get as the property, such as `schema.registry.url`.
    ...[
      { property: 'schema.registry.url', value: schemaRegistry.url },
      { property: 'sasl.mechanism', value: when(kafka.login, mechanism) },
      ...javaProperties(facts),
    ].map(({ property, value }) => ({ variable: variableOfProperty('SPRING_KAFKA_PROPERTIES', property), property: `spring.kafka.properties.${property}`, value })),
    { variable: 'SPRING_KAFKA_PRODUCER_ACKS', property: 'spring.kafka.producer.acks', value: 'all' },
    { variable: 'SPRING_KAFKA_PRODUCER_RETRIES', property: 'spring.kafka.producer.retries', value: '3' },
    { variable: 'SPRING_KAFKA_PRODUCER_BATCH_SIZE', property: 'spring.kafka.producer.batch-size', value: '16384' },
    { variable: 'SPRING_KAFKA_PRODUCER_BUFFER_MEMORY', property: 'spring.kafka.producer.buffer-memory', value: '33554432' },
  ];
};
