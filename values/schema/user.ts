import { flag, integer, matching, optional, refusedKeys, section } from './leaf';
import { objectName, userName } from './name';

export const user = section({
  name: userName().meta({ description: 'Name of the user.' }),
  secretName: objectName().meta({ description: "Secret in the brokers' namespace that holds the password." }),
  secretKey: optional(
    matching(/^[A-Za-z0-9._-]+$/, 'must be the key of a Secret (letters, digits, dots, dashes and underscores): Kubernetes refuses anything else'),
    'Key of the password in it, password if left out.',
  ),
  superuser: optional(flag(), 'Whether the user may do everything, false if left out.'),
  revision: optional(integer(1, 999_999_999, 'it only has to be another number than before'), 'Another number than before makes the Job run again, after a change of the Secret.'),
}).meta({ title: 'User' });

refusedKeys.add(user, { password: 'must not be given: a secret does not belong in values, secretName names the Secret that holds it' });
