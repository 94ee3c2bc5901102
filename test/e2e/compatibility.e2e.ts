import fc from 'fast-check';
import { compatibilityProblems, type Level } from '../../registry/compatibility';
import type { Schema } from '../../registry/schema';
import { startApicurio, type Apicurio } from './apicurio';
import { fields, recordOf } from './avro-records';
import { avroDepartures, jsonChanges, protobufChanges, reversed, schemaOf, type Change, type Placed, type Taken } from './changes';

// What is said of a change before an apply, and what a registry says: Apicurio's, because Redpanda's own does not run here. Its rules
// for Avro are Redpanda's. Of JSON Schema and Protobuf it takes some changes otherwise: changes.ts lists these, each with the rule of
// Redpanda's source, and that nothing else departs is what is proven.

let registry: Apicurio;
beforeAll(async () => {
  registry = await startApicurio();
}, 300_000);
afterAll(() => registry?.stop());

const seed = Number(process.env['SCHEMA_SEED'] ?? 13);
const pairs = Number(process.env['SCHEMA_PAIRS'] ?? 100);
const histories = Number(process.env['SCHEMA_HISTORIES'] ?? 40);
const timeout = 60_000 + (pairs + histories * 10) * 2_000;

async function ask(method: string, path: string, body: object): Promise<any> {
  const response = await fetch(`${registry.server.url('127.0.0.1')}${path}`, { method, headers: { 'content-type': 'application/vnd.schemaregistry.v1+json' }, body: JSON.stringify(body) });
  return response.json();
}

let subjects = 0;
const newSubject = () => `subject-${(subjects += 1)}`;
const sent = ({ type, text }: Schema) => ({ schemaType: type, schema: text });

async function register(subject: string, schema: Schema): Promise<boolean> {
  const { id, error_code: code, message } = await ask('POST', `/subjects/${subject}/versions`, sent(schema));
  if (id === undefined && code !== 409) throw new Error(`the registry does not take ${schema.text}: ${message}`);
  return id !== undefined;
}

const levels: readonly Level[] = ['NONE', 'BACKWARD', 'FORWARD', 'FULL'];
type Verdict = Readonly<Record<string, boolean>>;

/** Whether the registry takes a schema after another, at each level. */
async function taken(before: Schema, after: Schema): Promise<Verdict> {
  const subject = newSubject();
  await register(subject, before);
  const verdict: Record<string, boolean> = {};
  for (const compatibility of levels) {
    await ask('PUT', `/config/${subject}`, { compatibility });
    const { is_compatible: isCompatible, message } = await ask('POST', `/compatibility/subjects/${subject}/versions/latest`, sent(after));
    if (isCompatible === undefined) throw new Error(`the registry does not compare ${after.text}: ${message}`);
    verdict[compatibility] = isCompatible;
  }
  return verdict;
}

const isTaken = (before: Schema, after: Schema, level: Level): boolean => compatibilityProblems(before, after, level).length === 0;
const said = (before: Schema, after: Schema): Verdict => Object.fromEntries(levels.map((level) => [level, isTaken(before, after, level)]));

// Avro.

test(`for ${pairs * 2} random changes of Avro, the verdict at each level is that of the registry`, async () => {
  // One field changes, or all of them do.
  const changes = fc.tuple(fields, fields, fc.boolean()).map(([before, after, all]): [Schema, Schema] => [recordOf(before), recordOf(all ? after : { ...before, ...Object.fromEntries(Object.entries(after).slice(0, 1)) })]);
  const disagreed: unknown[] = [];
  const takenAt = Object.fromEntries(levels.map((level) => [level, 0]));
  for (const [before, after] of fc.sample(changes, { numRuns: pairs * 2, seed })) {
    const [ours, theirs] = [said(before, after), await taken(before, after)];
    for (const level of levels) takenAt[level]! += Number(theirs[level]);
    if (JSON.stringify(ours) !== JSON.stringify(theirs)) disagreed.push({ before: before.text, after: after.text, ours, theirs });
  }
  expect(disagreed).toEqual([]);
  expect(takenAt['NONE']).toBe(pairs * 2);
  // Both verdicts are there at each level.
  for (const level of levels.slice(1)) expect(Math.abs(takenAt[level]! - pairs)).toBeLessThan(pairs * 0.9);
}, timeout);

test.each(Object.entries(avroDepartures).map(([name, row]) => [name, ...row] as const))('Avro, %s: the registry says what is listed, and Redpanda something else', async (_, before, after, apicurio) => {
  const [old, fresh] = [before, after].map((part): Schema => ({ type: 'AVRO', text: JSON.stringify(part), references: [] })) as [Schema, Schema];
  const theirs = await taken(old, fresh);
  expect(theirs).toEqual(verdictOf([apicurio], false));
  expect(said(old, fresh)).not.toEqual(theirs);
});

// JSON Schema and Protobuf.

const languages = { JSON: jsonChanges, PROTOBUF: protobufChanges } as const;
type Other = keyof typeof languages;

/** What Redpanda takes of a part that changes, as it is said. */
const takenOf = (language: Other, [before, after]: readonly [unknown, unknown]): Taken => {
  const [old, fresh] = [before, after].map((part) => schemaOf(language, [{ part, place: 0 }])) as [Schema, Schema];
  return `${isTaken(old, fresh, 'BACKWARD') ? 'B' : ''}${isTaken(old, fresh, 'FORWARD') ? 'F' : ''}` as Taken;
};

/** Of several changes together each level takes what it takes of each. Of Protobuf, Apicurio takes for FULL what either direction takes. */
function verdictOf(each: readonly Taken[], isFullEither: boolean): Verdict {
  const [BACKWARD, FORWARD] = ['B', 'F'].map((one) => each.every((taken) => taken.includes(one))) as [boolean, boolean];
  return { NONE: true, BACKWARD, FORWARD, FULL: isFullEither ? BACKWARD || FORWARD : BACKWARD && FORWARD };
}

interface Drawn extends Pick<Change, 'apicurio'> {
  readonly pair: readonly [unknown, unknown];
  readonly place: number;
}

const drawn = ({ pairs: of, apicurio }: Change): fc.Arbitrary<Drawn> =>
  fc.tuple(of, fc.boolean(), fc.nat(3)).map(([[before, after], isReversed, place]) => ({ pair: isReversed ? [after, before] : [before, after], place, ...(apicurio !== undefined && { apicurio: isReversed ? reversed(apicurio) : apicurio }) }));

async function compare(language: Other, changes: readonly Drawn[]) {
  const [before, after] = [0, 1].map((side) => schemaOf(language, changes.map(({ pair, place }): Placed => ({ part: pair[side], place })))) as [Schema, Schema];
  const each = changes.map(({ pair }) => takenOf(language, pair));
  return {
    schemas: [before.text, after.text],
    // The verdict on the whole is that on its parts, in each place.
    isWhole: JSON.stringify(said(before, after)) === JSON.stringify(verdictOf(each, false)),
    theirs: await taken(before, after),
    expected: verdictOf(each.map((ours, index) => changes[index]!.apicurio ?? ours), language === 'PROTOBUF'),
    departs: changes.some(({ apicurio }, index) => apicurio !== undefined && apicurio !== each[index]),
  };
}

const rows = Object.entries(languages).flatMap(([language, changes]) => Object.entries(changes).map(([name, change]) => [language as Other, name, change] as const));

test.each(rows)('%s, %s: the verdict at each level is that of the registry, but for what is listed', async (language, _, change) => {
  for (const one of fc.sample(drawn(change), { numRuns: 6, seed })) {
    const { schemas, isWhole, theirs, expected, departs } = await compare(language, [one]);
    expect({ schemas, isWhole, theirs, departs }).toEqual({ schemas, isWhole: true, theirs: expected, departs: change.apicurio !== undefined });
  }
}, timeout);

test.each(Object.keys(languages) as Other[])(`for ${pairs} random changes of %s together, the verdict at each level is that of the registry, but for what is listed`, async (language) => {
  const changes = fc.array(fc.constantFrom(...Object.values(languages[language])).chain(drawn), { minLength: 1, maxLength: 3 });
  const disagreed: unknown[] = [];
  const counted = { departing: 0, taken: 0, refused: 0 };
  for (const some of fc.sample(changes, { numRuns: pairs, seed })) {
    const { schemas, isWhole, theirs, expected, departs } = await compare(language, some);
    if (!isWhole || JSON.stringify(theirs) !== JSON.stringify(expected)) disagreed.push({ schemas, isWhole, theirs, expected });
    counted.departing += Number(departs);
    counted[theirs['BACKWARD'] ? 'taken' : 'refused'] += 1;
  }
  console.log(`${language}: ${pairs} changes, of which ${counted.departing} depart as is listed; BACKWARD takes ${counted.taken}`);
  expect(disagreed).toEqual([]);
  expect(Math.min(counted.taken, counted.refused)).toBeGreaterThan(pairs / 10);
}, timeout);

// Levels that ask all versions.

const everyLevel: readonly Level[] = [...levels, 'BACKWARD_TRANSITIVE', 'FORWARD_TRANSITIVE', 'FULL_TRANSITIVE'];

/** Versions of a schema, each of which changes a part of the one before. */
const avroHistories = fc
  .tuple(fields, fc.array(fields, { minLength: 3, maxLength: 4 }))
  .map(([first, changes]) => changes.reduce((all, change) => [...all, { ...all.at(-1)!, ...Object.fromEntries(Object.entries(change).slice(0, 1)) }], [first]).map(recordOf));

const jsonHistories = fc.constantFrom(...Object.values(jsonChanges).filter(({ apicurio }) => apicurio === undefined)).chain((change) =>
  fc.array(drawn(change), { minLength: 3, maxLength: 5 }).map((all) => all.map(({ pair }) => schemaOf('JSON', [{ part: pair[0], place: 1 }]))),
);

test.each([
  ['Avro', avroHistories],
  ['JSON Schema', jsonHistories],
] as const)(`for ${histories} random histories of %s, what each level says of the last version is what the registry says`, async (language, arbitrary) => {
  // A text that was there is no new version.
  const distinct = arbitrary.map((all) => all.filter(({ text }, index) => all.findIndex((one) => one.text === text) === index)).filter(({ length }) => length >= 3);
  const disagreed: unknown[] = [];
  let older = 0;
  for (const versions of fc.sample(distinct, { numRuns: histories, seed })) {
    const [last, before] = [versions.at(-1)!, versions.slice(0, -1)];
    for (const level of everyLevel) {
      const subject = newSubject();
      await ask('PUT', `/config/${subject}`, { compatibility: 'NONE' });
      for (const version of before) await register(subject, version);
      await ask('PUT', `/config/${subject}`, { compatibility: level });
      const theirs = await register(subject, last);
      const ours = (level.endsWith('_TRANSITIVE') ? before : before.slice(-1)).every((version) => isTaken(version, last, level));
      older += Number(!ours && isTaken(before.at(-1)!, last, level));
      if (ours !== theirs) disagreed.push({ versions: versions.map(({ text }) => text), level, ours, theirs });
    }
  }
  console.log(`${language}: ${histories} histories; ${older} times an older version than the latest is why the last is refused`);
  expect(disagreed).toEqual([]);
  expect(older).toBeGreaterThan(histories / 20);
}, timeout);
