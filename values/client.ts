import { choice, flag, list, optional, section, word } from './leaf';
import { clientName, labels, namespaceName } from './name';

/** The names by which a client's programs read their environment: see constructs/flavours. */
export const flavours = ['generic', 'spring', 'quarkus', 'librdkafka'] as const;

/** Consumer group of a client that names none. */
export const defaultConsumerGroup = 'ml-platform-group';

const topics = (what: string) =>
  optional(
    list(
      word(
        /^([A-Za-z0-9._-]+\*?|\*)$/,
        'must be the name of a topic, or the beginning of names followed by an asterisk, such as orders-*: Kafka allows no other characters in a topic name',
        249,
      ),
      1000,
    ),
    `Topics that it ${what}: names, or prefixes such as orders-*.`,
  );

export const client = section({
  name: clientName().meta({ description: 'Name of the client.' }),
  namespace: namespaceName().meta({ description: 'Namespace of its pods.' }),
  createNamespace: optional(flag(), 'Whether the plain YAML holds the Namespace, true if left out. A chart never does.'),
  podSelector: optional(labels(), 'Labels of its pods; all pods of the namespace if left out.'),
  flavour: optional(
    choice(flavours, 'an environment has the variables of one flavour'),
    'Which variables its containers get: generic (if left out), spring, quarkus or librdkafka.',
  ),
  consumerGroup: optional(
    word(/^[A-Za-z0-9._-]+$/, 'must be letters, digits, dots, dashes and underscores: other characters mean something to a reader on the way', 200),
    `Consumer group, which flavours other than generic hand on; ${defaultConsumerGroup} if left out, as one client may.`,
  ),
  consumes: topics('consumes'),
  produces: topics('produces'),
  schemaRegistry: optional(flag(), 'Whether it uses the schema registry, true if left out.'),
  egressPolicy: optional(
    flag(),
    'Whether a NetworkPolicy in its namespace lets its pods reach DNS and the brokers, and nothing that no other policy admits; false if left out.',
  ),
}).meta({ title: 'Client' });
