import { except, leaf, list, matching, section } from './leaf';
import { subject as subjectName } from './event-schema';
import { quotaEntity } from './quota';
import { topicName } from './topic';

const isInternal = /^(__|_redpanda\.|_schemas$)/;

/** Of a user that somebody has made, which may be more than a client can log in as. */
const anyUserName = () =>
  matching(
    /^[-!#-+.-<>-[\]^-~]( *[-!#-+.-<>-[\]^-~])*$/,
    'must be the name of a user (ASCII without commas, equals signs, quotes, backslashes and control characters, no blank at an end): Redpanda or rpk takes no others',
    128,
  );

/** What was declared once, and is to go. */
export const prune = section({
  topics: leaf(
    list(except(topicName(), (name) => isInternal.test(name), { pattern: isInternal.source }, 'must not be a topic of Redpanda itself (__…, _redpanda.… or _schemas): it loses offsets or schemas without them'), 500),
    [],
    'Topics to delete, with all their records, if they are there.',
  ),
  users: leaf(list(anyUserName(), 300, 'more would not fit into one Job'), [], 'Users to remove, together with their ACLs, if they are there.'),
  quotas: leaf(list(quotaEntity(), 100), [], "Those who lose all their quotas, by the names that the Job's log gives them, such as client-id=importer."),
  subjects: leaf(list(subjectName(), 500), [], 'Subjects of the registry to delete, softly: what was written with their schemas can still be read, and declaring one again brings it back.'),
}).meta({ title: 'Prune', description: 'What the Jobs remove, each by its own name. What is only no longer declared stays.' });
