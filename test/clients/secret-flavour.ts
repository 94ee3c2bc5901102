import type { Flavour } from '../../clients/flavours/flavour';
import type { SecretKey, Text, Value } from '../../clients/flavours/value';
import { text, when, When } from '../../template';

/** A flavour whose table has all that a table can: texts, keys of Secrets, a text that refers to them, and a key on a condition. */
export const secretFlavour: Flavour = ({ kafka, schemaRegistry, consumerGroup }) => {
  const secret = text`${consumerGroup}-kafka`;
  return [
    { variable: 'KAFKA_BOOTSTRAP_SERVERS', property: 'bootstrap.servers', value: kafka.server },
    { variable: 'KAFKA_SCHEMA_REGISTRY_URL', value: schemaRegistry.url },
    { variable: 'KAFKA_USERNAME', property: 'sasl.username', value: { secret, key: 'username' } },
    { variable: 'KAFKA_PASSWORD', value: { secret, key: 'password' } },
    { variable: 'KAFKA_URL', property: 'url', value: text`kafka://$(KAFKA_USERNAME):$(KAFKA_PASSWORD)@${kafka.server}` },
    { variable: 'KAFKA_REGISTRY_USER_INFO', value: onlyWith(schemaRegistry.url, { secret, key: 'registry' }) },
    { variable: 'KAFKA_GROUP_ID', property: 'group.id', value: consumerGroup },
  ];
};

/** A key that is there where a text is. */
const onlyWith = (value: Text, key: SecretKey): Value => (value instanceof When ? when(value.condition, key) : value && key);

/** The items that a client of the flavour gets. */
export const secretItems = (group: string, server: string, registry?: string): object[] => {
  const from = (key: string) => ({ valueFrom: { secretKeyRef: { name: `${group}-kafka`, key } } });
  return [
    { name: 'KAFKA_BOOTSTRAP_SERVERS', value: server },
    ...(registry === undefined ? [] : [{ name: 'KAFKA_SCHEMA_REGISTRY_URL', value: registry }]),
    { name: 'KAFKA_USERNAME', ...from('username') },
    { name: 'KAFKA_PASSWORD', ...from('password') },
    { name: 'KAFKA_URL', value: `kafka://$(KAFKA_USERNAME):$(KAFKA_PASSWORD)@${server}` },
    ...(registry === undefined ? [] : [{ name: 'KAFKA_REGISTRY_USER_INFO', ...from('registry') }]),
    { name: 'KAFKA_GROUP_ID', value: group },
  ];
};
