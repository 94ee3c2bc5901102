import { resourceNames, topicNames } from './acl';
import { choice, flag, matching, optional, refusedKeys, section } from './leaf';
import { clientName, labels, namespaceName, objectName, userName } from './name';

/** The names by which a client's programs read their environment: see clients/flavours. */
export const flavours = ['generic', 'spring', 'quarkus', 'librdkafka'] as const;

export const client = section({
  name: clientName().meta({ description: 'Name of the client.' }),
  namespace: namespaceName().meta({ description: 'Namespace of its pods.' }),
  createNamespace: optional(flag(), 'Whether the plain YAML holds the Namespace, false if left out: a namespace usually has another owner. A chart never does.'),
  podSelector: optional(labels(), 'Labels of its pods; all pods of the namespace if left out.'),
  flavour: optional(
    choice(flavours, 'these are all the flavours'),
    'Which variables its containers get: spring, quarkus, librdkafka or generic, which is the default.',
  ),
  consumerGroup: optional(
    matching(/^[A-Za-z0-9._-]+$/, 'must be letters, digits, dots, dashes and underscores: other characters have a meaning in some of the files it is written to', 200),
    "Consumer group, passed on by every flavour except generic; the client's name if left out.",
  ),
  consumes: optional(topicNames(), 'Topics that it consumes: names, or prefixes such as orders-*. Where sasl.enabled is true, its user may read them with its consumer group.'),
  produces: optional(topicNames(), 'Topics that it produces: names, or prefixes. Where sasl.enabled is true, its user may write to them.'),
  transactionalIds: optional(resourceNames('transactional id'), 'Ids of its transactions: names, or prefixes. Where sasl.enabled is true, its user may use them.'),
  schemaRegistry: optional(flag(), 'Whether it uses the schema registry, true if left out.'),
  user: optional(userName(), "Its SASL user; the client's name if left out."),
  secretName: optional(objectName(), 'Secret in its namespace whose key password holds the password of its user. Needed where sasl.enabled is true.'),
  egressPolicy: optional(
    flag(),
    'Whether a NetworkPolicy in its namespace restricts its pods to DNS, the brokers and what other policies allow; false if left out.',
  ),
}).meta({ title: 'Client' });

refusedKeys.add(client, { password: 'must not be given: a secret does not belong in values, secretName names the Secret that holds it' });
