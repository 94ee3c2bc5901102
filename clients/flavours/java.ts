import { when } from '../../template';
import { Facts } from './flavour';
import { Text } from './value';

/**
 * The line by which Java's clients log in. Spring and Quarkus put the variables in, so it holds no secret and can stand in a ConfigMap.
 *
 * @see https://kafka.apache.org/documentation/#security_sasl_scram_clientconfig
 */
const jaasConfig = 'org.apache.kafka.common.security.scram.ScramLoginModule required username="${KAFKA_SASL_USERNAME}" password="${KAFKA_SASL_PASSWORD}";';

/** The user and password for HTTP, as Confluent's registry client takes them. */
const userInfo = '${KAFKA_SASL_USERNAME}:${KAFKA_SASL_PASSWORD}';

/** The CA's certificate. */
const caCertificate = '${KAFKA_SSL_CA_PEM}';

/** What Java's clients of Kafka and of the schema registry need for TLS and a login, by their own properties. */
export const javaProperties = ({ kafka, schemaRegistry }: Facts): readonly { readonly property: string; readonly value: Text }[] => [
  { property: 'sasl.jaas.config', value: when(kafka.login, jaasConfig) },
  { property: 'ssl.truststore.type', value: when(kafka.tls, 'PEM') },
  { property: 'ssl.truststore.certificates', value: when(kafka.tls, caCertificate) },
  { property: 'basic.auth.credentials.source', value: when(schemaRegistry.login, 'USER_INFO') },
  { property: 'basic.auth.user.info', value: when(schemaRegistry.login, userInfo) },
  { property: 'schema.registry.ssl.truststore.type', value: when(schemaRegistry.tls, 'PEM') },
  { property: 'schema.registry.ssl.truststore.certificates', value: when(schemaRegistry.tls, caCertificate) },
];

/** The variable that becomes a property: `KAFKA_SASL_JAAS_CONFIG` of `sasl.jaas.config`, with `KAFKA` before it. */
export const variableOfProperty = (prefix: string, property: string): string => `${prefix}_${property.toUpperCase().replaceAll('.', '_')}`;
