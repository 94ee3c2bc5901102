import { Expr, OrExpr } from './expr';
import { Line, Lines, lines } from './lines';
import { text, Text } from './text';
import { isPlainObject } from './tidy';
import { When } from './when';

/**
 * A JSON document as a string. An object or a list that holds no other is on one line.
 *
 * Values are put into strings as they are: they must hold nothing that JSON escapes.
 */
export const json = (document: object): string | Lines => lines(written(document, ''));

type Field = readonly [head: string, value: unknown];

function written(value: unknown, pad: string): Line[] {
  if (!isNested(value)) return [scalar(value)];
  const fields = fieldsOf(value);
  const [opening, closing] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (!fields.some(([, field]) => isNested(field))) return [joined(opening, ...fields.flatMap(([head, field], i) => [i > 0 ? ', ' : '', head, scalar(field)]), closing)];
  checkConditions(fields);
  return [opening, ...fields.flatMap((field, i) => fieldLines(field, `${pad} `, i < fields.length - 1 ? ',' : '')), `${pad}${closing}`];
}

function fieldLines([head, value]: Field, pad: string, comma: string): Line[] {
  if (value instanceof When) return [new When(value.condition, new Lines(fieldLines([head, value.then], pad, comma)), undefined)];
  const all = written(value, pad) as OrExpr<string>[];
  const last = all.length - 1;
  return all.map((line, i) => joined(i === 0 ? pad + head : '', line, i === last ? comma : ''));
}

/** Whether something is there must move no line break and no comma, which both outputs write alike. */
function checkConditions(fields: readonly Field[]): void {
  const conditional = fields.filter(([, value]) => value instanceof When);
  if (conditional.length === 0) return;
  const says = (rule: string) => new Error(`what is in JSON on a condition ${rule}: ${conditional.map(([head]) => head || 'an item ').join('').trim()}`);
  if (conditional.some(([, value]) => !isNested((value as When<unknown>).then) || (value as When<unknown>).otherwise !== undefined)) throw says('must be an object or a list, without an alternative');
  if (fields.at(-1)![1] instanceof When) throw says('must stand before something that is always there');
  if (!fields.some(([, value]) => !(value instanceof When) && isNested(value))) throw says('must stand beside an object or a list that is always there');
}

const isNested = (value: unknown): value is object => value instanceof When || ((Array.isArray(value) || isPlainObject(value)) && fieldsOf(value).length > 0);

function fieldsOf(value: object): Field[] {
  const all: Field[] = Array.isArray(value) ? value.map((item: unknown) => ['', item]) : Object.entries(value).map(([key, field]) => [`${JSON.stringify(key)}: `, field]);
  return all.filter(([, field]) => field !== undefined);
}

function scalar(value: unknown): OrExpr<string> {
  if (!(value instanceof Expr)) return JSON.stringify(value);
  if (value.kind !== 'string') return joined(value as Expr<number>);
  return joined('"', value instanceof Text ? value.mapLiterals((literal) => JSON.stringify(literal).slice(1, -1)) : (value as Expr<string>), '"');
}

/** Parts of a line as one text. */
const joined = (...parts: OrExpr<string | number>[]): OrExpr<string> => text(Array.from({ length: parts.length + 1 }, () => '') as unknown as TemplateStringsArray, ...parts);
