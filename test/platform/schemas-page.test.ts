import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { readValues } from '../../cli/read-values';
import { compatibilityProblems } from '../../registry/compatibility';
import type { Values } from '../../values/types';

const page = readFileSync('docs/schemas.md', 'utf8');
const own = readValues('values.yaml');

test('the example is what values.yaml declares', () => {
  const [, example = ''] = /```yaml\n(schemas:\n[^]*?)```/.exec(page) ?? [];
  expect(parse(example)).toEqual({ schemas: (parse(readFileSync('values.yaml', 'utf8')) as Values).schemas });
});

test('the schemas are those of topics that are declared, and hold the fields of the events', () => {
  const found = own.schemas.map(({ subject, schema }) => {
    const { name, fields } = JSON.parse(schema!) as { name: string; fields: { name: string; type: unknown }[] };
    return [subject, name, ...fields.map((field) => field.name)];
  });
  expect(found).toEqual([
    ['model-training-events-value', 'ModelTrainingEvent', 'modelId', 'datasetVersion', 'algorithm', 'startTime', 'hyperparameters'],
    ['model-deployment-events-value', 'ModelDeploymentEvent', 'modelId', 'version', 'environment', 'deploymentTime'],
    ['prediction-events-value', 'PredictionEvent', 'modelId', 'requestId', 'timestamp', 'prediction', 'features'],
  ]);
  expect(own.topics.map(({ name }) => `${name}-value`)).toEqual(expect.arrayContaining(found.map(([subject]) => subject)));
});

test('the recipe shows what diff says of a new field without a default, and the one with a default is taken', () => {
  const [{ subject, schema, compatibility }] = own.schemas as [Values['schemas'][number]];
  const { fields, ...rest } = JSON.parse(schema!) as { fields: object[] };
  const [, line = ''] = /`(\{ "name": "owner".*?\})`/.exec(page) ?? [];
  const { default: value, ...without } = JSON.parse(line) as { default: null };
  const problems = (field: object) => {
    const [old, fresh] = [fields, [...fields, field]].map((all) => ({ type: 'AVRO' as const, text: JSON.stringify({ ...rest, fields: all }), references: [] }));
    return compatibilityProblems(old!, fresh!, compatibility!);
  };
  expect(problems({ ...without, default: value })).toEqual([]);
  expect(page).toContain(`the registry refuses the new schema of ${subject} (409), whose level is ${compatibility}: ${problems(without).join()}\n`);
});

const record = (...fields: object[]) => ({ type: 'record', name: 'Event', fields: [{ name: 'id', type: 'string' }, ...fields] });
const [withDefault, without, int] = [{ name: 'note', type: 'string', default: '' }, { name: 'note', type: 'string' }, { name: 'total', type: 'int' }];
const colours = (symbols: string[], more: object = {}) => record({ name: 'colour', type: { type: 'enum', name: 'Colour', symbols, ...more } });

/** A change for each row of the table, and where it says "with a default" the same change with one. */
const changes: Readonly<Record<string, readonly (readonly [before: object, after: object])[]>> = {
  'a field with a default is new, or goes': [
    [record(), record(withDefault)],
    [record(withDefault), record()],
  ],
  'a field without a default is new': [[record(), record(without)]],
  'a field without a default goes': [[record(without), record()]],
  '`int` becomes `long`, or a type a union with it': [
    [record(int), record({ ...int, type: 'long' })],
    [record(int), record({ ...int, type: ['null', 'int'] })],
  ],
  'a field or a record gets another name, with an alias or without': [
    [record(int), record({ ...int, name: 'sum' })],
    [record(int), record({ ...int, name: 'sum', aliases: ['total'] })],
    [record(), { ...record(), name: 'Message' }],
    [record(), { ...record(), name: 'Message', aliases: ['Event'] }],
  ],
  'a symbol of an enum is new': [[colours(['RED']), colours(['RED', 'GREEN'])]],
};

const rows = [...page.matchAll(/^\| (.*) \| (yes|no|with .*) \| (yes|no|with .*) \| (yes|no|with .*) \|$/gm)].map(([, change, ...verdicts]) => [change!, ...verdicts] as [string, string, string, string]);

test('the table has a row for each change', () => {
  expect(rows.map(([change]) => change)).toEqual(Object.keys(changes));
});

test.each(rows)('%s: what the table says is what is found', (change, ...verdicts) => {
  const verdict = (before: object, after: object) =>
    (['BACKWARD', 'FORWARD', 'FULL'] as const).map((level) => {
      const [old, fresh] = [before, after].map((document) => ({ type: 'AVRO' as const, text: JSON.stringify(document), references: [] }));
      return compatibilityProblems(old!, fresh!, level).length === 0 ? 'yes' : 'no';
    });
  const asSaid = verdicts.map((said) => (said.startsWith('with ') ? 'no' : said));
  for (const [before, after] of changes[change]!) expect(verdict(before, after)).toEqual(asSaid);
  if (verdicts.some((said) => said.startsWith('with a default of the enum'))) {
    expect(verdict(colours(['RED'], { default: 'RED' }), colours(['RED', 'GREEN'], { default: 'RED' }))).toEqual(['yes', 'yes', 'yes']);
  }
});
