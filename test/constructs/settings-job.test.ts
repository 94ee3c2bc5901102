import { parse } from 'yaml';
import { RedpandaCluster, SettingsJob, TopicJob, type RedpandaClusterProps } from '../../index';
import { platformOf } from '../platform/objects';
import { containerOf, env, synth, Synthesized } from './synth';

const settings = { log_retention_ms: 604_800_000, tls_min_version: 'v1.3', kafka_nodelete_topics: ['_schemas'] } as const;

function made(props: RedpandaClusterProps = { cluster: settings }) {
  return synth((chart) => {
    const cluster = new RedpandaCluster(chart, 'cluster', props);
    new SettingsJob(chart, 'settings', { cluster });
    new TopicJob(chart, 'topics', { cluster, topics: [{ name: 'orders' }] });
  });
}

const bootstrap = (props: RedpandaClusterProps) => parse(made(props).only('ConfigMap', 'redpanda-config').data['bootstrap.yaml']);
const secured = { tls: { mode: 'cert-manager' }, sasl: { enabled: true, superuser: { name: 'root', secretName: 'superuser' } } } as const;

test('the Job reads each property as a line, and which of them wait for a start of the brokers', () => {
  expect(made().only('ConfigMap', 'redpanda-settings-0').data.settings).toBe('setting kafka_nodelete_topics ["_schemas"]\nsetting log_retention_ms 604800000\nrestart tls_min_version "v1.3"\n');
});

test('the Job has its script and those that it sources', () => {
  expect(Object.keys(made().only('ConfigMap', 'redpanda-settings').data)).toEqual(['admin-api.sh', 'converge.sh', 'settings.sh']);
  expect(containerOf(made().only('Job', 'redpanda-settings')).command).toEqual(['bash', '/etc/settings/settings.sh']);
});

test('it asks the admin API, by TLS and as the superuser where the cluster wants it', () => {
  const variables = (props: RedpandaClusterProps) => env(containerOf(made({ cluster: settings, ...props }).only('Job', 'redpanda-settings')));
  expect(variables({})).toMatchObject({ SERVICE_URL: 'http://redpanda.redpanda.svc.cluster.local:9644', RESTART: 'kubectl rollout restart statefulset/redpanda -n redpanda' });
  expect(Object.keys(variables({}))).not.toContain('SUPERUSER');
  expect(variables(secured)).toMatchObject({
    SERVICE_URL: 'https://redpanda.redpanda.svc.cluster.local:9644',
    ADMIN_CA: '/etc/redpanda-tls/ca.crt',
    SUPERUSER: 'root',
    SUPERUSER_PASSWORD_FILE: '/etc/redpanda-superuser/password',
  });
});

test('the password is a file, of which no variable has the value', () => {
  const { spec } = made({ cluster: settings, ...secured }).only('Job', 'redpanda-settings').spec.template;
  expect(spec.volumes).toContainEqual({ name: 'superuser', secret: { secretName: 'superuser', defaultMode: 0o440, items: [{ key: 'password', path: 'password' }] } });
  expect(containerOf(made({ cluster: settings, ...secured }).only('Job', 'redpanda-settings')).volumeMounts).toContainEqual({ name: 'superuser', mountPath: '/etc/redpanda-superuser', readOnly: true });
  expect(JSON.stringify(spec)).not.toContain('secretKeyRef');
});

test('Helm runs it before the topics, which may need a setting', () => {
  const weight = (name: string) => Number(made().only('Job', name).metadata.annotations?.['helm.sh/hook-weight'] ?? 0);
  expect(weight('redpanda-settings')).toBeLessThan(weight('redpanda-topics'));
});

test('another value makes another Job, and the same the same', () => {
  const name = (log_retention_ms: number) => made({ cluster: { log_retention_ms } }).only('Job', 'redpanda-settings').metadata.name;
  expect(name(1)).toBe(name(1));
  expect(name(1)).not.toBe(name(2));
});

test('without settings a platform has no Job for them', () => {
  const jobs = (values: string) => new Synthesized(platformOf(values).objects).names('Job');
  expect(jobs('')).toEqual([expect.stringMatching(/^redpanda-topics-/)]);
  expect(jobs('cluster: { log_retention_ms: 1 }')).toEqual([expect.stringMatching(/^redpanda-settings-/), expect.stringMatching(/^redpanda-topics-/)]);
});

// A new cluster starts with what is declared.

test('a new cluster starts with what is declared, over what fits the platform where nothing is', () => {
  expect(bootstrap({ cluster: settings })).toEqual({ ...bootstrap({}), ...settings });
  const own = { auto_create_topics_enabled: true, partition_autobalancing_mode: 'off', core_balancing_continuous: false, enable_metrics_reporter: true, default_topic_replications: 1 } as const;
  expect(bootstrap({ cluster: own })).toEqual(own);
});

test('a changed setting restarts no broker', () => {
  const pod = (props: RedpandaClusterProps) => made(props).only('StatefulSet', 'redpanda').spec.template;
  expect(pod({ cluster: settings })).toEqual(pod({ cluster: { ...settings, log_retention_ms: 1 } }));
  expect(pod({ cluster: settings })).toEqual(pod({}));
});

test('topics that declare no replicas get what is declared for the cluster, and nobody raises it', () => {
  const factor = (props: RedpandaClusterProps) => env(containerOf(made(props).only('Job', 'redpanda-topics')))['REPLICATION_FACTOR'];
  expect([factor({}), factor({ cluster: { default_topic_replications: 1 } }), factor({ replicas: 5, cluster: { default_topic_replications: 5 } })]).toEqual(['3', '1', '5']);
});

// What is refused.

test.each<[string, RedpandaClusterProps, string]>([
  ['an unknown property', { cluster: { log_retention: 1 } }, 'test/cluster: cluster.log_retention is not a cluster property of Redpanda 26.2'],
  ['a value that brokers refuse', { cluster: { log_retention_ms: 'x' } }, 'test/cluster: cluster.log_retention_ms ("x") must be an integer from -1 to 9223372036854'],
  ['a license that nobody has acknowledged', { cluster: { iceberg_enabled: true } }, 'test/cluster: cluster.iceberg_enabled must be another value unless licenseAcknowledged is true'],
  ['more replicas than brokers', { replicas: 1, cluster: { default_topic_replications: 3 } }, 'test/cluster: cluster.default_topic_replications (3) must not exceed broker.replicas (1)'],
])('%s is refused by the cluster that has it', (_, props, message) => {
  expect(() => made(props)).toThrow(message);
});

test('the Job of a cluster elsewhere obeys the same rules', () => {
  const job = (cluster: { readonly iceberg_enabled: boolean }, licenseAcknowledged = false) =>
    synth((chart) => void new SettingsJob(chart, 'settings', { cluster: RedpandaCluster.fromClusterName(chart, 'cluster', 'events', { namespace: 'streams', cluster, licenseAcknowledged }) }));
  expect(() => job({ iceberg_enabled: true })).toThrow('test/settings: cluster.iceberg_enabled must be another value');
  expect(job({ iceberg_enabled: true }, true).only('ConfigMap', 'events-settings-0').data.settings).toBe('restart iceberg_enabled true\n');
});
