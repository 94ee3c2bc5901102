import { securityProtocol } from '../../redpanda/security';
import { or, when } from '../../template';
import { Flavour } from './flavour';
import { generic } from './generic';
import { caCertificate, jaasConfig, userInfo } from './jaas';

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
      { property: 'sasl.jaas.config', value: when(kafka.login, jaasConfig) },
      { property: 'ssl.truststore.type', value: when(kafka.tls, 'PEM') },
      { property: 'ssl.truststore.certificates', value: when(kafka.tls, caCertificate) },
      { property: 'basic.auth.credentials.source', value: when(schemaRegistry.login, 'USER_INFO') },
      { property: 'basic.auth.user.info', value: when(schemaRegistry.login, userInfo) },
      { property: 'schema.registry.ssl.truststore.type', value: when(schemaRegistry.tls, 'PEM') },
      { property: 'schema.registry.ssl.truststore.certificates', value: when(schemaRegistry.tls, caCertificate) },
    ].map(({ property, value }) => ({ variable: `SPRING_KAFKA_PROPERTIES_${property.toUpperCase().replaceAll('.', '_')}`, property: `spring.kafka.properties.${property}`, value })),
    { variable: 'SPRING_KAFKA_PRODUCER_ACKS', property: 'spring.kafka.producer.acks', value: 'all' },
    { variable: 'SPRING_KAFKA_PRODUCER_RETRIES', property: 'spring.kafka.producer.retries', value: '3' },
    { variable: 'SPRING_KAFKA_PRODUCER_BATCH_SIZE', property: 'spring.kafka.producer.batch-size', value: '16384' },
    { variable: 'SPRING_KAFKA_PRODUCER_BUFFER_MEMORY', property: 'spring.kafka.producer.buffer-memory', value: '33554432' },
  ];
};
