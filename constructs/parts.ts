import { Input, or, present } from '../template';
import type { Values } from '../values/types';
import { hasAcls } from './acl-job';

/** Which parts a platform has, of which the values say by what they declare. */
export const partsOf = ({ cluster, sasl, clients, users, acls, quotas, schemas, prune }: Input<Values>) => ({
  settings: present(cluster),
  users: or(present(users), present(prune.users)),
  acls: hasAcls({ sasl, clients, users, acls, prune: prune.users }),
  quotas: or(present(quotas), present(prune.quotas)),
  schemas: or(present(schemas), present(prune.subjects)),
});
