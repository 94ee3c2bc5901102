import * as z from 'zod';
import { shapeOf } from './defaults';
import { schema } from './schema/schema';

// What a value takes is said by its own rule, which is a sentence for people already: here it is cut to the width of a table.

/** Where more is said of a key. */
const pages: Readonly<Record<string, string>> = {
  broker: 'day-two.md#cpu-and-memory',
  tls: 'security.md#encryption-and-logins',
  sasl: 'security.md#encryption-and-logins',
  cluster: 'settings.md',
  tieredStorage: 'settings.md#tiered-storage',
  licenseAcknowledged: 'settings.md#what-can-be-declared',
  console: 'network.md#an-ingress-for-console-or-a-gateway',
  topics: '#topics',
  schemas: 'schemas.md',
  clients: 'clients.md',
  users: 'access.md#users',
  acls: 'access.md#acls',
  quotas: 'quotas.md',
  prune: 'converge.md#what-is-to-go',
  dryRun: 'converge.md#a-dry-run',
  networkPolicy: 'network.md',
  monitoring: 'monitoring.md',
  adopted: 'adopt.md',
  patches: 'patches.md',
  argocd: 'gitops.md#argo-cd',
};

type Schema = z.core.$ZodType;

interface Row {
  readonly path: string;
  readonly schema: Schema;
  readonly meaning: string;
}

const mark = '<!-- From here on written by `npm run build:values`, after values/schema/. -->\n';

/** A page that ends in the reference, with the one of now. */
export const withReference = (page: string): string => `${page.slice(0, page.indexOf(mark))}${mark}\n${reference()}`;

/** Every value as Markdown, with what it takes, its default and what it means. */
function reference(): string {
  const keys = Object.entries<Schema>(schema.shape).map(([key, child]) => rowsOf(key, child));
  const alone = keys.filter(({ length }) => length === 1).flat();
  const parts = keys.filter(({ length }) => length > 1).map(part);
  return `${[table(alone), ...parts, `### Names\n\n${names()}`].join('\n\n')}\n`;
}

const allRows = (): Row[] => Object.entries<Schema>(schema.shape).flatMap(([key, child]) => [...rowsOf(key, child), ...foreignMaps(key, child).flatMap(({ rows }) => rows)]);

function part([head, ...rest]: Row[]): string {
  const { path, schema: child, meaning } = head!;
  const isSection = child instanceof z.ZodObject;
  const folded = foreignMaps(path, child).map((map) => `<details>\n<summary>The keys of <code>${map.path}</code></summary>\n\n${table(map.rows, false)}\n\n</details>`);
  return [`### ${path}`, ...(isSection ? [meaning + more(path)] : []), table(isSection ? rest : [head!, ...rest]), ...folded].join('\n\n');
}

const more = (path: string): string => (pages[path] === undefined ? '' : ` [More](${pages[path]}).`);

/** A value, and those in it; but not the keys of maps in the words of others. */
function rowsOf(path: string, outer: Schema): Row[] {
  const child = inner(outer);
  const row = { path, schema: outer, meaning: meaningOf(outer) };
  return [row, ...(isForeign(child) ? [] : fieldsOf(path, child))];
}

function fieldsOf(path: string, child: Schema): Row[] {
  if (child instanceof z.ZodArray) return fieldsOf(`${path}[]`, child.element);
  return child instanceof z.ZodObject ? Object.entries<Schema>(child.shape).flatMap(([key, field]) => rowsOf(`${path}.${key}`, field)) : [];
}

/** Maps in the words of others, which are long, and which most platforms leave empty. */
function foreignMaps(path: string, outer: Schema): { path: string; rows: Row[] }[] {
  const child = inner(outer);
  if (isForeign(child)) return [{ path, rows: Object.entries<Schema>(child.shape).flatMap(([key, field]) => rowsOf(key, field)) }];
  if (child instanceof z.ZodArray) return foreignMaps(`${path}[]`, child.element);
  return child instanceof z.ZodObject ? Object.entries<Schema>(child.shape).flatMap(([key, field]) => foreignMaps(`${path}.${key}`, field)) : [];
}

const isForeign = (child: Schema): child is z.ZodObject => child instanceof z.ZodObject && child.meta()?.['whole'] === true;

/** A map that takes any key of a kind; what others take is their own rule's to say. */
const isMapOfTexts = (child: Schema): child is z.ZodRecord<z.ZodString, z.ZodString> => child instanceof z.ZodRecord && child.valueType instanceof z.ZodString;

const inner = (child: Schema): Schema => (child instanceof z.ZodOptional || child instanceof z.ZodNullable ? inner(child.unwrap()) : child);

function meaningOf(child: Schema): string {
  const said = z.globalRegistry.get(child)?.description;
  return said ?? (child instanceof z.ZodOptional || child instanceof z.ZodNullable ? meaningOf(child.unwrap()) : '');
}

function table(rows: readonly Row[], withDefault = true): string {
  const cells = rows.map(({ path, schema: child, meaning }) => [`\`${path}\``, ...(withDefault ? [defaultOf(path, child)] : []), takes(inner(child)), escaped(meaning) + (withDefault ? more(path) : '')]);
  const head = ['value', ...(withDefault ? ['default'] : []), 'takes', 'meaning'];
  return [head, head.map(() => '---'), ...cells].map((line) => `| ${line.join(' | ')} |`).join('\n');
}

function defaultOf(path: string, child: Schema): string {
  const value = z.globalRegistry.get(child)?.default;
  if (typeof value === 'string' && value.length > 30) return `<code>${breakable(value)}</code>`;
  if (value !== undefined) return `\`${flow(value)}\``;
  return path.includes('[]') && !(child instanceof z.ZodOptional) ? '*needed*' : '';
}

/** A value as YAML of one line. */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return value === '' ? "''" : String(value);
  const fields = Object.entries(value).map(([key, field]) => `${key}: ${flow(field)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

/** What a value takes, in the words of its rule. */
function takes(child: Schema): string {
  if (child instanceof z.ZodEnum) return either(child.options.map((option) => `\`${flow(option)}\``));
  if (child instanceof z.ZodArray) return `a list of at most ${(shapeOf(child) as { maxItems?: number }).maxItems}${child.element instanceof z.ZodObject ? '' : `: ${takes(inner(child.element))}`}`;
  if (child instanceof z.ZodObject) return isForeign(child) ? 'a map, whose keys stand below' : '';
  if (isMapOfTexts(child)) return `a map of ${takes(child.keyType)} to ${takes(child.valueType)}`;
  const { name, ending } = ruleOf(child);
  return escaped(name + ending) + lengthOf(child);
}

const either = (options: readonly string[]): string => `${options.slice(0, -1).join(', ')} or ${options.at(-1)}`;

/** A rule without its reason, and what it says in parentheses of how a name is spelt. */
function ruleOf(child: Schema): { name: string; spelling?: string; ending: string } {
  const sentence = (child as z.ZodType).safeParse(undefined).error!.issues[0]!.message;
  const [, rule = ''] = /^must be ((?:\([^()]*\)|(?!: )[^])*)/.exec(sentence) ?? [];
  const [, name = rule, spelling, ending = ''] = /^([^(]*) \(([^()]*)\)(|, [^]*)$/.exec(rule) ?? [];
  return { name, ...(spelling === undefined ? {} : { spelling }), ending };
}

/** How long a string may be, if its pattern leaves that open. */
function lengthOf(child: Schema): string {
  if (!(child instanceof z.ZodString)) return '';
  const { maxLength, pattern = '' } = shapeOf(child) as { maxLength?: number; pattern?: string };
  const isOpen = /[*+]|,\}/.test(pattern.replace(/\\.|\[[^\]]*\]/g, ''));
  return isOpen ? `, at most ${maxLength} characters` : '';
}

/** How names are spelt. */
function names(): string {
  const spellings = new Map<string, string>();
  for (const child of allRows().flatMap(({ schema: outer }) => scalarsOf(outer))) {
    const { name, spelling } = ruleOf(child);
    if (spelling !== undefined) spellings.set(name, spelling);
  }
  return ['| | |', '| --- | --- |', ...[...spellings].map(([name, spelling]) => `| ${escaped(name)} | ${escaped(spelling)} |`)].join('\n');
}

function scalarsOf(outer: Schema): Schema[] {
  const child = inner(outer);
  if (child instanceof z.ZodArray) return scalarsOf(child.element);
  if (isMapOfTexts(child)) return [child.keyType, child.valueType];
  return child instanceof z.ZodObject ? [] : [child];
}

/** Text that Markdown leaves alone. */
const escaped = (text: string): string => breakable(text.replace(/[|*<]/g, '\\$&'));

/** Browsers don't break words at these characters, and a long one would widen the table. */
const breakable = (text: string): string => text.replace(/\S{25,}/g, (word) => word.replace(/[/@.,:]/g, '$&<wbr>'));
