import * as fc from 'fast-check';
import { unifiedDiff } from '../../inject/text/diff';
import { inject } from '../../inject/inject';
import { clients, clientsWithSecrets, parsed, withEnvironment } from './reference';

const blanks = fc.constantFrom('', '', '', ' ', '   ');
const remark = fc.constantFrom('', '', '', ' # note', '  #', ' # ünï');
const lines = fc.array(fc.constantFrom('', '# a line', '      # indented', '   '), { maxLength: 2 });
const scalar = fc.constantFrom('a:1', '"a:1"', "'it''s'", 'x/y:z', '"\\u00e9 {{ x }}"', '🚀', '&scalar v', '!!str v', 'x://$(KAFKA_BOOTSTRAP_SERVERS)', '"$(KAFKA_SCHEMA_REGISTRY_URL)"', '$$(KAFKA_BOOTSTRAP_SERVERS)', '$(OTHER)', 'x://$(KAFKA_PASSWORD)');
const blockScalar = fc.constantFrom(['|', 'text'], ['|-', 'text', '', 'more'], ['>', 'folded', 'text', ''], ['|+', 'kept', '', ''], ['|2-', '  indented']);

/** Lines, and whether more may follow the last one as it is. */
type Lines = string[];

const indent = (by: number, text: Lines): Lines => text.map((line) => (line === '' ? '' : `${' '.repeat(by)}${line}`));

/** A key with a scalar, in one of the ways to write it. */
const scalarPair = (key: string): fc.Arbitrary<Lines> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.tuple(scalar, blanks, remark).map(([value, space, comment]) => [`${key}: ${value}${comment || space}`]) },
    fc.tuple(blockScalar, fc.integer({ min: 1, max: 4 })).map(([[header, ...body], by]) => [`${key}: ${header}`, ...(header.includes('2') ? indent(2, body) : indent(by, body))]),
    fc.constant<Lines>([`${key}: several`, '   lines of', '  text']),
  );

const variable = fc.constantFrom('A', 'B_2', 'KAFKA_X').chain((name) =>
  fc.oneof(
    fc.tuple(scalarPair('value'), remark).map(([pair, comment]) => ['block', [`name: ${name}${comment}`, ...pair]] as const),
    fc.tuple(scalarPair('value')).map(([pair]) => ['block', [...pair, `name: "${name}"`]] as const),
    fc.constant(['block', [`name: ${name}`, 'valueFrom:', '  fieldRef:', '      fieldPath: metadata.name']] as const),
    fc.constantFrom(`{name: ${name}, value: x}`, `{"name": "${name}", "value": "x"}`, `{ name: ${name} , value: ,}`).map((text) => ['flow', [text]] as const),
  ),
);

const item = ([, [first, ...rest]]: readonly [string, readonly string[]], gap: number): Lines => [`-${' '.repeat(gap - 1)}${first}`, ...indent(gap, rest)];

const blockList = (key: string): fc.Arbitrary<Lines> =>
  fc
    .record({ items: fc.array(variable, { minLength: 1, maxLength: 3 }), by: fc.integer({ min: 0, max: 4 }), gap: fc.integer({ min: 2, max: 4 }), between: lines, comment: remark, blank: blanks })
    .map(({ items, by, gap, between, comment, blank }) => [
      `${key}:${comment || blank}`,
      ...items.flatMap((one, index) => [...(index === 0 ? between.map((line) => (line.trim() === '' ? line : `${' '.repeat(by)}${line.trim()}`)) : []), ...indent(by, item(one, gap))]),
    ]);

const list = (key: string): fc.Arbitrary<Lines> =>
  fc.oneof(
    fc.constant<Lines>([]),
    { weight: 3, arbitrary: blockList(key) },
    fc.tuple(fc.constantFrom('[]', '[ ]', '[{name: A, value: b}]', '[{name: A, value: b}, ]', '', '~', 'null', '[ # c\n     ]', '[{name: A, value: "1"},\n    {name: B, value: "2"} # last\n    ]', '[{name: A, value: b} , {name: B, value: $(KAFKA_BOOTSTRAP_SERVERS)}, ]', '[ {name: B, value: "$(KAFKA_SCHEMA_REGISTRY_URL)"}, {name: C}]', '[{$patch: replace}, {name: A}]'), remark).map(
      ([value, comment]) => `${key}: ${value}${comment}`.split('\n'),
    ),
  );

const directive = fc.oneof({ weight: 20, arbitrary: fc.constant<Lines>([]) }, { weight: 1, arbitrary: fc.constantFrom<Lines[]>(['$patch: delete'], ['$retainKeys: [name]'], ['$setElementOrder/env: [{name: A}]']) });

const container = fc
  .record({ pairs: fc.tuple(scalarPair('name'), scalarPair('image'), list('env'), list('envFrom'), blockList('volumeMounts'), fc.constantFrom<Lines[]>(['tty: true'], ['args: [a,', '  b]'], []), directive), gap: fc.integer({ min: 2, max: 4 }) })
  .chain(({ pairs, gap }) => fc.shuffledSubarray(pairs.filter((pair) => pair.length > 0), { minLength: 1 }).map((chosen) => ({ chosen: chosen.length > 0 ? chosen : [['name: x']], gap })))
  .chain(({ chosen, gap }) => fc.array(lines, { minLength: chosen.length, maxLength: chosen.length }).map((between) => ({ chosen, gap, between })))
  .map(({ chosen, gap, between }) => {
    // A comment within a plain scalar of several lines would end it.
    const all = chosen.flatMap((pair, index) => [...(index > 0 ? between[index]!.map((line) => (line.trim() === '' ? '' : line.trim())) : []), ...pair]);
    const [first, ...rest] = all;
    return [`-${' '.repeat(gap - 1)}${first}`, ...indent(gap, rest)];
  });

const flowContainer = fc.constantFrom('- {name: a, image: b}', '- {"name": "a", "env": [ ]}', '- { name: a , env: [{name: A, value: b},] , }', '- {image, name: a}').map((text) => [text]);

const manifest = fc
  .record({
    kind: fc.constantFrom<(readonly [string, string, number])[]>(['v1', 'Pod', 0], ['apps/v1', 'Deployment', 1], ['batch/v1', 'CronJob', 2]),
    containers: fc.array(fc.oneof({ weight: 5, arbitrary: container }, flowContainer), { minLength: 1, maxLength: 3 }),
    step: fc.integer({ min: 1, max: 4 }),
    dash: fc.integer({ min: 0, max: 3 }),
    after: lines,
    isListed: fc.boolean(),
    isWhole: fc.boolean(),
  })
  .map(({ kind: [apiVersion, kind, depth], containers, step, dash, after, isListed, isWhole }) => {
    const wrap = (key: string, inner: Lines): Lines => [`${key}:`, ...indent(step, inner)];
    let spec = wrap('spec', ['containers:', ...containers.flatMap((one) => indent(dash, one))]);
    if (depth > 0) spec = wrap('spec', [...(depth === 1 && isWhole ? ['selector: {}'] : []), ...wrap('template', spec)]);
    if (depth > 1) spec = wrap('spec', [...(isWhole ? ["schedule: '@daily'"] : []), ...wrap('jobTemplate', spec)]);
    const object = [`apiVersion: ${apiVersion}`, `kind: ${kind}`, 'metadata: {name: x}', ...spec, ...after];
    return isListed ? ['apiVersion: v1', 'kind: List', 'items:', '-', ...indent(1, object)] : object;
  });

const file = fc
  .record({ documents: fc.array(manifest, { minLength: 1, maxLength: 2 }), lineEnd: fc.constantFrom('\n', '\n', '\r\n'), mark: fc.constantFrom('', '', '\ufeff'), isOpen: fc.boolean() })
  .map(({ documents, lineEnd, mark, isOpen }) => {
    const text = `${documents.flatMap((document, index) => [...(index > 0 ? ['--- # next'] : []), ...document]).join('\n')}${isOpen ? '' : '\n'}`;
    return mark + text.replaceAll('\n', lineEnd);
  });

const selection = { all: true, client: 'services' };

const secrets = clientsWithSecrets();
test.each([
  ['texts', 'env', clients],
  ['texts', 'envFrom', clients],
  ['keys of Secrets', 'env', secrets],
  ['keys of Secrets', 'envFrom', secrets],
] as const)('any manifest gets its environment of %s as %s, and nothing else, and loses it again', (_, as, clients) => {
  let [changed, readable, total] = [0, 0, 0];
  fc.assert(
    fc.property(file, (text) => {
      total += 1;
      const result = inject(text, selection, clients, { as });
      if (result.refused) return;
      readable += 1;
      const open = result.problems.filter(({ sentence }) => !/without a line end/.test(sentence));
      expect(open).toEqual([]);
      if (result.problems.length > 0) return;
      changed += Number(result.edits.length > 0);
      expect(JSON.parse(JSON.stringify(parsed(result.text)))).toEqual(withEnvironment(text, as, true, clients));
      expect(inject(result.text, selection, clients, { as })).toMatchObject({ text: result.text, problems: [] });
      const removed = inject(result.text, selection, clients, { as, remove: true });
      expect([removed.text, removed.problems]).toEqual([text, []]);
      expect(patched(text, unifiedDiff('x', text, result.edits))).toBe(result.text);
    }),
    { numRuns: 200 },
  );
  expect([readable / total > 0.8, changed / total > 0.7]).toEqual([true, true]);
});

/** A text with a unified diff applied. */
function patched(text: string, diff: string): string {
  const old = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const result: string[] = [];
  let at = 0;
  const pieces = diff.split(/^@@ -(\d+)(?:,(\d+))? \+\d+(?:,\d+)? @@\n/m).slice(1);
  for (let i = 0; i < pieces.length; i += 3) {
    const [start, count, body] = [Number(pieces[i]), Number(pieces[i + 1] ?? 1), pieces[i + 2]!];
    result.push(...old.slice(at, count === 0 ? start : start - 1));
    at = (count === 0 ? start : start - 1) + count;
    const lines = body.replace(/\n\\ No newline at end of file\n/g, '\0').match(/[^\n\0]*[\n\0]/g) ?? [];
    result.push(...lines.filter((line) => !line.startsWith('-')).map((line) => line.slice(1).replace('\0', '')));
  }
  return [...result, ...old.slice(at)].join('');
}
