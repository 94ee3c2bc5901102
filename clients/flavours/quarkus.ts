import { when } from '../../template';
import { Flavour } from './flavour';
import { generic } from './generic';
import { caCertificate, jaasConfig, userInfo } from './jaas';

/**
 * Quarkus, which hands every property that begins with `kafka.` to its Kafka clients: seen with Quarkus 3.20.
 *
 * @see https://quarkus.io/guides/kafka
 */
export const quarkus: Flavour = (facts) => {
  const { kafka, schemaRegistry, consumerGroup } = facts;
  return [
    ...generic(facts).map(({ variable, value }) => ({ variable, property: propertyOf(variable), value })),
    ...[
      { variable: 'KAFKA_SASL_JAAS_CONFIG', value: when(kafka.login, jaasConfig) },
      { variable: 'KAFKA_SSL_TRUSTSTORE_TYPE', value: when(kafka.tls, 'PEM') },
      { variable: 'KAFKA_SSL_TRUSTSTORE_CERTIFICATES', value: when(kafka.tls, caCertificate) },
      { variable: 'KAFKA_BASIC_AUTH_CREDENTIALS_SOURCE', value: when(schemaRegistry.login, 'USER_INFO') },
      { variable: 'KAFKA_BASIC_AUTH_USER_INFO', value: when(schemaRegistry.login, userInfo) },
      { variable: 'KAFKA_SCHEMA_REGISTRY_SSL_TRUSTSTORE_TYPE', value: when(schemaRegistry.tls, 'PEM') },
      { variable: 'KAFKA_SCHEMA_REGISTRY_SSL_TRUSTSTORE_CERTIFICATES', value: when(schemaRegistry.tls, caCertificate) },
      { variable: 'KAFKA_GROUP_ID', value: consumerGroup },
      { variable: 'KAFKA_AUTO_OFFSET_RESET', value: 'earliest' },
      { variable: 'KAFKA_ACKS', value: 'all' },
    ].map(({ variable, value }) => ({ variable, property: propertyOf(variable), value })),
  ];
};

const propertyOf = (variable: string): string => variable.toLowerCase().replaceAll('_', '.');
