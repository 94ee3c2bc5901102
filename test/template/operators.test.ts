import fc from 'fast-check';
import { parse } from 'yaml';
import {
  absent, and, chunk, concat, contentHash, dig, each, eachEntry, either, embed, endsWith, eq, exampleOf, Expr, gt, hasKey, includes, inner, Input, isNull, lines, lt, not, notFalse, or, orElse, overlay, plus, present, quotient,
  symbolic, tidy, text, times, upTo, when,
} from '../../template';
import { testWithHelm } from '../helm';
import { isCarried } from './hostile';
import { rendered } from './render';
import { runs } from './runs';
import { template, values } from './sample';

const helm = (value: unknown) => (value as Expr<unknown>).helm();

test.each<[string, unknown, unknown, string]>([
  ['not', not(true), not(values.on), 'not .Values.on'],
  ['and', and(true, false), and(values.on, not(values.on)), 'and .Values.on (not .Values.on)'],
  ['or', or(true, false), or(values.on, false), 'or .Values.on false'],
  ['eq', eq('a', 'b'), eq(values.name, 'b'), 'eq .Values.name "b"'],
  ['gt', gt(2, 1), gt(values.count, 1), 'gt (int64 .Values.count) 1'],
  ['gt of a number', gt(0.2, 1), gt(values.share, 1), 'gt (float64 .Values.share) (float64 1)'],
  ['lt', lt(2, 1), lt(1, values.count), 'lt 1 (int64 .Values.count)'],
  ['plus', plus(2, 1), plus(values.count, 1), 'add (int64 .Values.count) 1'],
  ['times', times(2, 3), times(values.count, 3), 'mul (int64 .Values.count) 3'],
  ['quotient', quotient(1, 8), quotient(values.count, 8), 'divf (int64 .Values.count) 8'],
  ['endsWith', endsWith('a:latest', ':latest'), endsWith(values.name, ':latest'), 'hasSuffix ":latest" .Values.name'],
  ['either', either(false, 'a', 'b'), either(values.on, 'a', values.name), 'ternary "a" .Values.name .Values.on'],
  ['either of integers', either(true, 3, 1), either(gt(values.count, 2), 3, 1), 'ternary 3 1 (gt (int64 .Values.count) 2)'],
  ['present', present(''), present(values.name), '.Values.name'],
  ['absent', absent(''), absent(values.name), 'empty .Values.name'],
  ['includes', includes(['a'], 'a'), includes(values.tags as readonly string[], 'a'), 'has "a" .Values.tags'],
  ['notFalse', notFalse(undefined), notFalse(values.on), 'ne (toString .Values.on) "false"'],
  ['isNull', isNull(null), isNull(values.name), 'kindIs "invalid" .Values.name'],
  ['chunk', chunk(2, ['a']), chunk(2, values.tags as readonly string[]), 'chunk 2 .Values.tags'],
  ['orElse', orElse(undefined as number | undefined, 3), orElse(values.count, 3), 'int64 (default 3 .Values.count)'],
  ['dig', dig({}, ['a', 'b'], 'c'), dig(values.notes, ['a', 'b'], 'c'), 'dig "a" "b" "c" .Values.notes'],
  ['dig for an integer', dig({}, ['a'], 1), dig(values.notes, ['a'], 1), 'int64 (dig "a" 1 .Values.notes)'],
  ['concat', concat(['a'], ['b']), concat<string>(values.tags, values.tags), 'default list (concat .Values.tags .Values.tags)'],
  ['contentHash', contentHash({ b: 1, a: '<' }), contentHash('a', values.tags), 'list "a" .Values.tags | toJson | sha256sum | trunc 8'],
])('%s computes with plain values, and prints with values of the chart', (_, plain, expression, pipeline) => {
  expect(plain).not.toBeInstanceOf(Expr);
  expect(helm(expression)).toBe(pipeline);
});

test.each([
  ['not', not(false), true],
  ['and', and(true, true), true],
  ['or', or(false, false), false],
  ['eq', eq(1, 1), true],
  ['gt', gt(1, 1), false],
  ['lt', lt(0, 1), true],
  ['plus', plus(2, 1), 3],
  ['times', times(2, 3), 6],
  ['quotient', quotient(3, 200), 0.015],
  ['endsWith', endsWith('latest', 'st'), true],
  ['either', either(true, 'a', 'b'), 'a'],
  ['either of integers', either(false, 3, 1), 1],
  ["present('')", present(''), false],
  ["present('a')", present('a'), true],
  ['present([])', present([]), false],
  ['present({ a: 1 })', present({ a: 1 }), true],
  ['absent([])', absent([]), true],
  ["absent('a')", absent('a'), false],
  ['includes', includes(['a', 'b'], 'c'), false],
  ['hasKey', hasKey({ a: '' }, 'a'), true],
  ['hasKey of a key that is not there', hasKey({ a: '' }, 'toString'), false],
  ['notFalse(undefined)', notFalse(undefined), true],
  ['notFalse(false)', notFalse(false), false],
  ['orElse', orElse(2, 3), 2],
  ['dig', dig({ a: { b: 2 } }, ['a', 'b'], 3), 2],
  ['dig for what is not there', dig({ a: {} }, ['a', 'b'], 3), 3],
  ['isNull(null)', isNull(null), true],
  ['isNull(undefined)', isNull(undefined), true],
  ["isNull('')", isNull(''), false],
  ['chunk', chunk(2, ['a', 'b', 'c']), [['a', 'b'], ['c']]],
  ['chunk of a whole number of parts', chunk(1, ['a', 'b']), [['a'], ['b']]],
  ['chunk of nothing', chunk(2, []), []],
])('%s of plain values', (_, result, expected) => {
  expect(result).toEqual(expected);
});

test('one list comes after the other', () => {
  expect(concat(['a', 'b'], ['a'])).toEqual(['a', 'b', 'a']);
});

test('fails to put a plain list and one that only Helm knows together', () => {
  expect(() => concat<string>(['a'], values.tags)).toThrow('concat takes two plain lists, or two lists that only Helm knows: of one of each it can make neither');
});

test('an operator knows its result under the default values', () => {
  expect([exampleOf(plus(values.count, 1)), exampleOf(not(values.on))]).toEqual([4, undefined]);
});

test.each([
  ['an integer', values.count, '{{ int64 .Values.count }}'],
  ['a number', values.share, '{{ toJson .Values.share }}'],
  ['a string', values.name, '{{ .Values.name | quote }}'],
  ['a boolean', values.on, '{{ .Values.on }}'],
  ['a sum', plus(values.count, 1), '{{ add (int64 .Values.count) 1 }}'],
  ['a comparison', eq(values.name, 'a'), '{{ eq .Values.name "a" }}'],
  ['whether there is something', present(values.name), '{{ not (empty .Values.name) }}'],
])('%s as the value of a field', (_, field, expected) => {
  expect(template({ field })).toEqual([`field: ${expected}`]);
});

test('the hash of a value is that of its JSON with sorted keys and Go\'s escapes', () => {
  // printf '[{"a":"\\u003c","b":1}]' | sha256sum
  expect(contentHash({ b: 1, a: '<' })).toBe('a77754a1');
});

/** Values for every operator. */
interface Case {
  readonly on: boolean;
  readonly off: boolean;
  readonly a: number;
  readonly b: number;
  readonly x: number;
  readonly y: number;
  readonly few: number;
  readonly maybe?: number;
  readonly word?: string;
  readonly s: string;
  readonly t: string;
  readonly list: readonly string[];
  readonly map: Readonly<Record<string, string>>;
  readonly mixed: Readonly<Record<string, string | number | boolean>>;
  readonly nulls: Readonly<Record<string, string | null>>;
  readonly deep: { readonly in?: { readonly very?: Readonly<Record<string, number | string>>; readonly size?: number }; readonly on?: string };
}

/** Everything that can be said with the operators, of plain values or of the chart's. */
function everything({ on, off, a, b, x, y, few, maybe, word, s, t, list, map, mixed, nulls, deep }: Input<Case>) {
  return {
    // A field that is always there, where an item of a list begins.
    kind: 'result',
    whole: { on, a, x, s, map, list },
    not: not(on),
    and: and(on, off, present(s)),
    or: or(on, off, present(list)),
    equal: [eq(s, t), eq(a, b), eq(on, off), eq(a, 3), eq(s, 'no')],
    compared: [gt(a, b), lt(a, b), gt(a, 3), lt(x, y), gt(x, 1), lt(0.5, y), gt(x, a)],
    plus: [plus(a, b), plus(plus(a, 1), b)],
    times: [times(few, few), times(plus(few, 1), 10240)],
    endsWith: [endsWith(s, t), endsWith(text`${s}${t}`, t)],
    either: either(on, s, t),
    eitherOfIntegers: [either(off, a, b), either(gt(a, b), a, 7)],
    present: [present(s), present(list), present(map), not(present(s))],
    absent: [absent(s), absent(list), absent(map), not(absent(s))],
    held: [includes(list as readonly string[], s), hasKey(map, s)],
    notFalse: [notFalse(on), notFalse(off)],
    orElse: [orElse(maybe as Input<number>, 3), orElse(word as Input<string>, s), gt(orElse(maybe as Input<number>, 1), few)],
    hash: [contentHash(list, map, mixed, s, on), contentHash(a, x, few)],
    text: [text`${s}-${a}.${on} ${x} 100% "{{${t}}}"`, text`${a}${text`${s}${b}`}`],
    when: when(on, when(off, 'both', 'on') as string, when(off, 'off') as string),
    maps: [{ name: 'first', first: when(on, s), second: when(on, t), third: when(off, { a, b: when(on, b) }) }],
    upTo: [...each(upTo(few), (i) => text`${s}-${i}`)],
    upToMore: [...each(upTo(plus(few, 1)), (i) => i)],
    each: [...each(list, (item, index) => ({ index, item, text: text`${item} of ${s}`, inner: [...each(upTo(few), (i) => text`${index}-${i}`, 'inner')] }))],
    conditional: [when(on, s), when(off, t)],
    entries: [...eachEntry(mixed as Input<Record<string, string>>, (key, value) => ({ key, value, text: text`${key}=${value}` }))],
    nulls: [...eachEntry(nulls, (key, value) => ({ key, isNull: isNull(value) })), { key: 'maybe', isNull: isNull(maybe) }],
    chunks: [...each(chunk(2, list as readonly string[]), (part, index) => ({ index, items: [...each(part, (item) => item, 'inner')] }), 'part')],
    lines: lines(['', text`first ${a}`, when(on, text`on ${few}`), ...eachEntry(mixed as Input<Record<string, string>>, (key, value) => text`${key}={${value}`)]),
    embedded: embed({ s, a: when(on, a), list: [...each(list, (item) => item)], map: { more: when(off, t) } }),
    overlay: overlay(map, { own: when(on, s) }),
    deep: overlay(deep, { in: overlay(inner(deep, 'in'), { very: overlay(inner(inner(deep, 'in'), 'very'), { own: when(on, s), Last: a }) }) }),
    dug: [dig(deep, ['in', 'size'], 7), dig(deep, ['on'], 'none')],
    '{{ key }}': '{{ literal }} {{`{{`}}',
  };
}

const shape = {
  type: 'object',
  properties: {
    ...Object.fromEntries(['on', 'off'].map((key) => [key, { type: 'boolean' }])),
    ...Object.fromEntries(['a', 'b', 'few', 'maybe'].map((key) => [key, { type: 'integer' }])),
    ...Object.fromEntries(['x', 'y'].map((key) => [key, { type: 'number' }])),
    ...Object.fromEntries(['s', 't', 'word'].map((key) => [key, { type: 'string' }])),
    list: { type: 'array', items: { type: 'string' } },
    map: { type: 'object' },
    mixed: { type: 'object' },
    nulls: { type: 'object' },
    deep: { type: 'object' },
  },
};

const string = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom('', 'no', '{{', '{{ .Values }}', '%v', '%', '"', "'", '\\', ': ', ' #', '- a', '0777', '1e3', '12:30:00', '~', '<<', ' a', 'a ', '\u2028', '\ufeff', '😀', '<&>'),
  )
  .filter(isCarried);
// What a text can take of a value of unknown type.
const safe = fc.stringMatching(/^[A-Za-z0-9 =,:;{}[\]#|%~*.-]{1,8}$/);
const integer = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.integer(), fc.integer({ min: -(2 ** 51), max: 2 ** 51 }));
const double = fc.oneof(fc.constantFrom(0, 0.5, 1, 604800000, 1e21, 1e-7), fc.double({ noNaN: true, noDefaultInfinity: true })).map((x) => x + 0);
const key = fc.stringMatching(/^[a-z][a-z./-]{0,6}$/).filter((name) => name !== 'own');

/** Go's reader merges what stands at the key << even where it is quoted. */
const isKey = (name: string): boolean => name !== '<<' && name !== '__proto__' && name !== 'own';

const someCase: fc.Arbitrary<Case> = fc.record(
  {
    on: fc.boolean(),
    off: fc.boolean(),
    a: integer,
    b: integer,
    x: double,
    y: double,
    few: fc.integer({ min: 1, max: 4 }),
    maybe: fc.integer({ min: 1 }),
    word: string.filter((word) => word !== ''),
    s: string,
    t: string,
    list: fc.array(string, { maxLength: 3 }),
    map: fc.dictionary(fc.oneof(key, string.filter(isKey)), string, { maxKeys: 3, noNullPrototype: true }),
    mixed: fc.dictionary(key, fc.oneof(safe, integer, double, fc.boolean()), { maxKeys: 4, noNullPrototype: true }),
    deep: fc.record({ in: fc.record({ very: fc.dictionary(key, fc.oneof(integer, safe), { maxKeys: 2, noNullPrototype: true }), size: integer }, { requiredKeys: [], noNullPrototype: true }), on: string }, { requiredKeys: [], noNullPrototype: true }),
    nulls: fc.dictionary(key, fc.oneof(string, fc.constant(null)), { maxKeys: 3, noNullPrototype: true }),
  },
  { requiredKeys: ['on', 'off', 'a', 'b', 'x', 'y', 'few', 's', 't', 'list', 'map', 'mixed', 'nulls', 'deep'], noNullPrototype: true },
);

/** As JSON, with the embedded document as it is read. */
const asRead = (one: Record<string, unknown>): unknown => ({ ...JSON.parse(JSON.stringify(one)), embedded: parse(one['embedded'] as string) });

testWithHelm('every operator computes what real Helm computes', () => {
  const { cases } = symbolic<{ cases: readonly Case[] }>({ type: 'object', properties: { cases: { type: 'array', items: shape } } }, 'Values');
  const printed = tidy({ results: [...each(cases, (one) => everything(one))] }) as object;
  fc.assert(
    fc.property(fc.array(someCase, { minLength: 100, maxLength: 100 }), (all) => {
      const { results } = rendered(printed, { cases: all }) as { results: Record<string, unknown>[] };
      all.forEach((one, i) => expect({ case: one, result: asRead(results[i]!) }).toEqual({ case: one, result: asRead(tidy(everything(one)) as Record<string, unknown>) }));
    }),
    // A hundred cases shrink slowly, and the message names the one.
    { ...runs(5), endOnFailure: true },
  );
});
