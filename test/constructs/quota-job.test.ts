import { Quota, QuotaJob, RedpandaCluster, RedpandaClusterProps, type QuotaJobProps } from '../../index';
import { platformOf } from '../platform/objects';
import { containerOf, env, synth, Synthesized } from './synth';

const made = (props: Omit<QuotaJobProps, 'cluster'> = {}, cluster: RedpandaClusterProps = {}) => synth((chart) => void new QuotaJob(chart, 'quotas', { cluster: new RedpandaCluster(chart, 'cluster', cluster), ...props }));
const secured = { tls: { mode: 'cert-manager' }, sasl: { enabled: true, superuser: { name: 'root', secretName: 'superuser' } } } as const;

test.each<[Quota, string]>([
  [{ clientId: 'importer', producerByteRate: 1_000_000 }, 'quota client-id=importer\nrate producer_byte_rate 1000000\n'],
  [{ clientIdPrefix: 'batch-', consumerByteRate: 2, controllerMutationRate: 3 }, 'quota client-id-prefix=batch-\nrate consumer_byte_rate 2\nrate controller_mutation_rate 3\n'],
  [{ default: 'clientId', producerByteRate: Number.MAX_SAFE_INTEGER }, 'quota client-id=<default>\nrate producer_byte_rate 9007199254740991\n'],
])('%j is read by the script in the words of rpk', (quota, lines) => {
  expect(made({ quotas: [quota] }).only('ConfigMap', 'redpanda-quotas-0').data.quotas).toBe(lines);
});

test('users have quotas where there are logins', () => {
  const quotas: Quota[] = [{ user: 'alice', producerByteRate: 1 }, { default: 'user', producerByteRate: 2 }];
  expect(made({ quotas }, secured).only('ConfigMap', 'redpanda-quotas-0').data.quotas).toBe('quota user=alice\nrate producer_byte_rate 1\nquota user=<default>\nrate producer_byte_rate 2\n');
  expect(() => made({ quotas })).toThrow('quotas[0] must not be for users unless sasl.enabled is true: nobody logs in as one');
});

test('whoever is to lose all quotas stands beside the script', () => {
  expect(made({ prune: ['client-id=old', 'user=<default>'] }).only('ConfigMap', 'redpanda-quotas').data.prune).toBe('client-id=old\nuser=<default>\n');
});

test('the Job has the addresses and the login of Kafka, and none of another listener', () => {
  const variables = (cluster: RedpandaClusterProps) => env(containerOf(made({}, cluster).only('Job')));
  expect(variables({})).toEqual({ RPK_BROKERS: 'redpanda.redpanda.svc.cluster.local:9092', DATA_FOLDER: '/etc/quotas', WAIT_SECONDS: '900', HOME: '/tmp' });
  expect(Object.keys(variables(secured))).toEqual(['RPK_BROKERS', 'RPK_TLS_CA', 'RPK_SASL_MECHANISM', 'RPK_USER', 'RPK_PASS', 'DATA_FOLDER', 'WAIT_SECONDS', 'HOME']);
});

test('a platform has a Job for quotas where some are declared or are to go', () => {
  const hasJob = (values: string) => new Synthesized(platformOf(values).objects).names('Job').some((name) => name.startsWith('redpanda-quotas-'));
  expect(['', 'quotas: [{ clientId: a, producerByteRate: 1 }]', 'prune: { quotas: [client-id=a] }'].map(hasJob)).toEqual([false, true, true]);
});
