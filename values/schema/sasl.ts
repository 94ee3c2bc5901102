import { choice, flag, leaf, refusedKeys, section } from './leaf';
import { optionalObjectName, userName } from './name';

const superuser = section({
  name: leaf(userName(), 'admin', 'Name of the user that the first start makes. Console and the Jobs are it, too.'),
  secretName: leaf(optionalObjectName(), '', "Secret in the brokers' namespace whose key password holds its password. Needed where enabled is true."),
}).meta({ title: 'Superuser', description: 'The first user, who may do everything.' });
refusedKeys.add(superuser, { password: 'must not be given: a secret does not belong in values, secretName names the Secret that holds it' });

export const sasl = section({
  enabled: leaf(flag(), false, 'Whether Kafka, the schema registry and the admin API ask for a user and a password, and Kafka for ACLs.'),
  mechanism: leaf(choice(['SCRAM-SHA-256', 'SCRAM-SHA-512'], 'Redpanda knows no other mechanism without a licence that keeps passwords to itself'), 'SCRAM-SHA-512', 'SASL mechanism of all users.'),
  superuser,
}).meta({ title: 'Sasl', description: 'Logins, and who may do what.' });
