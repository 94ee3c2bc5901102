import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { aclEnv } from '../redpanda/rpk';
import { and, each, Expr, hasLines, inOrder, Input, Line, named, namedLines, orElse, OrExpr, present, text, when } from '../template';
import { aclRules, joined } from '../values/rules/acls';
import { schema } from '../values/schema/schema';
import { withDefaults } from '../values/section';
import { PlatformProps, Values } from '../values/types';
import { checkRules } from './check-rules';
import { ConvergeJob } from './converge-job';
import type { IRedpandaCluster } from './redpanda-cluster-base';
import aclsScript from './scripts/acls.sh';

const section = schema.pick({ clients: true, users: true, acls: true, dryRun: true }).extend({ prune: schema.shape.prune.shape.users });
type Declared = Pick<Values, 'clients' | 'users' | 'acls'> & { readonly prune: Values['prune']['users'] };

/** A line is of at most 500 bytes or so. */
export const aclsPerConfigMap = 400;

export interface AclJobProps extends Pick<PlatformProps, 'clients' | 'users' | 'acls' | 'dryRun'> {
  /**
   * Users who are to lose all rights.
   *
   * @default - none
   */
  readonly prune?: readonly string[];

  /** The cluster whose users get the rights. */
  readonly cluster: IRedpandaCluster;
}

/**
 * A Job that gives users exactly the rights that follow from what clients consume and produce, and that ACLs declare. It
 * leaves users alone of whom nothing is declared. Its name carries the hash of all that it does: a change makes a new Job.
 */
export class AclJob extends Construct {
  readonly job: ApiObject;
  /** The scripts, and the rights as they read them. */
  readonly configMaps: readonly ApiObject[];

  constructor(scope: Construct, id: string, { cluster, ...props }: AclJobProps) {
    super(scope, id);
    const { dryRun, ...declared } = withDefaults<Declared & Pick<Values, 'dryRun'>>(section, props, this.node.path);
    const { values } = cluster;
    checkRules({ sasl: values.sasl, ...declared }, this.node.path, aclRules);
    const { job, configMaps } = new ConvergeJob(this, 'converge', {
      cluster: values,
      component: 'acls',
      scripts: [['acls.sh', aclsScript]],
      declared: aclText(declared),
      perConfigMap: aclsPerConfigMap,
      env: aclEnv(values),
      dryRun,
    });
    this.job = job;
    this.configMaps = configMaps;
    this.node.defaultChild = job;
  }
}

/** Whether there is a right to give. */
export const hasAcls = ({ sasl, ...declared }: Input<Declared & Pick<Values, 'sasl'>>): OrExpr<boolean> =>
  named('redpanda.hasAcls', 'Whether users get rights', and(sasl.enabled, hasLines(aclText(declared))));

/**
 * Rights as the script reads them: `allow USER HOST RESOURCE NAME OPERATIONS`, or `deny …`, where a name may end in an
 * asterisk, and `user USER` of who has no more than that. In the same order for the same rights, whoever has declared them.
 */
export const aclText = (declared: Input<Declared>): string | Expr<string> =>
  inOrder('redpanda.acls', 'Rights of users, as a script reads them', inAnyOrder(declared));

const inAnyOrder = namedLines('redpanda.aclsLines', 'Rights of users, in the order of the values', ({ clients, users, acls, prune }: Input<Declared>) => [
  ...each(users, ({ name }) => text`user ${name}`, 'user'),
  ...each(prune as readonly string[], (name) => text`user ${name}`, 'name'),
  ...clientLines(clients),
  ...rawLines(acls),
]);

const clientLines = (clients: Input<Declared['clients']>): Line[] =>
  each(
    clients,
    ({ name, user, consumerGroup, consumes, produces, transactionalIds }): Line[] => {
      const may = (resource: string, what: Input<string>, operations: string) => text`allow ${orElse(user, name)} * ${resource} ${what} ${operations}`;
      return [
        ...eachName(consumes, (topic) => may('topic', topic, 'read,describe')),
        // Of a group, reading implies describing.
        when(present(consumes ?? []), may('group', orElse(consumerGroup, name), 'read')),
        // Who may write to a topic may do so idempotently: Redpanda asks for no right to the cluster then.
        ...eachName(produces, (topic) => may('topic', topic, 'write,describe')),
        ...eachName(transactionalIds, (id) => may('transactional-id', id, 'write,describe')),
      ];
    },
    'client',
  );

const rawLines = (acls: Input<Declared['acls']>): Line[] =>
  each(
    acls,
    ({ user, permission, host, operations, topics, groups, transactionalIds, cluster }): Line[] => {
      const is = (resource: string, what: Input<string>) => text`${orElse<string>(permission, 'allow')} ${user} ${orElse(host, '*')} ${resource} ${what} ${joined(operations as readonly string[])}`;
      return [
        ...eachName(topics, (topic) => is('topic', topic)),
        ...eachName(groups, (group) => is('group', group)),
        ...eachName(transactionalIds, (id) => is('transactional-id', id)),
        when((cluster ?? false) as OrExpr<boolean>, is('cluster', 'kafka-cluster')),
      ];
    },
    'acl',
  );

const eachName = (names: Input<readonly string[] | undefined>, line: (name: Input<string>) => Line): Line[] => each((names ?? []) as readonly string[], (name) => line(name), 'name');
