import { ConvergeJob } from '../../constructs/converge-job';
import { RedpandaCluster } from '../../index';
import { each, text, type Input } from '../../template';
import { containerOf, env, synth } from './synth';

/** A Job that converges something else than topics. */
function made(declared: readonly string[], script = 'echo', dryRun = false, pruned: readonly string[] = []) {
  return synth(
    (chart) =>
      void new ConvergeJob<readonly string[]>(chart, 'job', {
        cluster: new RedpandaCluster(chart, 'cluster').values,
        component: 'settings',
        scripts: [['create-users.sh', script]],
        declared,
        lines: (users) => each(users as Input<readonly string[]>, (user) => text`user ${user}`),
        perConfigMap: 2,
        env: [{ name: 'ADMIN_URL', value: 'http://redpanda:9644' }],
        dryRun,
        pruned,
      }),
  );
}

const nameOf = (...args: Parameters<typeof made>): string => made(...args).only('Job').metadata.name;

test('a Job has the script and what all scripts share in one ConfigMap, and what is declared in others', () => {
  const maps = made(['a', 'b', 'c']).all('ConfigMap').filter(({ metadata }) => metadata.name.startsWith('redpanda-settings'));
  expect(maps.map(({ metadata, data }) => [metadata.name, data])).toEqual([
    ['redpanda-settings', { 'converge.sh': expect.stringContaining('call_rpk()'), 'create-users.sh': 'echo' }],
    ['redpanda-settings-0', { settings: 'user a\nuser b\n' }],
    ['redpanda-settings-1', { settings: 'user c\n' }],
  ]);
});

test('the script runs with its own variables, and finds all of that in one folder', () => {
  const job = made(['a', 'b', 'c']).only('Job');
  const container = containerOf(job);
  expect([container.name, container.command, container.volumeMounts[0].mountPath]).toEqual(['create-users', ['bash', '/etc/settings/create-users.sh'], '/etc/settings']);
  expect(env(container)).toMatchObject({ ADMIN_URL: 'http://redpanda:9644', DATA_FOLDER: '/etc/settings' });
  expect(job.spec.template.spec.volumes[0].projected.sources).toEqual([
    { configMap: { name: 'redpanda-settings' } },
    { configMap: { name: 'redpanda-settings-0', items: [{ key: 'settings', path: 'settings-0' }] } },
    { configMap: { name: 'redpanda-settings-1', items: [{ key: 'settings', path: 'settings-1' }] } },
  ]);
});

test('what is to go stands beside the script, a name a line, and another name makes another Job', () => {
  const withPruned = (...names: string[]) => made(['a'], 'echo', false, names);
  expect(withPruned('old', 'older').only('ConfigMap', 'redpanda-settings').data.prune).toBe('old\nolder\n');
  expect(Object.keys(withPruned().only('ConfigMap', 'redpanda-settings').data)).not.toContain('prune');
  const names = [withPruned(), withPruned('old'), withPruned('older')].map((one) => one.only('Job').metadata.name);
  expect([new Set(names).size, names[0]]).toEqual([3, nameOf(['a'])]);
});

test('a dry run is a variable of the script, which others do not have', () => {
  const variables = (dryRun: boolean) => env(containerOf(made(['a'], 'echo', dryRun).only('Job')));
  expect(variables(true)).toMatchObject({ DRY_RUN: 'true' });
  expect(Object.keys(variables(false))).not.toContain('DRY_RUN');
});

test('another script or another declaration makes another Job, and the same make the same', () => {
  const names = [nameOf(['a']), nameOf(['b']), nameOf(['a'], 'true'), nameOf(['a', 'b', 'c'])];
  expect(new Set(names).size).toBe(4);
  expect(nameOf(['a'])).toBe(names[0]);
});
