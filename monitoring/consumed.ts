import { Input, namedOperator, operator, orElse, text } from '../template';
import type { Client } from '../values/types';

/** A regular expression of topics, which are names and beginnings of names; of any topic where none is named. */
export const topicPattern = namedOperator(
  'redpanda.topicPattern',
  'Regular expression of topics, of which some are beginnings of names',
  operator(
    'string',
    (topics: readonly string[] | undefined) => (topics ?? []).join('|').replaceAll('.', '[.]').replaceAll('*', '.*') || '.+',
    (topics) => `${topics} | join "|" | replace "." "[.]" | replace "*" ".*" | default ".+"`,
  ),
);

/** What selects a client's group, and the topics that it consumes. */
export const consumerOf = ({ name, consumerGroup, consumes }: Input<Client>) => ({
  consumer: text`redpanda_group="${orElse(consumerGroup, name)}"`,
  consumed: text`redpanda_topic=~"${topicPattern(consumes as readonly string[] | undefined)}"`,
});
