import { freeText, integer, integerChoice, matching, optional, section } from './leaf';
import { topicConfig } from './topic-config';

export const topicName = () =>
  matching(
    /^([A-Za-z0-9_-]|\.[A-Za-z0-9_-]|\.\.[A-Za-z0-9._-])[A-Za-z0-9._-]*$/,
    'must be letters, digits, dots, dashes and underscores: Kafka allows no others in a topic name',
    249,
  );

export const topic = section({
  name: topicName().meta({ description: 'Name of the topic.' }),
  description: optional(freeText(1, 200), 'What the topic holds, for people who read the values. Brokers never hear of it, and a change of it changes no object.'),
  partitions: optional(
    integer(1, 10000, 'a topic has at least one partition, and Redpanda no room for more'),
    'Partitions, 3 if left out. They can be added but never removed.',
  ),
  replicationFactor: optional(
    integerChoice([1, 3, 5, 7, 9], 'Raft needs a majority'),
    'Replicas of each partition, each on another broker. A new topic has 3 if left out, 1 with fewer than 3 brokers, or what cluster.default_topic_replications says; an existing topic then keeps what it has.',
  ),
  config: optional(topicConfig, "Configs in Kafka's words. null resets one to the broker's default; one that is removed here stays as it is."),
}).meta({ title: 'Topic' });
