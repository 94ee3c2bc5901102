import { readFileSync } from 'node:fs';
import { loadValues } from '../../values/load';
import { platformOf, podsIn, valuesOf } from './objects';

const { objects } = platformOf();

const readme = readFileSync('README.md', 'utf8');

test('the clients that the README declares are such that the default topics suffice for', () => {
  const [, declaration = ''] = /```yaml\n(clients:\n[^`]*)```/.exec(readme) ?? [];
  expect(valuesOf(declaration).clients).toMatchObject([{ name: 'services' }, { name: 'orders', flavour: 'spring' }]);
});

test('broken values are told of as the README says', () => {
  const [, text = '', said] = /\$ cat broken\.yaml\n([^$]*)\$ npx cdk8s-redpanda synth -f broken\.yaml\n([^`]*)```/.exec(readme) ?? [];
  expect(() => loadValues({ files: [{ name: 'broken.yaml', text }], sets: [] })).toThrow(new Error(said?.trimEnd()));
});

/** What `kubectl VERB [RESOURCE] … -l SELECTOR` in the README selects. */
const commands = [...readme.matchAll(/kubectl (get pods|logs|delete job|describe pod)[^`\n]* -l (\S+?)[\s`]/g)].map(([, verb, selector]) => [verb!, selector!] as const);

test('the README has commands that select by label', () => {
  expect(commands.length).toBeGreaterThan(4);
});

test.each(commands)('kubectl %s -l %s selects something', (verb, selector) => {
  const labelled = verb === 'delete job' ? objects.filter(({ kind }) => kind === 'Job').map(({ metadata }) => metadata.labels) : podsIn(objects).map(({ labels }) => labels);
  const wanted = selector.split(',').map((pair) => pair.split('=') as [string, string]);
  expect(labelled.filter((labels) => wanted.every(([key, value]) => labels[key] === value))).not.toEqual([]);
});
