import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unifiedDiff } from '../../inject/text/diff';
import { inject } from '../../inject/inject';
import { clients, clientsWithSecrets, parsed, withEnvironment } from './reference';

const read = (folder: string): [string, string][] =>
  readdirSync(join('test/corpus', folder)).map((name) => [name, readFileSync(join('test/corpus', folder, name), 'utf8')]);
const changed = read('changed');
const forms = ['env', 'envFrom'] as const;
const environments = [['texts', clients], ['keys of Secrets', clientsWithSecrets()]] as const;
const cases = environments.flatMap(([what, declared]) => changed.flatMap(([name, text]) => forms.map((as) => [name, what, as, text, declared] as const)));

describe.each(cases)('%s with %s as %s', (_, __, as, text, clients) => {
  const result = inject(text, {}, clients, { as });

  test('has what the same change makes of plain objects', () => {
    expect(result.problems).toEqual([]);
    expect(JSON.parse(JSON.stringify(parsed(result.text)))).toEqual(withEnvironment(text, as, false, clients));
  });

  test('keeps every byte but the null that gives way to a list', () => {
    const gone = result.edits.filter(({ start, end }) => start !== end).map(({ start, end }) => text.slice(start, end));
    expect(gone.filter((piece) => !/^(~|null|Null|NULL)$/.test(piece))).toEqual([]);
  });

  test('does not change when it is done again', () => {
    expect(inject(result.text, {}, clients, { as })).toMatchObject({ text: result.text, changes: [], problems: [] });
  });

  test('is the same bytes again after it is removed', () => {
    const removed = inject(result.text, {}, clients, { as, remove: true });
    expect([removed.text, removed.problems]).toEqual([text, []]);
  });

  test('has lines that end as their neighbours do', () => {
    const crlf = (value: string): boolean => !/(?<!\r)\n/.test(value);
    if (crlf(text)) expect(crlf(result.text)).toBe(true);
    if (!text.includes('\r')) expect(result.text).not.toContain('\r');
  });

  test('has a diff that names each new line', () => {
    const diff = unifiedDiff('x.yaml', text, result.edits);
    const count = (sign: string) => diff.split('\n').filter((line) => line.startsWith(sign) && !line.startsWith(sign.repeat(3))).length;
    expect(count('+') - count('-')).toBe(result.text.split('\n').length - text.split('\n').length);
  });
});

test('every file of the corpus but the empty one holds a workload that changes', () => {
  const without = changed.filter(([, text]) => inject(text, {}, clients).edits.length === 0).map(([name]) => name);
  expect(without).toEqual(['empty-documents.yaml']);
});

test.each(read('refused'))('%s is left as it is, for a reason', (name, text) => {
  const { text: result, problems, refused } = inject(text, { all: true, client: 'services' }, clients);
  expect([result, refused]).toEqual([text, true]);
  expect(`${name}: ${problems.map(({ line, column, sentence }) => `${line}:${column} ${sentence}`).join()}`).toMatchSnapshot();
});
