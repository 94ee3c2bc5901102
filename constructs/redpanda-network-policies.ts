import { Construct } from 'constructs';
import { createEach, createWhen, each, eq, Input, not, notFalse, present, text, when } from '../template';
import { Props } from '../values/props';
import { schema } from '../values/schema';
import { complete } from '../values/section';
import { Client, Values } from '../values/types';
import { Component, labels, selectorLabels } from './labels';
import { admin, external, kafka, Listener, policyPort, rpc, schemaRegistry } from './listener';
import { Manifest } from './manifest';
import type { RedpandaCluster } from './redpanda-cluster';
import { http } from './redpanda-console';

const section = schema.shape.networkPolicy.omit({ enabled: true }).extend({ clients: schema.shape.clients });
type PolicyValues = Omit<Values['networkPolicy'], 'enabled'> & Pick<Values, 'clients'>;

/** What each of our pods asks of the brokers. */
const needs = {
  broker: [rpc, kafka, admin, schemaRegistry],
  console: [kafka, schemaRegistry, admin],
  topics: [kafka],
} satisfies Partial<Record<Component, Listener[]>>;

export type RedpandaNetworkPoliciesProps = Props<PolicyValues> & {
  /** The cluster whose pods are shielded. */
  readonly cluster: RedpandaCluster;

  /**
   * Whether the cluster has a Console, which the brokers admit then.
   *
   * @default true
   */
  readonly withConsole?: Input<boolean>;
};

/** Who may reach the brokers, Console and the topic Job, and what they may reach: nothing but what is listed here. */
export class RedpandaNetworkPolicies extends Construct {
  private readonly cluster: RedpandaCluster;

  constructor(scope: Construct, id: string, { cluster, withConsole = true, ...props }: RedpandaNetworkPoliciesProps) {
    super(scope, id);
    this.cluster = cluster;
    const { ingressNamespace, monitoringNamespace, clients } = complete<PolicyValues>(section, props);
    this.add('broker', 'brokers', [
      this.from('broker'),
      when(withConsole, this.from('console')),
      this.from('topics'),
      { from: [inNamespace(monitoringNamespace)], ports: [policyPort(admin)] },
    ]);
    createWhen(this, 'with-console', withConsole, (scope) => {
      this.add('console', 'console', [{ from: [inNamespace(ingressNamespace)], ports: [policyPort(http)] }], scope);
    });
    this.add('topics', 'topics', []);
    this.addClients(clients);
    this.addExternal();
  }

  private get selector() {
    return { matchLabels: selectorLabels(this.cluster.name, 'broker') };
  }

  private from(component: keyof typeof needs) {
    return { from: [{ podSelector: { matchLabels: selectorLabels(this.cluster.name, component) } }], ports: needs[component].map(policyPort) };
  }

  private metadata(name: Input<string>, component: Component) {
    return { name: text`${this.cluster.name}-${name}`, namespace: this.cluster.namespace, labels: labels(this.cluster, component) };
  }

  /** Both directions of a component of ours. */
  private add(component: keyof typeof needs, name: string, ingress: readonly (object | undefined)[], scope: Construct = this): void {
    new Manifest(scope, component, 'NetworkPolicy', {
      metadata: this.metadata(name, component),
      spec: {
        podSelector: { matchLabels: selectorLabels(this.cluster.name, component) },
        policyTypes: ['Ingress', 'Egress'],
        ingress,
        egress: [dns, { to: [{ podSelector: this.selector }], ports: needs[component].map(policyPort) }],
      },
    });
  }

  private addClients(clients: Input<readonly Client[]>): void {
    createEach(this, 'client', clients, (scope, client) => {
      const ports = [policyPort(kafka), when(notFalse(client.schemaRegistry), policyPort(schemaRegistry))];
      new Manifest(scope, 'policy', 'NetworkPolicy', {
        metadata: this.metadata(text`allow-${client.name}`, 'broker'),
        spec: {
          podSelector: this.selector,
          policyTypes: ['Ingress'],
          ingress: [{ from: [{ ...inNamespace(client.namespace), podSelector: podsOf(client) }], ports }],
        },
      });
      createWhen(scope, 'with-egress', client.egressPolicy ?? false, (inner) => {
        new Manifest(inner, 'egress', 'NetworkPolicy', {
          metadata: { ...this.metadata(text`egress-${client.name}`, 'client'), namespace: client.namespace },
          spec: {
            podSelector: podsOf(client, {}) ?? {},
            policyTypes: ['Egress'],
            egress: [dns, { to: [{ ...inNamespace(this.cluster.namespace), podSelector: this.selector }], ports }],
          },
        });
      });
    });
  }

  /** Port-forwards reach a pod from within, past every policy. The name is not `allow-…`, which is a client's. */
  private addExternal(): void {
    const { type, allowedCidrs } = this.cluster.values.external;
    createWhen(this, 'from-outside', not(eq(type, 'ClusterIP')), (scope) => {
      new Manifest(scope, 'policy', 'NetworkPolicy', {
        metadata: this.metadata('external', 'broker'),
        spec: {
          podSelector: this.selector,
          policyTypes: ['Ingress'],
          ingress: [when(present(allowedCidrs), { from: [...each(allowedCidrs, (cidr) => ({ ipBlock: { cidr } }), 'cidr')], ports: [policyPort(external)] })],
        },
      });
    });
  }
}

/** A selector of a client's pods, or another one where all of its namespace are meant. */
const podsOf = ({ podSelector }: Input<Client>, all?: object) => when(present(podSelector ?? {}), { matchLabels: podSelector as Readonly<Record<string, string>> }, all);

const inNamespace = (name: Input<string>) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } });

/** The cluster's DNS, and the cache that some clusters run on every node. */
const dns = {
  to: [inNamespace('kube-system'), { ipBlock: { cidr: '169.254.20.10/32' } }],
  ports: [
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 53 },
  ],
};

