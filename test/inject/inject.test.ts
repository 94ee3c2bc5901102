import { inject } from '../../inject/inject';
import { Selection } from '../../inject/selection';
import { clients } from './reference';

const bootstrap = 'redpanda.model-registry.svc.cluster.local:9092';
const pod = (containers: string, metadata = '{name: p}'): string => `apiVersion: v1\nkind: Pod\nmetadata: ${metadata}\nspec:\n  containers:\n${containers}`;
const all: Selection = { all: true, client: 'services' };
const sentences = (text: string, selection = all, options = {}) => inject(text, selection, clients, options).problems.map(({ sentence }) => sentence);

test('a container gets its variables below its image, set as its neighbours are', () => {
  expect(inject(pod('  - name: a\n    image: b # c\n    ports:\n      - containerPort: 80\n'), all, clients).text).toBe(
    pod(`  - name: a
    image: b # c
    env:
      - name: KAFKA_BOOTSTRAP_SERVERS
        value: "${bootstrap}"
      - name: KAFKA_SCHEMA_REGISTRY_URL
        value: "http://redpanda.model-registry.svc.cluster.local:8081"
    ports:
      - containerPort: 80
`),
  );
});

test('a container gets a reference to the ConfigMap instead when it is asked for', () => {
  expect(inject(pod('  - name: a'), all, clients, { as: 'envFrom' }).text).toBe(pod('  - name: a\n    envFrom:\n    - configMapRef:\n        name: "redpanda-services-env"'));
});

const two = pod('  - {name: a}\n', '{name: p, labels: {app: x, tier: y}}') + '---\n' + pod('  - {name: a}\n  - {name: b}\n', '{name: q, annotations: {redpanda.io/client: other}}');
const meant = (selection: Selection) => inject(two, selection, clients).meant.map(({ workload, container }) => `${workload}/${container}`);

test.each<[string, Selection, string[]]>([
  ['nothing: the annotated', {}, ['q/a', 'q/b']],
  ['a client: the annotated with it', { client: 'other' }, ['q/a', 'q/b']],
  ['another client: none', { client: 'services' }, []],
  ['all', all, ['p/a', 'q/a', 'q/b']],
  ['a label', { labels: new Map([['app', 'x']]), client: 'services' }, ['p/a']],
  ['labels of which one differs: none', { labels: new Map([['app', 'x'], ['tier', 'z']]), client: 'services' }, []],
  ['a name', { names: ['q'], client: 'services' }, ['q/a', 'q/b']],
  ['a container', { containers: ['b'], client: 'services' }, ['q/b']],
  ['a name and a label that do not meet: none', { names: ['q'], labels: new Map([['app', 'x']]), client: 'services' }, []],
])('selected are, by %s', (_, selection, expected) => expect(meant(selection)).toEqual(expected));

test('a label of the pods selects their workload', () => {
  const text = 'apiVersion: apps/v1\nkind: Deployment\nspec: {template: {metadata: {labels: {app: x}}, spec: {containers: [{name: a}]}}}\n';
  expect(inject(text, { labels: new Map([['app', 'x']]), client: 'services' }, clients).changes).toHaveLength(2);
});

test.each(['value: other', 'valueFrom:\n        secretKeyRef: {name: s, key: k}', 'value:', 'value: |-\n        other'])('a variable with %j is named and left alone, and the others are added', (value) => {
  const text = pod(`  - name: a\n    env:\n    - name: KAFKA_BOOTSTRAP_SERVERS\n      ${value}\n`);
  const { changes, problems } = inject(text, all, clients);
  expect(changes.map(({ name }) => name)).toEqual(['KAFKA_SCHEMA_REGISTRY_URL']);
  expect(problems).toEqual([{ line: 8, column: 7, sentence: "Pod p, container a gives KAFKA_BOOTSTRAP_SERVERS in another way than the client's: it is left alone unless overwritten" }]);
});

test.each([
  ['value: other # why', `value: "${bootstrap}" # why`],
  ["value:   'other'", `value: "${bootstrap}"`],
  ['value:', `value: "${bootstrap}"`],
  ['valueFrom:\n        secretKeyRef: {name: s, key: k}', `value: "${bootstrap}"`],
  ['value: |+\n        other\n\n', `value: "${bootstrap}"\n\n`],
])('%j is overwritten when it is asked for', (value, expected) => {
  const text = (line: string) => pod(`  - name: a\n    env:\n    - name: KAFKA_BOOTSTRAP_SERVERS # name\n      ${line}\n    - name: KAFKA_SCHEMA_REGISTRY_URL\n      value: ${clients[0]!.variables[1]!.value}\n`);
  const result = inject(text(value), all, clients, { overwrite: true });
  expect([result.text, result.problems]).toEqual([text(expected), []]);
});

test('a flow item is overwritten in its own spelling', () => {
  const text = (field: string) => `{"apiVersion":"v1","kind":"Pod","spec":{"containers":[{"name":"a","env":[{"name":"KAFKA_BOOTSTRAP_SERVERS",${field}},{"name":"KAFKA_SCHEMA_REGISTRY_URL","value":"${clients[0]!.variables[1]!.value}"}]}]}}`;
  expect(inject(text('"valueFrom":{"x":1}'), all, clients, { overwrite: true }).text).toBe(text(`"value": "${bootstrap}"`));
});

test.each([
  ['an anchor', 'valueFrom: {secretKeyRef: &r {name: s, key: k}}', 'KAFKA_BOOTSTRAP_SERVERS of container a has a tag or an anchor: change it by hand'],
  ['a tag', 'value: !!str other', 'KAFKA_BOOTSTRAP_SERVERS of container a has a tag or an anchor: change it by hand'],
  ['a comment', 'value: # why\n        other', 'what has a comment in it is not overwritten: the comment would be lost'],
])('a variable with %s is not overwritten', (_, value, sentence) => {
  const text = pod(`  - name: a\n    env:\n    - name: KAFKA_BOOTSTRAP_SERVERS\n      ${value}\n    - name: KAFKA_SCHEMA_REGISTRY_URL\n      value: ${clients[0]!.variables[1]!.value}\n`);
  expect(inject(text, all, clients, { overwrite: true })).toMatchObject({ text, problems: [{ sentence: `Pod p: ${sentence}` }] });
});

test('ten thousand variables are overwritten in seconds', () => {
  const other = pod('  - name: a\n    env:\n    - name: KAFKA_BOOTSTRAP_SERVERS\n      value: other\n');
  expect(inject(`${other}---\n`.repeat(10_000), all, clients, { overwrite: true }).changes).toHaveLength(20_000);
});

test('what stands between a key without a value and its comma is no part of the key', () => {
  const text = (env: string) => pod(`  - {name: a, image: b, stdin: ${env}}\n`);
  const result = inject(text(''), all, clients);
  expect(result.text).toContain('stdin: , env: [{name: KAFKA_BOOTSTRAP_SERVERS');
  expect(inject(result.text, all, clients, { remove: true }).text).toBe(text(''));
});

test.each([
  ['gains a line end', (own: string) => `  - args: [x]\n    command:\n    - |\n      text\n    env:\n${own}`.trimEnd()],
  ['gains blank lines', (own: string) => `  - command:\n    - |+\n      text\n    env:\n${own}\n\n`],
])('a text that %s when what stands below it is taken out keeps it', (_, containers) => {
  const text = pod(containers(`    - name: KAFKA_BOOTSTRAP_SERVERS\n      value: ${bootstrap}\n`));
  const sentence = 'the file is written in a way in which a change would reach more than it should: change it by hand';
  expect(inject(text, all, clients, { remove: true })).toMatchObject({ text, problems: [{ sentence }] });
});

test('a reference with a prefix of nothing is the same reference', () => {
  expect(inject(pod('  - {name: a, envFrom: [{configMapRef: {name: redpanda-services-env}, prefix: null}]}\n'), all, clients, { as: 'envFrom' }).changes).toEqual([]);
});

test('a variable whose value is not said is not taken out', () => {
  expect(sentences(pod('  - {name: a, env: [{name: KAFKA_BOOTSTRAP_SERVERS, value}]}\n'), all, { remove: true })).toHaveLength(1);
});

test('what somebody has commented is not taken out', () => {
  const text = inject(pod('  - name: a\n'), all, clients).text.replace(/9092"/, '9092" # mine');
  expect(inject(text, all, clients, { remove: true })).toMatchObject({ text, problems: [{ sentence: 'Pod p: what has a comment in it is not taken out: the comment would be lost' }] });
});

test('variables are taken out wherever they stand, and others stay', () => {
  const own = `{name: KAFKA_BOOTSTRAP_SERVERS, value: ${bootstrap}}`;
  const text = (first: string, last: string) => pod(`  - env:\n    ${first}- name: A\n      value: b\n    ${last}# end\n    name: a\n  - {env: [{name: A}], name: b}\n`);
  expect(inject(text(`- ${own}\n    `, `- ${own}\n    `), all, clients, { remove: true }).text).toBe(text('', ''));
});

test('an env that is the first key of its container is taken out', () => {
  expect(inject(pod(`  - env:\n    - name: KAFKA_BOOTSTRAP_SERVERS\n      value: ${bootstrap}\n    name: a\n`), all, clients, { remove: true }).text).toBe(pod('  - name: a\n'));
});

test('two lists of which one is the first line of its container are taken out by hand', () => {
  const text = pod(`  - env:\n    - name: KAFKA_BOOTSTRAP_SERVERS\n      value: ${bootstrap}\n    envFrom:\n    - configMapRef: {name: redpanda-services-env}\n    name: a\n`);
  expect(inject(text, all, clients, { remove: true })).toMatchObject({ text, refused: true });
});

test.each<[string, string, string]>([
  ['an alias of a container', '  - &a {name: a}\n  - *a\n', 'Pod p: container a is shared by the anchor &a: a change would reach every place that uses it'],
  ['an alias of env', '  - {name: a, env: &e []}\n  - {name: b, env: *e}\n', 'Pod p: env of container a is shared by the anchor &e: a change would reach every place that uses it'],
  ['a merged env', '  - &base {name: x, env: [{name: A}]}\n  - <<: *base\n    name: b\n', 'Pod p: env of container b comes from a merge (<<): a change would reach every place that uses it'],
  ['an env that is a map', '  - name: a\n    env: {A: b}\n', 'Pod p: env of container a must be a list: there is nothing to put variables into'],
  ['a null in a flow map', '  - {name: a, env: null}\n', 'Pod p: env of container a is null: write it as an empty list, or leave it out'],
  ['a container that is a text', '  - a\n', 'Pod p: a container must be a map: there is nothing to put variables into'],
  ['a container with question marks', '  - ? name\n    : a\n', 'Pod p: container a must begin with a plain key: other marks stand in front of it, or it is written with question marks'],
  ['a container without a key', '  - {}\n', 'Pod p: a container must have a name: this one is empty'],
])('%s is left alone', (_, containers, sentence) => {
  expect(sentences(pod(containers))).toContain(sentence);
});

test('a shared container that has its variables already is no problem', () => {
  const { text } = inject(pod('  - &a\n    name: a\n'), all, clients);
  expect(sentences(`${text}  - *a\n`)).toEqual([]);
});

test('an annotation with an unknown client is named, with the nearest', () => {
  expect(sentences(pod('  - {name: a}\n', '{name: p, annotations: {redpanda.io/client: servces}}'), {})).toEqual([
    'Pod p names the client "servces" in redpanda.io/client, which values do not declare: did you mean services?',
  ]);
});

test('a workload that is named and has no such container is named', () => {
  expect(sentences(two, { names: ['p'], containers: ['b'], client: 'services' })).toEqual(['Pod p has no container b: it has a']);
});

test('a ConfigMap of another namespace is not referred to', () => {
  expect(sentences(pod('  - {name: a}\n', '{name: p, namespace: elsewhere}'), all, { as: 'envFrom' })).toEqual([
    "Pod p is in the namespace elsewhere, and the ConfigMap redpanda-services-env in services: a container can not read another namespace's",
  ]);
});

const thirty = (line: (index: number) => string): string => Array.from({ length: 30 }, (_, index) => `${line(index)}\n`).join('');
const times = (alias: string): string => `[${Array(3).fill(alias).join(', ')}]`;

test.each([
  ['lists', thirty((i) => `x${i + 1}: &x${i + 1} ${times(`*x${i}`)}`), 'x0: &x0 [a]\n'],
  ['merges', thirty((i) => `x${i + 1}: &x${i + 1} {<<: ${times(`*x${i}`)}}`), 'x0: &x0 {a: b}\n'],
])('%s that grow with every alias come to an end', (_, bomb, first) => {
  expect(inject(`${first}${bomb}${pod('  - {name: a, <<: *x30}\n', '{name: p, labels: {<<: *x30}}').replace(/<<: \*x30(?=\}\n$)/, 'x: *x30')}`, all, clients).changes).toHaveLength(2);
});

test('Lists that grow with every alias come to an end', () => {
  const lists = thirty((i) => `  - &x${i + 1} {apiVersion: v1, kind: List, items: ${times(`*x${i}`)}}`);
  const text = `apiVersion: v1\nkind: List\nitems:\n  - &x0 {apiVersion: v1, kind: Pod, spec: {containers: [{name: a}]}}\n${lists}`;
  expect(sentences(text)).toEqual(['Pod : container a is shared by the anchor &x0: a change would reach every place that uses it']);
});

test('an env that thirty merges bring is known', () => {
  const chain = thirty((i) => `  - &x${i + 1} {<<: *x${i}}`);
  expect(sentences(pod(`  - &x0 {name: a, env: []}\n${chain}  - <<: *x30\n`)).at(-1)).toBe('Pod p: env of container a comes from a merge (<<): a change would reach every place that uses it');
});

test('ten thousand containers of one list take seconds', () => {
  expect(inject(pod('  - name: a\n    image: b\n'.repeat(10_000)), all, clients).changes).toHaveLength(20_000);
});

test('ten thousand documents and a file of ten megabytes take seconds', () => {
  const many = `${pod('  - name: a\n    image: b\n')}---\n`.repeat(10_000);
  expect(inject(many, all, clients).changes).toHaveLength(20_000);
  const big = `apiVersion: v1\nkind: ConfigMap\ndata:\n  text: |\n${'    a line of text that is long enough to matter\n'.repeat(200_000)}---\n${pod('  - name: a\n')}`;
  expect(inject(big, all, clients).changes).toHaveLength(2);
});

test('values that look like something else are quoted, and read as text', () => {
  const odd = [{ ...clients[0]!, variables: [{ name: 'y', value: 'true' }, { name: 'N.1', value: 'a: b # "c" \\ {{ x }}\u0085' }] }];
  const { text } = inject(pod('  - name: a\n    env:\n    - {name: "y", value: true}\n'), all, odd, { overwrite: true });
  expect(text).toContain('{name: "y", value: "true"}');
  expect(text).toContain('    - name: "N.1"\n      value: "a: b # \\"c\\" \\\\ {{ x }}\\u0085"\n');
});
