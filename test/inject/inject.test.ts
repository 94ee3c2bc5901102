import { clientEnvironments, formerEnvironment } from '../../clients/client-environments';
import { inject } from '../../inject/inject';
import { Selection } from '../../inject/workload/selection';
import { valuesOf } from '../platform/objects';
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
  expect(problems).toEqual([{ line: 8, column: 7, sentence: "Pod p, container a gives KAFKA_BOOTSTRAP_SERVERS another value than the client's: it is left alone without --overwrite" }]);
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
  ['a comment', 'value: # why\n        other', 'an item with a comment in it is not overwritten: the comment would be lost'],
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
  const sentence = 'a change here would reach more than it should: change it by hand';
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
  expect(inject(text, all, clients, { remove: true })).toMatchObject({ text, problems: [{ sentence: 'Pod p: an item with a comment in it is not removed: the comment would be lost' }] });
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
  ['a null in a flow map', '  - {name: a, image: b, env: null}\n', 'Pod p: env of container a is null: write it as an empty list, or leave it out'],
  ['a container that is a text', '  - a\n', 'Pod p: a container must be a map: there is nothing to put variables into'],
  ['a container with question marks', '  - ? name\n    : a\n', 'Pod p: container a must begin with a plain key: something stands in front of it, or it is written with question marks'],
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
    'Pod p names the client "servces" in redpanda.io/client, which the values do not declare: did you mean services?',
  ]);
});

test('a workload that is named and has no such container is named', () => {
  expect(sentences(two, { names: ['p'], containers: ['b'], client: 'services' })).toEqual(['Pod p has no container b: it has a']);
});

test('a ConfigMap of another namespace is not referred to', () => {
  expect(sentences(pod('  - {name: a}\n', '{name: p, namespace: elsewhere}'), all, { as: 'envFrom' })).toEqual([
    "Pod p is in the namespace elsewhere, and the ConfigMap redpanda-services-env in services: a container cannot read a ConfigMap of another namespace",
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

const annotation = (names: string): string => `{name: p, annotations: {redpanda.io/client: services, redpanda.io/containers: "${names}"}}`;
const notes = (text: string, selection: Selection = {}, options = {}) => inject(text, selection, clients, options).notes.map(({ sentence }) => sentence);
const registry = clients[0]!.variables[1]!.value;

test('variables that are missing stand before the first item that refers to one of them', () => {
  const there = `    - {name: KAFKA_BOOTSTRAP_SERVERS, value: "${bootstrap}"}\n    - name: URL\n      value: kafka://$(KAFKA_BOOTSTRAP_SERVERS)\n`;
  const referring = '    - name: REGISTRY\n      value: $(KAFKA_SCHEMA_REGISTRY_URL)\n';
  const own = `    - name: KAFKA_SCHEMA_REGISTRY_URL\n      value: "${registry}"\n`;
  expect(inject(pod(`  - name: a\n    env:\n${there}${referring}`), all, clients).text).toBe(pod(`  - name: a\n    env:\n${there}${own}${referring}`));
});

test('an alias that refers to them stands after them', () => {
  const text = pod('  - name: a\n    env:\n    - &url\n      name: URL\n      value: $(KAFKA_BOOTSTRAP_SERVERS)\n  - name: b\n    env:\n    - *url\n');
  const result = inject(text, all, clients);
  expect([result.problems, result.text.match(/KAFKA_BOOTSTRAP_SERVERS\n|&url|\*url/g)]).toEqual([[], ['KAFKA_BOOTSTRAP_SERVERS\n', '&url', 'KAFKA_BOOTSTRAP_SERVERS\n', '*url']]);
  expect(inject(result.text, all, clients, { remove: true }).text).toBe(text);
});

test('a variable that is there after an item that refers to it is named, and stands before it once it is taken out and put in again', () => {
  const url = '    - name: URL\n      value: $(KAFKA_BOOTSTRAP_SERVERS)\n';
  const own = `    - name: KAFKA_BOOTSTRAP_SERVERS\n      value: "${bootstrap}"\n    - name: KAFKA_SCHEMA_REGISTRY_URL\n      value: "${registry}"\n`;
  const text = pod(`  - name: a\n    env:\n${url}${own}`);
  expect(sentences(text)).toEqual(['Pod p, container a gives KAFKA_BOOTSTRAP_SERVERS after URL, which refers to it: Kubernetes expands only what stands before, so take it out and put it in again']);
  expect(inject(inject(text, all, clients, { remove: true }).text, all, clients).text).toBe(pod(`  - name: a\n    env:\n${own}${url}`));
});

test('a reference to the ConfigMap may stand anywhere, because its variables come first', () => {
  const text = pod('  - name: a\n    env: [{name: URL, value: $(KAFKA_BOOTSTRAP_SERVERS)}]\n');
  expect(inject(text, all, clients, { as: 'envFrom' })).toMatchObject({ problems: [], changes: [{ action: 'add' }] });
});

const object = (apiVersion: string, kind: string, metadata: string, spec: string): string => `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: ${metadata}\nspec: ${spec}\n`;
const named = (where: 'labels' | 'annotations', key = 'redpanda.io/client', client = 'services'): string => `{name: x, ${where}: {${key}: ${client}}}`;
const tasks = '{tasks: [{template: {spec: {containers: [{name: a, image: b}]}}}]}';
const template = '{template: {spec: {containers: [{name: a, image: b}]}}}';

test.each<[string, string, Selection, string[]]>([
  ['annotated, with containers elsewhere', object('batch.volcano.sh/v1alpha1', 'Job', named('annotations'), tasks), {}, ['Job x has containers in spec.tasks.template.spec, which are left alone: give them their variables by hand']],
  ['labelled, with containers elsewhere', object('example.org/v1', 'Flow', named('labels'), tasks), {}, ['Flow x has containers in spec.tasks.template.spec, which are left alone: give them their variables by hand']],
  ['selected by its label', object('example.org/v1', 'Flow', named('labels', 'app', 'x'), tasks), { labels: new Map([['app', 'x']]), client: 'services' }, ['Flow x has containers in spec.tasks.template.spec, which are left alone: give them their variables by hand']],
  ['selected by its name', object('example.org/v1', 'Flow', '{name: x}', tasks), { names: ['x'], client: 'services' }, ['Flow x has containers in spec.tasks.template.spec, which are left alone: give them their variables by hand']],
  ['selected with all', object('example.org/v1', 'Flow', '{name: x}', tasks), all, ['Flow x has containers in spec.tasks.template.spec, which are left alone: give them their variables by hand']],
  ['a workflow', object('argoproj.io/v1alpha1', 'Workflow', named('labels'), '{templates: [{name: a, container: {image: b}}]}'), {}, ['Workflow x has containers in spec.templates, which are left alone: give them their variables by hand']],
  ['a pipeline', object('tekton.dev/v1', 'Task', named('labels'), '{steps: [{name: a, image: b}]}'), {}, ['Task x has containers in spec, which are left alone: give them their variables by hand']],
  ['annotated, without containers', object('v1', 'Service', named('annotations'), '{ports: []}'), {}, ['Service x has redpanda.io/client and no pod template: it belongs on an object that has one']],
  ['labelled, without containers', object('v1', 'Service', named('labels'), '{ports: []}'), {}, []],
  ['selected, without containers', object('v1', 'Service', named('labels', 'app', 'x'), '{ports: []}'), all, []],
  ['a workload without containers', object('argoproj.io/v1alpha1', 'Rollout', named('annotations'), '{workloadRef: {name: y}}'), {}, ['Rollout x names the client "services" and has no containers here that could get its variables']],
  ['misspelt', object('apps/v1', 'Deploymnet', named('annotations'), template), {}, ['Deploymnet x is of a kind that apps/v1 does not have: did you mean Deployment?']],
  ['misspelt, and selected', object('apps/v1', 'Deploymnet', '{name: x}', template), all, ['Deploymnet x is of a kind that apps/v1 does not have: did you mean Deployment?']],
  ['of another group', object('v1', 'Deployment', named('labels'), template), {}, ['Deployment x is of a kind that v1 does not have: did you mean Deployment of apps/v1?']],
  ["of somebody's own group and misspelt", object('argoproj.io/v1alpha1', 'Rolout', named('labels'), template), {}, ['Rolout x is of a kind that argoproj.io/v1alpha1 does not have: did you mean Rollout?']],
])('of objects of no known kind, one that is %s is named, or is none', (_, text, selection, expected) => {
  expect(sentences(text, selection)).toEqual(expected);
});

test('what is of no known kind and holds nothing of ours is no hindrance to taking out', () => {
  expect(sentences(object('example.org/v1', 'Flow', named('annotations'), tasks), {}, { remove: true })).toEqual([]);
});

test.each(['labels', 'annotations'] as const)('among %s of a workload or of its pods the client is named', (where) => {
  const own = object('apps/v1', 'Deployment', named(where), template);
  const pods = object('apps/v1', 'Deployment', '{name: x}', template.replace('{spec', `{metadata: ${named(where)}, spec`));
  expect([own, pods].map((text) => inject(text, {}, clients).changes.length)).toEqual([2, 2]);
});

test('a workload that names two clients is named, and gets neither', () => {
  const text = object('apps/v1', 'Deployment', '{name: x, labels: {redpanda.io/client: services}, annotations: {redpanda.io/client: other}}', template);
  expect(inject(text, {}, clients)).toMatchObject({ text, problems: [{ sentence: 'Deployment x names several clients in redpanda.io/client, other and services: its labels and annotations must agree' }] });
});

test.each(['redpanda.io/cleint', 'redpanda.io/clients', 'redpanda.com/client', 'redpanda/client', 'redpanda.io/Client', 'redpnada.io/client'])('%s is named, with what was meant', (key) => {
  for (const where of ['labels', 'annotations'] as const) {
    expect(sentences(object('apps/v1', 'Deployment', named(where, key), template), {})).toEqual([`Deployment x has ${key} among its labels or annotations: did you mean redpanda.io/client?`]);
  }
});

test.each(['app.kubernetes.io/name', 'redpanda.io/content-hash', 'redpanda.io/containers', 'cluster.redpanda.com/client-id', 'client'])('%s is no misspelt client', (key) => {
  expect(sentences(object('apps/v1', 'Deployment', named('annotations', key), template), {})).toEqual([]);
});

test('an annotation chooses among containers, and what was put into others is still taken out', () => {
  const text = (names: string) => pod('  - name: app\n  - name: proxy\n', annotation(names));
  const result = inject(text('app'), {}, clients);
  expect(result.meant).toEqual([{ workload: 'p', container: 'app' }]);
  const both = inject(text('app, proxy'), {}, clients);
  expect(both.meant.map(({ container }) => container)).toEqual(['app', 'proxy']);
  expect(inject(both.text.replace('app, proxy', 'app'), {}, clients, { remove: true }).text).toBe(text('app'));
});

test('a container that the selection names is meant whatever the annotation says', () => {
  expect(inject(pod('  - name: app\n  - name: proxy\n', annotation('app')), { containers: ['proxy'], client: 'services' }, clients).meant).toEqual([{ workload: 'p', container: 'proxy' }]);
});

test('a misspelt container of the annotation is named, and the others get the variables', () => {
  const { problems, meant: own } = inject(pod('  - name: app\n  - name: proxy\n', annotation('app,porxy')), {}, clients);
  expect([problems.map(({ sentence }) => sentence), own.length]).toEqual([['Pod p has no container porxy, which redpanda.io/containers names: it has app, proxy'], 1]);
});

test('a misspelt annotation of containers is named', () => {
  expect(sentences(pod('  - name: app\n', annotation('app').replace('containers', 'container')), {})).toEqual(['Pod p has redpanda.io/container among its labels or annotations: did you mean redpanda.io/containers?']);
});

const patch = (container: string): string => object('apps/v1', 'Deployment', named('annotations'), `{template: {spec: {containers: [${container}]}}}`);

test.each<[string, string, string]>([
  ['an env that is null', '{name: a, env: null}', 'nothing is added, because env is null, which in a patch deletes the list that it is laid over'],
  ['an env that is null beside an image', '{name: a, image: b, env: null}', 'nothing is added, because env is null, which in a patch deletes the list that it is laid over'],
  ['a container that is deleted', '{name: a, $patch: delete}', 'nothing is added, because $patch deletes or replaces it'],
  ['containers that are replaced', '{$patch: replace}, {name: a, image: b}', 'nothing is added, because $patch deletes or replaces it'],
  ['an env that is replaced', '{name: a, env: [{$patch: replace}, {name: A}]}', 'nothing is added, because $patch deletes or replaces env'],
  ['an env whose order is said', '{name: a, $setElementOrder/env: [{name: A}], env: [{name: A}]}', 'nothing is added, because $setElementOrder/env says what env may hold'],
  ['keys that are said', '{name: a, $retainKeys: [name]}', 'nothing is added, because $retainKeys says what env may hold'],
  ['a directive in escapes', '{name: a, "\\u0024patch": delete}', 'nothing is added, because $patch deletes or replaces it'],
])('of a patch %s stays as it is, and a note says so', (_, container, sentence) => {
  for (const options of [{}, { overwrite: true }]) {
    expect(inject(patch(container), {}, clients, options)).toMatchObject({ text: patch(container), problems: [], notes: [{ sentence: `Deployment x, container a: ${sentence}` }] });
  }
});

test('a variable that a patch deletes is not put in or overwritten, and the others are put in', () => {
  const text = patch('{name: a, env: [{name: KAFKA_BOOTSTRAP_SERVERS, $patch: delete}]}');
  const result = inject(text, {}, clients, { overwrite: true });
  expect([result.changes.map(({ name }) => name), result.problems]).toEqual([['KAFKA_SCHEMA_REGISTRY_URL'], []]);
  expect(notes(text)).toEqual(['Deployment x, container a: KAFKA_BOOTSTRAP_SERVERS is not added, because $patch deletes or replaces it']);
});

test.each(['{template: {spec: {containers: null}}}', '{template: {spec: {$patch: delete}}}', '{template: null}', 'null'])('a patch that takes the containers away (%s) is no problem', (spec) => {
  expect(sentences(object('apps/v1', 'Deployment', named('annotations'), spec), {})).toEqual([]);
});

test('a null in a whole manifest says nothing, and gives way to the variables', () => {
  const text = object('apps/v1', 'Deployment', named('annotations'), `\n  selector: {}\n  template:\n    spec:\n      containers:\n      - name: a\n        image: b\n        env: null`);
  expect(inject(text, {}, clients).changes).toHaveLength(2);
});

const sops = (text: string): string => `${text}sops:\n  mac: ENC[AES256_GCM,data:x,type:str]\n`;

test('a file of SOPS in which nothing would change is no problem', () => {
  const { text } = inject(pod('  - name: a\n'), all, clients);
  expect([sentences(sops(text)), sentences(sops('apiVersion: v1\nkind: Secret\ndata:\n  a: ENC[x]\n'))]).toEqual([[], []]);
});

test('nothing is taken out of a file of SOPS either', () => {
  const { text } = inject(pod('  - name: a\n'), all, clients);
  expect(inject(sops(text), all, clients, { remove: true })).toMatchObject({ text: sops(text), refused: true });
});

/** A client's container before and after a change of the client. */
const shop = (choices: string) => clientEnvironments(valuesOf(`clients: [{ name: shop, namespace: shop, ${choices} }]`));
const shopped: Selection = { all: true, client: 'shop' };
const own = (choices: string, containers = '  - name: a\n') => inject(pod(containers), shopped, shop(choices)).text;

test.each([
  ['spring', 'quarkus', /^SPRING_/],
  ['spring', 'generic', /^SPRING_/],
  ['quarkus', 'generic', /^KAFKA_(GROUP|AUTO|ACKS)/],
  ['librdkafka', 'spring', /^KAFKA_(GROUP|AUTO|ACKS)/],
])('what a change from %s to %s has left behind is named, and taken out where it is overwritten', (before, after, left) => {
  const text = own(`flavour: ${before}`);
  const names = shop(`flavour: ${before}`)[0]!.variables.map(({ name }) => name).filter((name) => left.test(name));
  const clientsAfter = shop(`flavour: ${after}`);
  const sentence = `Pod p, container a still gives ${names.join(', ')}, left behind by a change of client shop: left alone without --overwrite`;
  expect(inject(text, shopped, clientsAfter).problems.map((problem) => problem.sentence)).toEqual([sentence]);
  expect(inject(text, shopped, clientsAfter, { remove: true }).problems.map((problem) => problem.sentence)).toEqual([sentence]);
  const result = inject(text, shopped, clientsAfter, { overwrite: true });
  expect([result.problems, inject(result.text, shopped, clientsAfter, { remove: true })]).toEqual([[], expect.objectContaining({ text: pod('  - name: a\n'), problems: [] })]);
});

test('the address of a schema registry that a client does not use any more is left behind', () => {
  expect(inject(own(''), shopped, shop('schemaRegistry: false')).problems).toMatchObject([{ sentence: expect.stringContaining('still gives KAFKA_SCHEMA_REGISTRY_URL, left behind') }]);
});

test('a group that has changed with the flavour is left behind as well', () => {
  const { text, problems } = inject(own('flavour: spring, consumerGroup: old'), shopped, shop('flavour: quarkus, consumerGroup: new'), { overwrite: true });
  expect([text.match(/SPRING_\w+/g), problems]).toEqual([null, []]);
});

test('what is left behind gives way to what is put in, though nothing else is in the list', () => {
  const [client] = shop('flavour: spring');
  const items = (names: RegExp) => client!.variables.filter(({ name }) => names.test(name)).map(({ name, value }) => `    - name: ${name}\n      value: "${value}"\n`).join('');
  const text = pod(`  - name: a\n    env:\n${items(/^SPRING_/)}    tty: true\n`);
  const result = inject(text, shopped, shop(''), { overwrite: true });
  expect([result.text, result.problems]).toEqual([pod(`  - name: a\n    env:\n${items(/^KAFKA_/)}    tty: true\n`), []]);
});

test.each([
  ['settings that anybody may have', '{name: KAFKA_ACKS, value: all}, {name: KAFKA_AUTO_OFFSET_RESET, value: earliest}'],
  ['a group alone', '{name: KAFKA_GROUP_ID, value: shop}'],
  ['another address', '{name: SPRING_KAFKA_BOOTSTRAP_SERVERS, value: "kafka:9092"}, {name: SPRING_KAFKA_PRODUCER_ACKS, value: all}'],
  ['a value from elsewhere', '{name: SPRING_KAFKA_BOOTSTRAP_SERVERS, valueFrom: {x: y}}'],
])("of another flavour's variables %s are nobody's but the owner's", (_, env) => {
  const text = pod(`  - {name: a, env: [${env}]}\n`);
  const result = inject(text, shopped, shop(''), { overwrite: true });
  expect(result.changes.map(({ action }) => action)).toEqual(['add', 'add']);
  expect(inject(result.text, shopped, shop(''), { remove: true })).toMatchObject({ text, problems: [] });
});

const former = [formerEnvironment(valuesOf('clients: []'), 'shop')];

test.each(['', 'flavour: spring, consumerGroup: g', 'flavour: quarkus, consumerGroup: g', 'flavour: librdkafka', 'flavour: spring, schemaRegistry: false'])('of a client that is not declared any more (%s) everything is taken out', (choices) => {
  const containers = '  - name: a\n    env:\n    - name: MINE\n      value: KAFKA\n';
  const both = inject(own(choices, containers), shopped, shop(choices), { as: 'envFrom' }).text;
  expect(inject(both, shopped, former, { remove: true })).toMatchObject({ text: pod(containers), problems: [] });
});

const [encrypted, asking] = ['tls: { mode: cert-manager }', 'sasl: { enabled: true, superuser: { secretName: superuser } }'];

test.each(
  ['', encrypted, `${encrypted}\n${asking}`, asking, 'tls: { plaintext: used }'].flatMap((then) => ['', encrypted, `${encrypted}\n${asking}`].map((now) => [then.replaceAll('\n', ' ') || 'nothing', now.replaceAll('\n', ' ') || 'nothing', then, now])),
)('of a client that is not declared any more all is taken out, where it was given with %s and the values have %s', (_, __, then, now) => {
  const text = pod('  - name: a\n');
  for (const flavour of ['generic', 'spring', 'quarkus', 'librdkafka']) {
    const clients = clientEnvironments(valuesOf(`${then}\nclients: [{ name: shop, namespace: shop, flavour: ${flavour}, secretName: shop }]`));
    const given = inject(text, shopped, clients).text;
    expect(given).toContain('KAFKA_BOOTSTRAP_SERVERS');
    expect(inject(given, shopped, [formerEnvironment(valuesOf(`${now}\nclients: []`), 'shop')], { remove: true })).toMatchObject({ text, problems: [] });
  }
});

test('of a client that is not declared any more nothing is taken out that it was not given', () => {
  const containers = '  - name: a\n    env:\n    - {name: KAFKA_ACKS, value: all}\n    - {name: KAFKA_GROUP_ID, value: mine}\n';
  expect(inject(own('', containers), shopped, former, { remove: true })).toMatchObject({ text: pod(containers), problems: [] });
});
