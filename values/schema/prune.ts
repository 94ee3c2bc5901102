import { leaf, list, matching, section } from './leaf';

/** Of a user that somebody has made, which may be more than a client can log in as. */
const anyUserName = () =>
  matching(
    /^[-!#-+.-<>-[\]^-~]( *[-!#-+.-<>-[\]^-~])*$/,
    'must be the name of a user (ASCII without commas, equals signs, quotes, backslashes and control characters, no blank at an end): Redpanda or rpk takes no others',
    128,
  );

export const prune = section({
  users: leaf(list(anyUserName(), 300, 'more would not fit into one Job'), [], 'Users that are removed, together with their ACLs.'),
}).meta({ title: 'Prune', description: 'What was declared once and is removed from the cluster, if it is there. What is neither declared nor named here is left alone.' });
