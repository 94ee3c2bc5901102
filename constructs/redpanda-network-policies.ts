import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Component, metadata, selectorLabels } from '../kubernetes/labels';
import { Manifest } from '../kubernetes/manifest';
import { Consumer } from '../redpanda/connection';
import { Guarded, policyName } from '../redpanda/policy-name';
import { policyPorts } from '../redpanda/ports';
import { asksMachine, goesOutside, hasTieredStorage, httpsPort, storePort } from '../redpanda/tiered-storage';
import { and, createEach, createWhen, each, eq, Input, not, notFalse, OrExpr, present, when } from '../template';
import { schema } from '../values/schema/schema';
import { withDefaults } from '../values/section';
import { Client, NetworkPolicyProps, Peer, PlatformProps, Values } from '../values/types';
import { checkRules } from './check-rules';
import type { IRedpandaCluster } from './redpanda-cluster-base';

const section = schema.shape.networkPolicy.omit({ enabled: true }).extend({ clients: schema.shape.clients });
type PolicyValues = Omit<Values['networkPolicy'], 'enabled'> & Pick<Values, 'clients'>;

export interface RedpandaNetworkPoliciesProps extends Omit<NetworkPolicyProps, 'enabled'>, Pick<PlatformProps, 'clients'> {
  /** The cluster whose pods are protected. */
  readonly cluster: IRedpandaCluster;

  /**
   * Whether the cluster has a Console. The brokers then admit it.
   *
   * @default true
   */
  readonly withConsole?: boolean;

  /**
   * Whether the cluster has a Job that looks after users. The brokers then admit it.
   *
   * @default false
   */
  readonly withUsers?: boolean;

  /**
   * Whether the cluster has an AclJob. The brokers then admit it.
   *
   * @default false
   */
  readonly withAcls?: boolean;

  /**
   * Whether the cluster has a QuotaJob. The brokers then admit it.
   *
   * @default false
   */
  readonly withQuotas?: boolean;

  /**
   * Whether the cluster has a SchemaJob. The brokers then admit it.
   *
   * @default false
   */
  readonly withSchemas?: boolean;
}

/** Who can reach the brokers, Console and the Jobs, and what these can reach: only what is listed here. */
export class RedpandaNetworkPolicies extends Construct {
  /** All of them, of which the first protects the brokers. */
  readonly policies: readonly ApiObject[];
  private readonly cluster: IRedpandaCluster;
  private readonly dns: ReturnType<typeof toDns>;

  constructor(scope: Construct, id: string, { cluster, withConsole = true, withUsers = false, withAcls = false, withQuotas = false, withSchemas = false, ...props }: RedpandaNetworkPoliciesProps) {
    super(scope, id);
    this.cluster = cluster;
    const { ingress, monitoring, dns, egressCidrs, clients } = withDefaults<PolicyValues>(section, props, this.node.path);
    checkRules({ networkPolicy: { ingress, monitoring, dns, egressCidrs } }, this.node.path);
    this.dns = toDns(dns);
    const jobs = [['settings', present(cluster.values.cluster)], ['users', withUsers], ['acls', withAcls], ['quotas', withQuotas], ['schemas', withSchemas]] as const;
    const brokers = this.add('broker', [
      this.from('broker'),
      when(withConsole, this.from('console')),
      this.from('topics'),
      ...jobs.map(([job, isThere]) => when(isThere, this.from(job))),
      fromPeers(monitoring, 'monitoring', this.tls),
    ], this, toOutside(cluster.values, egressCidrs));
    const console = createWhen(this, 'with-console', withConsole, (scope) => this.add('console', [fromPeers(ingress, 'ingress', this.tls), fromPeers(monitoring, 'consoleMonitoring', this.tls)], scope));
    const topics = this.add('topics', []);
    const others = jobs.map(([job, isThere]) => createWhen(this, `with-${job}`, isThere, (scope) => this.add(job, [], scope)));
    const outside = [...this.addClients(clients), this.addExternal()];
    this.policies = [brokers, console, topics, ...others, ...outside].filter((policy) => policy !== undefined);
  }

  private get tls() {
    return this.cluster.values.tls;
  }

  private get selector() {
    return { matchLabels: selectorLabels(this.cluster.values, 'broker') };
  }

  private from(component: Guarded) {
    return { from: [{ podSelector: { matchLabels: selectorLabels(this.cluster.values, component) } }], ports: policyPorts(component, this.tls) };
  }

  private metadata(name: Input<string>, component: Component) {
    return metadata(this.cluster.values, component, name);
  }

  /** Both directions of a component of ours. */
  private add(component: Guarded, ingress: readonly (object | undefined)[], scope: Construct = this, others: readonly (object | undefined)[] = []): ApiObject {
    return new Manifest(scope, component, 'NetworkPolicy', {
      metadata: this.metadata(policyName.of(this.cluster.values.name, component), component),
      spec: {
        podSelector: { matchLabels: selectorLabels(this.cluster.values, component) },
        policyTypes: ['Ingress', 'Egress'],
        ingress,
        egress: [this.dns, { to: [{ podSelector: this.selector }], ports: policyPorts(component, this.tls) }, ...others],
      },
    });
  }

  private addClients(clients: Input<readonly Client[]>): readonly (ApiObject | undefined)[] {
    const policies = createEach(this, 'client', clients, (scope, client) => {
      const ports = policyPorts('client', this.tls, { schemaRegistry: notFalse(client.schemaRegistry) });
      const ingress = new Manifest(scope, 'policy', 'NetworkPolicy', {
        metadata: this.metadata(policyName.allow(this.cluster.values.name, client.name), 'broker'),
        spec: {
          podSelector: this.selector,
          policyTypes: ['Ingress'],
          ingress: [{ from: [{ ...inNamespace(client.namespace), podSelector: podsOf(client) }], ports }],
        },
      });
      const egress = createWhen(
        scope,
        'with-egress',
        client.egressPolicy ?? false,
        (inner) =>
          new Manifest(inner, 'egress', 'NetworkPolicy', {
            metadata: { ...this.metadata(policyName.egress(this.cluster.values.name, client.name), 'client'), namespace: client.namespace },
            spec: {
              podSelector: podsOf(client, {}) ?? {},
              policyTypes: ['Egress'],
              egress: [this.dns, { to: [{ ...inNamespace(this.cluster.values.namespace), podSelector: this.selector }], ports }],
            },
          }),
      );
      return [ingress, egress];
    });
    return policies.flat();
  }

  /** Port-forwards reach a pod from within, past every policy. */
  private addExternal(): ApiObject | undefined {
    const { type, allowedCidrs } = this.cluster.values.external;
    return createWhen(
      this,
      'from-outside',
      not(eq(type, 'ClusterIP')),
      (scope) =>
        new Manifest(scope, 'policy', 'NetworkPolicy', {
          metadata: this.metadata(policyName.external(this.cluster.values.name), 'broker'),
          spec: {
            podSelector: this.selector,
            policyTypes: ['Ingress'],
            ingress: [when(present(allowedCidrs), { from: [...each(allowedCidrs, (cidr) => ({ ipBlock: { cidr } }), 'cidr')], ports: policyPorts('outside', this.tls) })],
          },
        }),
    );
  }
}

/** A selector of the pods that are meant, or another one where all of the namespace are. */
const podsOf = ({ podSelector }: Pick<Input<Client>, 'podSelector'>, all?: object) =>
  when(present(podSelector ?? {}), { matchLabels: podSelector as Readonly<Record<string, string>> }, all);

const inNamespace = (name: Input<string>) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } });

/** A peer has one of the two: another is refused by a rule. */
const peers = (list: Input<readonly Peer[]>) => [
  ...each(
    list,
    (peer) => {
      const { namespace, cidr } = peer as Input<Required<Pick<Peer, 'namespace' | 'cidr'>>>;
      return when(present(cidr), { ipBlock: { cidr } }, { ...inNamespace(namespace), podSelector: podsOf(peer) });
    },
    'peer',
  ),
];

/** No rule where nobody is named, because one without a `from` would admit everybody. */
const fromPeers = (list: Input<readonly Peer[]>, consumer: Consumer, tls: Input<Values['tls']>) =>
  when(present(list), { from: peers(list), ports: policyPorts(consumer, tls) });

const tcp = (port: OrExpr<number>) => ({ protocol: 'TCP', port });
const block = (cidr: Input<string>) => ({ ipBlock: { cidr } });

/** To the object store, and to the metadata of the machine where that gives the credentials; to the metrics reporter. */
const toOutside = (cluster: IRedpandaCluster['values'], cidrs: Input<readonly string[]>) => {
  const port = storePort(cluster);
  return [
    when(and(goesOutside(cluster), present(cidrs)), {
      to: [...each(cidrs, block, 'cidr')],
      ports: [tcp(httpsPort), when(and(hasTieredStorage(cluster), not(eq(port, httpsPort))), tcp(port))],
    }),
    when(asksMachine(cluster), { to: [block('169.254.169.254/32')], ports: [tcp(80)] }),
    // GKE's own server of metadata.
    when(asksMachine(cluster), { to: [block('169.254.169.252/32')], ports: [tcp(988)] }),
  ];
};

/**
 * To the resolvers, or to those ports of any address: some clusters answer on addresses of their own, and not by pods.
 *
 * Policies see the port of the pod that answers, which is 5353 on OpenShift.
 */
const toDns = (resolvers: Input<readonly Peer[]>) => ({
  to: when(present(resolvers), peers(resolvers)),
  ports: [53, 5353].flatMap((port) => ['UDP', 'TCP'].map((protocol) => ({ protocol, port }))),
});
