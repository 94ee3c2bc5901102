import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { superuserSecret, usersEnv, usersFolder } from '../redpanda/admin-env';
import { passwordKey } from '../redpanda/security';
import { each, Input, Line, orElse, OrExpr, present, text, when } from '../template';
import { schema } from '../values/schema/schema';
import { withDefaults } from '../values/section';
import { PlatformProps, User, Values } from '../values/types';
import { checkRules } from './check-rules';
import { ConvergeJob } from './converge-job';
import type { IRedpandaCluster } from './redpanda-cluster-base';
import adminApiScript from './scripts/admin-api.sh';
import usersScript from './scripts/users.sh';

const section = schema.pick({ users: true, dryRun: true }).extend({ prune: schema.shape.prune.shape.users });

/** Users, and the names of those that are to go. */
interface UserValues extends Pick<Values, 'users' | 'dryRun'> {
  readonly prune: Values['prune']['users'];
}

export interface UserJobProps extends Pick<PlatformProps, 'users' | 'dryRun'> {
  /** The cluster that gets the users, whose `sasl` is enabled. */
  readonly cluster: IRedpandaCluster;
  /**
   * Names of users that are removed.
   *
   * @default - none
   */
  readonly prune?: readonly string[];
}

/** A Job that makes users, gives them their passwords, and says who is a superuser. Its name carries the hash of all that it does: a change makes a new Job. */
export class UserJob extends Construct {
  readonly job: ApiObject;
  /** The scripts, and the users as they read them. */
  readonly configMaps: readonly ApiObject[];

  constructor(scope: Construct, id: string, { cluster, ...props }: UserJobProps) {
    super(scope, id);
    const { users, prune, dryRun } = withDefaults<UserValues>(section, props, this.node.path);
    const { values } = cluster;
    checkRules({ broker: { replicas: values.replicas }, tls: values.tls, sasl: values.sasl, users, prune: { users: prune } }, this.node.path);
    const { job, configMaps } = new ConvergeJob(this, 'converge', {
      cluster: values,
      component: 'users',
      scripts: [
        ['users.sh', usersScript],
        ['admin-api.sh', adminApiScript],
      ],
      declared: users as readonly User[],
      lines: userLines,
      pruned: prune,
      env: usersEnv(values, present(users)),
      secrets: [superuserSecret(values), passwords(users as readonly User[])],
      dryRun,
    });
    this.job = job;
    this.configMaps = configMaps;
    this.node.defaultChild = job;
  }
}

/** Users as the script reads them: `user NAME SECRET KEY REVISION`, and the same of a superuser. */
function userLines(users: Input<readonly User[]>): readonly Line[] {
  return each(
    users,
    ({ name, secretName, secretKey, superuser, revision }): Line => {
      const line = text`${name} ${secretName} ${orElse(secretKey, passwordKey)} ${orElse(revision, 0)}`;
      return when((superuser ?? false) as OrExpr<boolean>, text`superuser ${line}`, text`user ${line}`);
    },
    'user',
  );
}

/**
 * Each user's password in a file. Without its Secret one user is not as declared, and the others are. The files have the users' names and no numbers,
 * because a Job that still waits sees the list of its successor, and would give users the passwords of others.
 */
const passwords = (users: readonly User[]) => ({
  where: present(users),
  name: 'users',
  mountPath: usersFolder,
  sources: [
    ...each(
      users as Input<readonly User[]>,
      ({ name, secretName, secretKey }) => ({ secret: { name: secretName, optional: true, items: [{ key: orElse(secretKey, passwordKey), path: text`user-${name}` }] } }),
      'user',
    ),
  ],
});
