import { Flavour } from './flavour';

/** The two addresses, for programs that read their environment themselves. */
export const generic: Flavour = ({ kafka, schemaRegistry }) => [
  { variable: 'KAFKA_BOOTSTRAP_SERVERS', property: 'KAFKA_BOOTSTRAP_SERVERS', value: kafka.server },
  { variable: 'KAFKA_SCHEMA_REGISTRY_URL', property: 'KAFKA_SCHEMA_REGISTRY_URL', value: schemaRegistry.url },
];
