import { RedpandaCluster, RedpandaNetworkPolicies, type RedpandaClusterProps, type RedpandaNetworkPoliciesProps } from '../../index';
import { synth } from './synth';

function policies(props: Omit<RedpandaNetworkPoliciesProps, 'cluster'> = {}, cluster: RedpandaClusterProps = {}) {
  return synth((chart) => void new RedpandaNetworkPolicies(chart, 'policies', { cluster: new RedpandaCluster(chart, 'cluster', cluster), ...props }));
}

const policy = (name: string, ...props: Parameters<typeof policies>) => policies(...props).only('NetworkPolicy', `redpanda-${name}`);
const pods = (app: string) => ({ podSelector: { matchLabels: { app } } });
const namespace = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } });
const tcp = (...ports: number[]) => ports.map((port) => ({ protocol: 'TCP', port }));
const dnsPorts = [53, 5353].flatMap((port) => ['UDP', 'TCP'].map((protocol) => ({ protocol, port })));
const dns = { ports: dnsPorts };

test('a client is admitted to Kafka and the schema registry', () => {
  const { apiVersion, kind, metadata, spec } = policy('allow-services', { clients: [{ name: 'services', namespace: 'services' }] });
  expect({ apiVersion, kind, metadata: { name: metadata.name, namespace: metadata.namespace }, spec }).toEqual({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'redpanda-allow-services', namespace: 'redpanda' },
    spec: {
      podSelector: { matchLabels: { app: 'redpanda' } },
      policyTypes: ['Ingress'],
      ingress: [
        {
          from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'services' } } }],
          ports: [
            { protocol: 'TCP', port: 9092 },
            { protocol: 'TCP', port: 8081 },
          ],
        },
      ],
    },
  });
});

test('brokers are reached by each other, Console, the topic Job and Prometheus, each on what it needs', () => {
  expect(policy('brokers').spec.ingress).toEqual([
    { from: [pods('redpanda')], ports: tcp(33145, 9092, 9644, 8081) },
    { from: [pods('redpanda-console')], ports: tcp(9092, 8081, 9644) },
    { from: [pods('redpanda-topics')], ports: tcp(9092, 9644) },
    { from: [namespace('monitoring')], ports: tcp(9644) },
  ]);
});

test('Console is reached on 8080 by ingress-nginx, by the Traefik of k3s and by Prometheus, and by nobody else', () => {
  const traefik = { ...namespace('kube-system'), podSelector: { matchLabels: { 'app.kubernetes.io/name': 'traefik' } } };
  expect(policy('console').spec.ingress).toEqual([{ from: [namespace('ingress-nginx'), traefik], ports: tcp(8080) }, { from: [namespace('monitoring')], ports: tcp(8080) }]);
});

test('the settings Job reaches the admin API and nothing else, and exists only where something is declared', () => {
  const made = synth((chart) => void new RedpandaNetworkPolicies(chart, 'policies', { cluster: new RedpandaCluster(chart, 'cluster', { cluster: { log_retention_ms: 1 } }) }));
  const { ingress, egress } = made.only('NetworkPolicy', 'redpanda-settings').spec;
  expect([ingress, egress]).toEqual([undefined, [dns, { to: [pods('redpanda')], ports: tcp(9644) }]]);
  expect(made.only('NetworkPolicy', 'redpanda-brokers').spec.ingress).toContainEqual({ from: [pods('redpanda-settings')], ports: tcp(9644) });
  expect(policies().names('NetworkPolicy')).not.toContain('redpanda-settings');
});

test('the ACL Job reaches Kafka and nothing else, and exists only where there is one', () => {
  const made = policies({ withAcls: true });
  const { ingress, egress } = made.only('NetworkPolicy', 'redpanda-acls').spec;
  expect([ingress, egress]).toEqual([undefined, [dns, { to: [pods('redpanda')], ports: tcp(9092) }]]);
  expect(made.only('NetworkPolicy', 'redpanda-brokers').spec.ingress).toContainEqual({ from: [pods('redpanda-acls')], ports: tcp(9092) });
  expect(policies().names('NetworkPolicy')).not.toContain('redpanda-acls');
});

test('the quota Job reaches Kafka and nothing else, and exists only where it is said so', () => {
  const made = synth((chart) => void new RedpandaNetworkPolicies(chart, 'policies', { cluster: new RedpandaCluster(chart, 'cluster'), withQuotas: true }));
  const { ingress, egress } = made.only('NetworkPolicy', 'redpanda-quotas').spec;
  expect([ingress, egress]).toEqual([undefined, [dns, { to: [pods('redpanda')], ports: tcp(9092) }]]);
  expect(made.only('NetworkPolicy', 'redpanda-brokers').spec.ingress).toContainEqual({ from: [pods('redpanda-quotas')], ports: tcp(9092) });
  expect(policies().names('NetworkPolicy')).not.toContain('redpanda-quotas');
});

test('the schema Job reaches the registry and nothing else, and exists only where it is said so', () => {
  const made = policies({ withSchemas: true });
  const { ingress, egress } = made.only('NetworkPolicy', 'redpanda-schemas').spec;
  expect([ingress, egress]).toEqual([undefined, [dns, { to: [pods('redpanda')], ports: tcp(8081) }]]);
  expect(made.only('NetworkPolicy', 'redpanda-brokers').spec.ingress).toContainEqual({ from: [pods('redpanda-schemas')], ports: tcp(8081) });
  expect(policies().names('NetworkPolicy')).not.toContain('redpanda-schemas');
});

const outside = (cluster: RedpandaClusterProps['cluster'], props: Omit<RedpandaNetworkPoliciesProps, 'cluster'> = {}, more: RedpandaClusterProps = {}) =>
  policy('brokers', props, { cluster, licenseAcknowledged: true, ...more }).spec.egress.slice(2);
const anywhere = ['0.0.0.0/0', '::/0'].map((cidr) => ({ ipBlock: { cidr } }));
const bucket = { cloud_storage_enabled: true, cloud_storage_bucket: 'events', cloud_storage_region: 'eu', cloud_storage_credentials_source: 'sts' };
const secretName = { tieredStorage: { secretName: 'store' } };

test('brokers reach the metrics reporter where it is on, and only there', () => {
  expect(outside({ enable_metrics_reporter: true })).toEqual([{ to: anywhere, ports: tcp(443) }]);
  expect(outside({ enable_metrics_reporter: false })).toEqual([]);
  expect(outside({})).toEqual([]);
});

test('with tiered storage brokers reach the object store, at the port that it has', () => {
  expect(outside(bucket)).toEqual([{ to: anywhere, ports: tcp(443) }]);
  expect(outside({ ...bucket, cloud_storage_credentials_source: 'config_file', cloud_storage_api_endpoint_port: 9000 }, {}, secretName)).toEqual([{ to: anywhere, ports: tcp(443, 9000) }]);
  expect(outside({ cloud_storage_bucket: 'events' })).toEqual([]);
});

test('brokers that ask their machine for credentials reach its metadata, also where that is of GKE', () => {
  const metadata = [{ to: [{ ipBlock: { cidr: '169.254.169.254/32' } }], ports: tcp(80) }, { to: [{ ipBlock: { cidr: '169.254.169.252/32' } }], ports: tcp(988) }];
  expect(outside({ ...bucket, cloud_storage_credentials_source: 'gcp_instance_metadata' })).toEqual([{ to: anywhere, ports: tcp(443) }, ...metadata]);
});

test('brokers reach the object store at the addresses that are named, and nobody where none is', () => {
  expect(outside(bucket, { egressCidrs: ['192.0.2.0/24'] })).toEqual([{ to: [{ ipBlock: { cidr: '192.0.2.0/24' } }], ports: tcp(443) }]);
  expect(outside(bucket, { egressCidrs: [] })).toEqual([]);
});

test('nobody but the brokers reaches the object store', () => {
  const made = policies({}, { cluster: bucket, licenseAcknowledged: true });
  const others = made.all('NetworkPolicy').filter(({ metadata }) => metadata.name !== 'redpanda-brokers');
  expect(JSON.stringify(others)).not.toContain('ipBlock');
});

test('nothing reaches the topic Job', () => {
  const { spec } = policy('topics');
  expect(spec.policyTypes).toContain('Ingress');
  expect(spec.ingress).toBeUndefined();
});

test.each([
  ['brokers', [33145, 9092, 9644, 8081]],
  ['console', [9092, 8081, 9644]],
  ['topics', [9092, 9644]],
])('%s reach the DNS and the brokers, and nothing else', (name, ports) => {
  const { policyTypes, egress } = policy(name).spec;
  expect(policyTypes).toEqual(['Ingress', 'Egress']);
  expect(egress).toEqual([dns, { to: [pods('redpanda')], ports: tcp(...ports) }]);
});

test('what a pod may ask of the brokers is what the brokers admit from it', () => {
  const admitted = policy('brokers').spec.ingress;
  const from = (app: string) => admitted.find(({ from: [peer] }: any) => peer.podSelector?.matchLabels.app === app).ports;
  const asked = ['brokers', 'console', 'topics'].map((name) => policy(name).spec.egress[1].ports);
  expect(asked).toEqual([from('redpanda'), from('redpanda-console'), from('redpanda-topics')]);
});

test('without Console the brokers admit none', () => {
  const made = policies({ withConsole: false });
  expect(made.names('NetworkPolicy')).toEqual(['redpanda-brokers', 'redpanda-topics']);
  expect(JSON.stringify(made.only('NetworkPolicy', 'redpanda-brokers'))).not.toContain('redpanda-console');
});

const peers = [{ namespace: 'edge' }, { namespace: 'edge', podSelector: { app: 'gateway' } }, { cidr: '10.0.0.0/8' }, { cidr: 'fd00::/8' }];
const asPeers = [
  namespace('edge'),
  { ...namespace('edge'), podSelector: { matchLabels: { app: 'gateway' } } },
  { ipBlock: { cidr: '10.0.0.0/8' } },
  { ipBlock: { cidr: 'fd00::/8' } },
];

test('a peer that reaches Console is a namespace, pods of it, or a range of addresses', () => {
  expect(policy('console', { ingress: peers }).spec.ingress).toContainEqual({ from: asPeers, ports: tcp(8080) });
});

test('a peer that reads the metrics is the same', () => {
  expect(policy('brokers', { monitoring: peers }).spec.ingress).toContainEqual({ from: asPeers, ports: tcp(9644) });
  expect(policy('console', { monitoring: peers }).spec.ingress).toContainEqual({ from: asPeers, ports: tcp(8080) });
});

test('no peers are nobody, and not everybody', () => {
  const nobody = { ingress: [], monitoring: [] };
  expect(policy('console', nobody).spec).not.toHaveProperty('ingress');
  expect(policy('console', nobody).spec.policyTypes).toContain('Ingress');
  expect(policy('brokers', nobody).spec.ingress.map(({ from }: any) => from)).toEqual([[pods('redpanda')], [pods('redpanda-console')], [pods('redpanda-topics')]]);
});

test('resolvers that values name are the only ones, for all pods and for clients that want to reach nothing else', () => {
  const made = policies({ dns: peers, clients: [{ name: 'orders', namespace: 'shop', egressPolicy: true }] });
  const rules = ['brokers', 'console', 'topics', 'egress-orders'].map((name) => made.only('NetworkPolicy', `redpanda-${name}`).spec.egress[0]);
  expect(rules).toEqual(rules.map(() => ({ to: asPeers, ports: dnsPorts })));
});

test('every client has a policy of its own', () => {
  const clients = [
    { name: 'orders', namespace: 'shop' },
    { name: 'billing', namespace: 'finance' },
  ];
  const made = policies({ clients });
  expect(made.names('NetworkPolicy').filter((name) => name.startsWith('redpanda-allow-'))).toEqual(['redpanda-allow-orders', 'redpanda-allow-billing']);
  expect(made.only('NetworkPolicy', 'redpanda-allow-billing').spec.ingress).toEqual([{ from: [namespace('finance')], ports: tcp(9092, 8081) }]);
});

test("a client's podSelector narrows its namespace to these pods", () => {
  const [{ from }] = policy('allow-orders', { clients: [{ name: 'orders', namespace: 'shop', podSelector: { app: 'orders' } }] }).spec.ingress;
  expect(from).toEqual([{ ...namespace('shop'), podSelector: { matchLabels: { app: 'orders' } } }]);
});

test('a client that does not use the schema registry is not admitted to it', () => {
  expect(policy('allow-orders', { clients: [{ name: 'orders', namespace: 'shop', schemaRegistry: false }] }).spec.ingress[0].ports).toEqual(tcp(9092));
});

test('a client has no policy in its namespace unless it asks for one', () => {
  expect(policies().all('NetworkPolicy').filter(({ metadata }) => metadata.namespace !== 'redpanda')).toEqual([]);
});

test("a client's egress policy lets its pods reach DNS and the brokers, on the ports that it uses", () => {
  const { metadata, spec } = policy('egress-orders', { clients: [{ name: 'orders', namespace: 'shop', podSelector: { app: 'orders' }, schemaRegistry: false, egressPolicy: true }] });
  expect(metadata.namespace).toBe('shop');
  expect(spec).toEqual({
    podSelector: { matchLabels: { app: 'orders' } },
    policyTypes: ['Egress'],
    egress: [dns, { to: [{ ...namespace('redpanda'), ...pods('redpanda') }], ports: tcp(9092) }],
  });
});

test('without a podSelector the egress policy is about all pods of the namespace', () => {
  expect(policy('egress-orders', { clients: [{ name: 'orders', namespace: 'shop', egressPolicy: true }] }).spec.podSelector).toEqual({});
});

test('without clients no namespace is admitted', () => {
  expect(policies({ clients: [] }).names('NetworkPolicy').filter((name) => name.startsWith('redpanda-allow-'))).toEqual([]);
});

test('the external listener is closed as long as port-forwards alone lead to it', () => {
  expect(policies().names('NetworkPolicy')).not.toContain('redpanda-external');
});

const nodePort = { type: 'NodePort', insecure: true, port: 30092 } as const;

test('NodePort opens the external listener to the addresses that values admit', () => {
  const { ingress } = policy('external', {}, { external: { ...nodePort, allowedCidrs: ['10.0.0.0/8', '192.168.1.0/24'] } }).spec;
  expect(ingress).toEqual([{ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }, { ipBlock: { cidr: '192.168.1.0/24' } }], ports: tcp(9094) }]);
});

test('no admitted addresses are none, and not all', () => {
  const { spec } = policy('external', {}, { external: { ...nodePort, allowedCidrs: [] } });
  expect(spec).toEqual({ podSelector: { matchLabels: { app: 'redpanda' } }, policyTypes: ['Ingress'] });
});

test('a client may be called external', () => {
  const names = policies({ clients: [{ name: 'external', namespace: 'partners' }] }, { external: nodePort }).names('NetworkPolicy');
  expect(names).toEqual(expect.arrayContaining(['redpanda-allow-external', 'redpanda-external']));
});

test.each<[string, Omit<RedpandaNetworkPoliciesProps, 'cluster'>, string]>([
  [
    'a namespace that is no DNS label',
    { ingress: [{ namespace: 'Ingress' }] },
    'ingress[0].namespace ("Ingress") must be the name of a namespace (an RFC 1123 label: lower-case letters, digits and dashes, no dash at an end): Kubernetes refuses anything else',
  ],
  ['a peer that names nobody', { ingress: [{}] }, 'networkPolicy.ingress[0] must have a namespace or a cidr: it names nobody otherwise'],
  [
    'a client without a namespace',
    { clients: [{ name: 'orders' } as never] },
    'clients[0].namespace is required: list items have no defaults',
  ],
])('fails with %s', (_, props, message) => {
  expect(() => policies(props)).toThrow(new Error(`test/policies: ${message}`));
});

test('the policy of a client reads like this', () => {
  expect(policy('allow-services', { clients: [{ name: 'services', namespace: 'services' }] })).toMatchSnapshot();
});
