import { ConvergeJob } from '../../constructs/converge-job';
import { RedpandaCluster } from '../../index';
import { each, text, type Input } from '../../template';
import { containerOf, env, synth } from './synth';

/** A Job that converges something else than topics. */
function made(declared: readonly string[], script = 'echo') {
  return synth(
    (chart) =>
      void new ConvergeJob<string>(chart, 'job', {
        cluster: new RedpandaCluster(chart, 'cluster').values,
        component: 'platform',
        script: ['create-users.sh', script],
        declared,
        lines: (users) => each(users as Input<readonly string[]>, (user) => text`user ${user}`),
        perConfigMap: 2,
        env: [{ name: 'ADMIN_URL', value: 'http://redpanda:9644' }],
      }),
  );
}

const nameOf = (...args: Parameters<typeof made>): string => made(...args).only('Job').metadata.name;

test('a Job has the script and what all scripts share in one ConfigMap, and what is declared in others', () => {
  const maps = made(['a', 'b', 'c']).all('ConfigMap').filter(({ metadata }) => metadata.name.startsWith('redpanda-platform'));
  expect(maps.map(({ metadata, data }) => [metadata.name, data])).toEqual([
    ['redpanda-platform', { 'converge.sh': expect.stringContaining('call_rpk()'), 'create-users.sh': 'echo' }],
    ['redpanda-platform-0', { platform: 'user a\nuser b\n' }],
    ['redpanda-platform-1', { platform: 'user c\n' }],
  ]);
});

test('the script runs with its own variables, and finds all of that in one folder', () => {
  const job = made(['a', 'b', 'c']).only('Job');
  const container = containerOf(job);
  expect([container.name, container.command, container.volumeMounts[0].mountPath]).toEqual(['create-users', ['bash', '/etc/platform/create-users.sh'], '/etc/platform']);
  expect(env(container)).toMatchObject({ ADMIN_URL: 'http://redpanda:9644', DATA_FOLDER: '/etc/platform' });
  expect(job.spec.template.spec.volumes[0].projected.sources).toEqual([
    { configMap: { name: 'redpanda-platform' } },
    { configMap: { name: 'redpanda-platform-0', items: [{ key: 'platform', path: 'platform-0' }] } },
    { configMap: { name: 'redpanda-platform-1', items: [{ key: 'platform', path: 'platform-1' }] } },
  ]);
});

test('another script or another declaration makes another Job, and the same make the same', () => {
  const names = [nameOf(['a']), nameOf(['b']), nameOf(['a'], 'true'), nameOf(['a', 'b', 'c'])];
  expect(new Set(names).size).toBe(4);
  expect(nameOf(['a'])).toBe(names[0]);
});
