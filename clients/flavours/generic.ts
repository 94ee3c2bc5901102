import { securityProtocol } from '../../redpanda/security';
import { or, when } from '../../template';
import { Flavour } from './flavour';

/** The two addresses, and what a connection with TLS or a login needs, for programs that read their environment themselves. */
export const generic: Flavour = ({ kafka, schemaRegistry, mechanism, user, password, ca }) =>
  [
    { variable: 'KAFKA_BOOTSTRAP_SERVERS', value: kafka.server },
    { variable: 'KAFKA_SCHEMA_REGISTRY_URL', value: schemaRegistry.url },
    { variable: 'KAFKA_SECURITY_PROTOCOL', value: when(or(kafka.tls, kafka.login), securityProtocol(kafka)) },
    { variable: 'KAFKA_SASL_MECHANISM', value: when(kafka.login, mechanism) },
    { variable: 'KAFKA_SASL_USERNAME', value: when(or(kafka.login, schemaRegistry.login), user) },
    { variable: 'KAFKA_SASL_PASSWORD', value: when(or(kafka.login, schemaRegistry.login), password) },
    { variable: 'KAFKA_SSL_CA_PEM', value: when(or(kafka.tls, schemaRegistry.tls), ca) },
  ].map((row) => ({ property: row.variable, ...row }));
