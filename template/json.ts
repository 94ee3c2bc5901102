import { Expr, OrExpr } from './expr';
import { Line, Lines, lines } from './lines';
import { Text } from './text';
import { isConcrete, isPlainObject } from './tidy';
import { When } from './when';

/** So deep in a document, objects and lists have a line for each of their fields and items: what follows is on one line. */
const depth = { object: 3, list: 4 };

/**
 * A JSON document as a string.
 *
 * Values are put into strings as they are: they must hold nothing that JSON escapes.
 */
export function json(document: object): string | Lines {
  const all: Line[] = [];
  write('', document, '', '', all);
  return lines(all);
}

function write(head: string, value: unknown, pad: string, comma: string, all: Line[]): void {
  if (value instanceof When) {
    const inner: Line[] = [];
    write(head, value.then, pad, comma, inner);
    all.push(new When(value.condition, new Lines(inner), undefined));
    return;
  }
  const fields = pad.length <= (Array.isArray(value) ? depth.list : depth.object) ? fieldsOf(value) : [];
  if (fields.length === 0) {
    all.push(joined([pad, head, onOneLine(value), comma]));
    return;
  }
  if (fields.at(-1)![1] instanceof When) throw new Error(`what is in JSON on a condition must stand before something that is always there: ${head || 'an item '}`.trim());
  const [opening, closing] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  all.push(pad + head + opening);
  fields.forEach(([key, field], i) => write(key, field, `${pad} `, i < fields.length - 1 ? ',' : '', all));
  all.push(pad + closing + comma);
}

/** Items of a list, fields of an object, or nothing of anything else. */
function fieldsOf(value: unknown): (readonly [head: string, value: unknown])[] {
  if (Array.isArray(value)) return value.filter((item) => item !== undefined).map((item: unknown) => ['', item] as const);
  if (!isPlainObject(value)) return [];
  return Object.entries(value).flatMap(([key, field]) => (field === undefined ? [] : [[`${JSON.stringify(key)}: `, field] as const]));
}

function onOneLine(value: unknown): OrExpr<string | number> {
  if (isConcrete(value)) return JSON.stringify(value);
  if (value instanceof Text) return joined(['"', value.mapLiterals((literal) => JSON.stringify(literal).slice(1, -1)), '"']);
  if (value instanceof Expr) return value.kind === 'string' ? joined(['"', value as Expr<string>, '"']) : (value as Expr<number>);
  const [opening, closing] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const fields = fieldsOf(value);
  if (fields.length === 0) throw new Error('what is in JSON on a condition must have a line of its own');
  return joined([opening, ...fields.flatMap(([head, field], i) => [i > 0 ? ',' : '', head.trimEnd(), onOneLine(field)]), closing]);
}

/** Parts of a line as one text. */
function joined(parts: readonly OrExpr<string | number>[]): OrExpr<string> {
  if (parts.every((part) => typeof part === 'string')) return parts.join('');
  return new Text(Array.from({ length: parts.length + 1 }, () => ''), parts);
}
