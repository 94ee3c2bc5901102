import { compareOutputs } from '../../cli/compare';
import { synthesize } from '../../output';
import { loadValues } from '../../values/reading/load';
import { aclsPerConfigMap } from '../../constructs/acl-job';

/** The output of values with as many topics that a user may read whom others have made. */
function output(count: number) {
  const rights = (user: string, topics: number) => `{ user: ${user}, operations: [read], topics: [${Array.from({ length: topics }, (_, index) => `t${String(index).padStart(4, '0')}`).join(', ')}] }`;
  const text = `sasl: { enabled: true, superuser: { secretName: s } }\nacls: [${rights('z', count)}]`;
  return synthesize(loadValues({ files: [{ name: 'values.yaml', text }], sets: [] }), new Map(), 'dist');
}

test('rights in a ConfigMap that stays are known when another one of them changes', () => {
  const changes = compareOutputs(output(aclsPerConfigMap), output(aclsPerConfigMap + 1), 'dist').flatMap((platform) => platform.changes);
  expect(changes.map(({ reason }) => reason).join()).not.toContain('from now on');
  expect(changes.find(({ object }) => object.startsWith('Job ') && object.includes('-acls-'))).toMatchObject({ reason: expect.stringContaining('gives rights to z (1)') });
});
