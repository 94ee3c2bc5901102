import { RedpandaCluster, RedpandaConsole, SettingsJob, TopicJob, type RedpandaClusterProps } from '../../index';
import { containerOf, env, synth } from './synth';

const bucket = { cloud_storage_enabled: true, cloud_storage_bucket: 'events', cloud_storage_region: 'eu' } as const;
const azure = { cloud_storage_enabled: true, cloud_storage_azure_storage_account: 'events', cloud_storage_azure_container: 'events' } as const;

const made = (props: RedpandaClusterProps) =>
  synth((chart) => {
    const cluster = new RedpandaCluster(chart, 'cluster', { licenseAcknowledged: true, ...props });
    new SettingsJob(chart, 'settings', { cluster });
    new TopicJob(chart, 'topics', { cluster });
    new RedpandaConsole(chart, 'console', { cluster });
  });
const byKeys = { cluster: bucket, tieredStorage: { secretName: 'store' } };
const byRole = { cluster: { ...bucket, cloud_storage_credentials_source: 'sts' }, tieredStorage: { serviceAccountAnnotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::1:role/events' } } };
const brokers = (props: RedpandaClusterProps) => made(props).only('StatefulSet', 'redpanda').spec.template;
const job = (props: RedpandaClusterProps) => made(props).only('Job', 'redpanda-settings').spec.template;

test.each([
  ['the keys of S3', bucket, ['cloud_storage_access_key', 'cloud_storage_secret_key']],
  ['the key of Azure', azure, ['cloud_storage_azure_shared_key']],
])('brokers and the settings Job, and nobody else, read %s from a Secret, as files', (_, cluster, keys) => {
  const props = { ...byKeys, cluster };
  const volume = { name: 'storage', secret: { secretName: 'store', defaultMode: 0o440, items: keys.map((key) => ({ key, path: key })) } };
  for (const pod of [brokers(props), job(props)]) {
    expect(pod.spec.volumes).toContainEqual(volume);
    expect(pod.spec.containers[0].volumeMounts).toContainEqual({ name: 'storage', mountPath: '/etc/redpanda-storage', readOnly: true });
    expect(env(pod.spec.containers[0])).toMatchObject({ SECRETS_FOLDER: '/etc/redpanda-storage', SECRET_PROPERTIES: keys.join(' ') });
  }
  for (const other of [made(props).only('Job', 'redpanda-topics'), made(props).only('Deployment', 'redpanda-console')]) expect(JSON.stringify(other)).not.toContain('store');
});

test('the ServiceAccount of the brokers is their own, so that nobody else has rights in the cloud', () => {
  const { metadata, automountServiceAccountToken } = made(byRole).only('ServiceAccount', 'redpanda-storage');
  expect([metadata.annotations, automountServiceAccountToken]).toEqual([byRole.tieredStorage.serviceAccountAnnotations, false]);
  const accounts = [brokers(byRole), job(byRole), made(byRole).only('Deployment', 'redpanda-console').spec.template].map(({ spec }) => spec.serviceAccountName);
  expect(accounts).toEqual(['redpanda-storage', 'redpanda', 'redpanda']);
  expect(made(byRole).only('ServiceAccount', 'redpanda').metadata.annotations).toBeUndefined();
});

test('with a role no Secret is mounted', () => {
  expect(JSON.stringify([brokers(byRole), job(byRole)])).not.toContain('redpanda-storage/');
  expect(env(containerOf(made(byRole).only('StatefulSet', 'redpanda')))).not.toHaveProperty('SECRET_PROPERTIES');
});

test('the identity of a workload on AKS is for pods with its label, which only brokers have', () => {
  const props = { cluster: { ...azure, cloud_storage_credentials_source: 'azure_aks_oidc_federation' }, tieredStorage: { serviceAccountAnnotations: { 'azure.workload.identity/client-id': 'a' } } };
  expect(brokers(props).metadata.labels).toMatchObject({ 'azure.workload.identity/use': 'true' });
  expect(job(props).metadata.labels).not.toHaveProperty('azure.workload.identity/use');
  expect(brokers(byRole).metadata.labels).not.toHaveProperty('azure.workload.identity/use');
});

test('without tiered storage nothing of it is there', () => {
  const plain = made({ cluster: { log_retention_ms: 1 } });
  expect(plain.names('ServiceAccount')).toEqual(['redpanda']);
  expect(JSON.stringify(plain.only('StatefulSet'))).not.toMatch(/storage-|redpanda-storage|azure/);
});
