import { choice, integer, matching, optional, section } from './leaf';
import { userName } from './name';

const clientId = (description: string) =>
  optional(matching(/^[A-Za-z0-9._-]+$/, 'must be letters, digits, dots, dashes and underscores: other characters have a meaning in the commands that set quotas', 200), description);

const rate = (of: string) => optional(integer(1, Number.MAX_SAFE_INTEGER, 'a quota of nothing would lock everybody out'), `${of} that a broker lets pass in a second; unlimited if left out.`);

export const quota = section({
  clientId: clientId('Client id of those whose quotas these are.'),
  clientIdPrefix: clientId('Beginning of the client ids of those who share these quotas.'),
  user: optional(userName(), 'User whose quotas these are. Brokers know them from Redpanda 26.1 on.'),
  default: optional(choice(['clientId', 'user'], 'there are no other defaults'), 'Whether these are the quotas of every client id, or of every user, that has none of its own.'),
  producerByteRate: rate('Bytes of producers'),
  consumerByteRate: rate('Bytes to consumers'),
  controllerMutationRate: rate('Partitions created and deleted'),
}).meta({ title: 'Quota' });

/** One of those who have quotas, in the words of rpk. */
export const quotaEntity = () =>
  matching(
    /^((client-id|client-id-prefix|user)=[A-Za-z0-9._-]+|(client-id|user)=<default>)$/,
    "must be client-id=NAME, client-id-prefix=NAME, user=NAME, client-id=<default> or user=<default>, as the Job's log names it: rpk takes no others",
    220,
  );
