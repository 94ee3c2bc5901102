import { Construct } from 'constructs';
import { Manifest } from '../kubernetes/manifest';
import { aimless, isPatchable, Patch, setPatches } from '../kubernetes/patch';
import { asPlain, concat, createEach, createWhen, Expr, Input, isConcrete, named } from '../template';
import { printPath } from '../values/path';
import { Problem, ValuesError } from '../values/problem';
import { fromRegistry } from '../values/schema/image';
import { withAllDefaults } from '../values/section';
import { PlatformProps, PullSecret, Values } from '../values/types';
import { AclJob } from './acl-job';
import { ConsoleIngress } from './console-ingress';
import { ConsoleRoute } from './console-route';
import { KafkaClientEnv } from './kafka-client-env';
import { partsOf } from './parts';
import { PlatformNamespace } from './platform-namespace';
import { QuotaJob } from './quota-job';
import { RedpandaCluster } from './redpanda-cluster';
import { RedpandaConsole } from './redpanda-console';
import { RedpandaMonitoring } from './redpanda-monitoring';
import { RedpandaNetworkPolicies } from './redpanda-network-policies';
import { SchemaJob } from './schema-job';
import { SettingsJob } from './settings-job';
import { TopicJob } from './topic-job';
import { UserJob } from './user-job';

/** All that is wrong with patches, of which only the objects can tell. */
export class PatchesError extends ValuesError {
  constructor(
    readonly found: readonly Problem[],
    where: string,
  ) {
    super(found.map((problem) => ({ ...problem, place: where })));
  }
}

/** Everything that the values describe: whatever is left out has its default. */
export class Platform extends Construct {
  readonly cluster: RedpandaCluster;
  /** Console, unless `console.enabled` is false. */
  readonly console?: RedpandaConsole;
  /** Its Ingress, unless `console.ingress.enabled` is false. */
  readonly consoleIngress?: ConsoleIngress;
  /** Its HTTPRoute, where `console.route.enabled` is true. */
  readonly consoleRoute?: ConsoleRoute;
  /** The NetworkPolicies, unless `networkPolicy.enabled` is false. */
  readonly networkPolicies?: RedpandaNetworkPolicies;
  /** The Job that sets cluster properties, where `cluster` declares some. */
  readonly settingsJob?: SettingsJob;
  /** The Job that makes users and removes them, where `users` or `prune.users` name some. */
  readonly userJob?: UserJob;
  readonly topicJob: TopicJob;
  /** The Job that gives users their rights, where `sasl.enabled` is true and there are some to give. */
  readonly aclJob?: AclJob;
  /** What Prometheus Operator is told. */
  readonly monitoring: RedpandaMonitoring;
  /** The Job that sets quotas, where `quotas` or `prune.quotas` name some. */
  readonly quotaJob?: QuotaJob;
  /** The Job that registers schemas, where `schemas` or `prune.subjects` name some. */
  readonly schemaJob?: SchemaJob;
  /** The environments of the clients, in the order of the values. */
  readonly clients: readonly KafkaClientEnv[];

  constructor(scope: Construct, id: string, props: PlatformProps = {}) {
    super(scope, id);
    const values = withAllDefaults(props, this.node.path);
    const { name, namespace, clusterDomain, global, adopted, broker, tls, sasl, cluster: settings, tieredStorage, licenseAcknowledged, topics, schemas, clients, users, acls, quotas, prune, dryRun, networkPolicy, monitoring, patches } = values;
    const { enabled: withConsole, ingress, route, ...consoleValues } = values.console;
    const { enabled: withIngress, ...ingressValues } = ingress;
    const { enabled: withRoute, ...routeValues } = route;
    const { enabled: withPolicies, ...policyValues } = networkPolicy;
    const has = partsOf(values);

    setPatches(this, patches);
    const imagePullSecrets = concat<string | PullSecret>(values.imagePullSecrets, global.imagePullSecrets);
    const image = named('redpanda.brokerImage', 'Image of the brokers, which has rpk as well', fromRegistry(broker.image, global.imageRegistry));
    const consoleImage = named('redpanda.consoleImage', 'Image of Console', fromRegistry(consoleValues.image, global.imageRegistry));
    this.addNamespaces(values);
    const cluster = new RedpandaCluster(this, 'cluster', asPlain({ name, namespace, clusterDomain, imagePullSecrets, adopted, ...broker, image, tls, sasl, cluster: settings, tieredStorage, licenseAcknowledged }));
    this.cluster = cluster;
    [this.console, this.consoleIngress, this.consoleRoute] =
      createWhen(this, 'with-console', withConsole, (when) => {
        const console = new RedpandaConsole(when, 'console', asPlain({ cluster, ...consoleValues, image: consoleImage }));
        return [
          console,
          createWhen(when, 'with-ingress', withIngress, (inner) => new ConsoleIngress(inner, 'ingress', asPlain({ console, ...ingressValues }))),
          createWhen(when, 'with-route', withRoute, (inner) => new ConsoleRoute(inner, 'route', asPlain({ console, ...routeValues }))),
        ];
      }) ?? [];
    this.networkPolicies = createWhen(this, 'with-policies', withPolicies, (when) => new RedpandaNetworkPolicies(when, 'policies', asPlain({ cluster, clients, withConsole, withUsers: has.users, withAcls: has.acls, withQuotas: has.quotas, withSchemas: has.schemas, ...policyValues })));
    this.settingsJob = createWhen(this, 'with-settings', has.settings, (when) => new SettingsJob(when, 'settings', asPlain({ cluster, dryRun })));
    this.userJob = createWhen(this, 'with-users', has.users, (when) => new UserJob(when, 'users', asPlain({ cluster, users, prune: prune.users, dryRun })));
    this.topicJob = new TopicJob(this, 'topics', asPlain({ cluster, topics, prune: prune.topics, dryRun }));
    this.aclJob = createWhen(this, 'with-acls', has.acls, (when) => new AclJob(when, 'acls', asPlain({ cluster, clients, users, acls, prune: prune.users, dryRun })));
    this.quotaJob = createWhen(this, 'with-quotas', has.quotas, (when) => new QuotaJob(when, 'quotas', asPlain({ cluster, quotas, prune: prune.quotas, dryRun })));
    this.schemaJob = createWhen(this, 'with-schemas', has.schemas, (when) => new SchemaJob(when, 'schemas', asPlain({ cluster, schemas, prune: prune.subjects, dryRun })));
    this.clients = createEach(this, 'client', clients, (each, client) => {
      const { name, namespace, flavour, consumerGroup, schemaRegistry, user, secretName } = client;
      return new KafkaClientEnv(each, 'env', asPlain({ cluster, name, namespace, flavour, consumerGroup, schemaRegistry, user, secretName }));
    });
    this.monitoring = new RedpandaMonitoring(this, 'monitoring', asPlain({ cluster, clients, withConsole, ...monitoring }));
    this.checkPatches(patches);
  }

  /** What patches are aimed at is known once all objects are there. */
  private checkPatches(patches: Input<Values['patches']>): void {
    if (patches instanceof Expr || patches.length === 0) return;
    const manifests = this.node.findAll().filter((construct): construct is Manifest => construct instanceof Manifest);
    const objects = manifests.filter(isPatchable).map(({ kind, object }) => ({ kind, name: object.metadata.name as string }));
    const problems = [...manifests.flatMap((manifest) => manifest.problems), ...aimless(patches as readonly Patch[], objects)];
    // Several objects may have the same thing against a patch.
    if (problems.length > 0) throw new PatchesError([...new Map(problems.map((problem) => [printPath(problem.path), problem])).values()], this.node.path);
  }

  /** A chart holds no Namespace, because Helm refuses to adopt one that is there: so expressions need not be looked into. */
  private addNamespaces(values: Input<Values>): void {
    if (!isConcrete(values)) return;
    const { namespace, createNamespace, clients } = values as Values;
    if (createNamespace) new PlatformNamespace(this, 'namespace', { name: namespace, restricted: true });
    const others = clients.filter((client) => client.createNamespace === true && client.namespace !== namespace).map((client) => client.namespace);
    for (const other of new Set(others)) new PlatformNamespace(this, `namespace-${other}`, { name: other });
  }
}
