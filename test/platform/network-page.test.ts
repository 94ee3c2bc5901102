import { readFileSync } from 'node:fs';
import { networkPolicy } from '../../values/schema/network-policy';
import { defaultsOf } from '../../values/defaults';
import { ownValues, platformOf, valuesOf } from './objects';

const page = readFileSync('docs/network.md', 'utf8');
const examples = [...page.matchAll(/```yaml\n([^`]*)```/g)].map(([, text = '']) => [text.split('\n').slice(0, 2).join(' '), text] as const);

test('the page on the network has an example of every value that it is about', () => {
  const text = examples.map(([, example]) => example).join('\n');
  for (const key of [...Object.keys(defaultsOf(networkPolicy)), 'controller', 'basicAuthSecretName']) if (key !== 'enabled') expect(text).toContain(`${key}:`);
});

test.each(examples)('the example %s is valid', (_, example) => {
  expect(() => valuesOf(ownValues, example)).not.toThrow();
});

test('the annotations that the page names are those of the Ingress', () => {
  const annotations = (['ingress-nginx', 'traefik'] as const).map((controller) => {
    const { objects } = platformOf(ownValues, `console: { ingress: { controller: ${controller}, basicAuthSecretName: users } }`);
    return Object.keys(objects.find(({ kind }) => kind === 'Ingress').metadata.annotations);
  });
  const [row = ''] = /^\| `ingress-nginx` \|[^|]*\|/m.exec(page) ?? [];
  expect(annotations[0]!.map((name) => name.split('/')[1]).filter((name) => !row.includes(`${name}\``))).toEqual([]);
  expect(annotations[1]!.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

test('the default of every row of the page that says so is the default', () => {
  const { ingress, monitoring } = valuesOf().networkPolicy;
  expect(ingress.map(({ namespace }) => namespace).filter((namespace) => !page.includes(`\`${namespace}\``))).toEqual([]);
  expect(monitoring.map(({ namespace }) => namespace).filter((namespace) => !page.includes(`namespace \`${namespace}\``))).toEqual([]);
});
