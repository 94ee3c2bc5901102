import { integer, integerChoice, optional, section, word } from './leaf';
import { topicConfig } from './topic-config';

export const topic = section({
  name: word(
    /^([A-Za-z0-9_-]|\.[A-Za-z0-9_-]|\.\.[A-Za-z0-9._-])[A-Za-z0-9._-]*$/,
    'must be letters, digits, dots, dashes and underscores: Kafka allows no others in a topic name',
    249,
  ).meta({
    description: 'Name of the topic.',
  }),
  partitions: optional(
    integer(1, 10000, 'Redpanda has no topic without partitions, and no room for more'),
    'Partitions, 3 if left out. They can be added and never taken away.',
  ),
  replicationFactor: optional(
    integerChoice([1, 3, 5, 7, 9], 'Raft needs a majority'),
    'Copies of each record, on as many brokers: of a new topic 3 if left out, 1 with fewer than 3 brokers; a topic that is there keeps those it has then.',
  ),
  config: optional(topicConfig, "Configs in Kafka's words. null sets one back to the broker's default; one that is taken out stays as it is."),
}).meta({ title: 'Topic' });
