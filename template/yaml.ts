import { Action } from './action';
import { Each, Loop } from './each';
import { Embedded } from './embedded';
import { Expr, OrExpr, parenthesised, Root } from './expr';
import { FileText } from './file-text';
import { Keyed } from './keyed';
import { Line, Lines } from './lines';
import { Definition, Including, NamedFields, NamedLines, withDefinitions } from './named';
import { Overlay } from './overlay';
import { Page } from './pages';
import { Part } from './part';
import { presence } from './presence';
import { block, scalar } from './scalar';
import { printed, Text } from './text';
import { isPlainObject } from './tidy';
import { When } from './when';
import { wrap } from './wrap';

/** Where a writer stands: how it reaches Helm's root, and which loop variables are taken. */
interface Scope {
  readonly root: Root;
  readonly variables: readonly string[];
  /** Whether the output is a Helm template, in which `{{` opens an action. */
  readonly template: boolean;
  /** Conditions that hold here already. */
  readonly known: readonly string[];
}

/** A document as YAML, byte for byte the same for the same document. */
export function writeYaml(document: object): string {
  return join(fields(document, 0, plainScope));
}

/** The items of a list as YAML. */
export function writeItems(items: readonly unknown[]): string {
  return join(listItems(items, 0, plainScope));
}

/** The items of a list as the YAML of a Helm template. */
export function writeTemplateItems(items: readonly unknown[]): string {
  return join(listItems(items, 0, templateScope).flatMap(wrap));
}

/** A document as the YAML of a Helm template, with conditions and loops around it. */
export function writeTemplate(document: object, around: readonly (Loop | Expr<boolean>)[] = []): string {
  return join(inBlocks(around, document, templateScope).flatMap(wrap));
}

/** Lines of text as a Helm template, such as NOTES.txt. */
export function writeText(all: readonly Line[]): string {
  return join(textLines(all, 0, templateScope).flatMap(wrapAction));
}

/**
 * Messages as a Helm template that makes nothing, and fails with all of them that there are.
 *
 * @param name of the template within it that has the messages
 */
export function writeRules(name: string, messages: readonly Line[]): string {
  const fail = [`{{- with include "${name}" . | trim }}`, '{{- fail . }}', '{{- end }}'];
  return join([`{{- define "${name}" -}}`, ...textLines(messages, 0, templateScope).flatMap(wrapAction), '{{- end }}', ...fail]);
}

/** A sentence is whole, however long it is. */
const wrapAction = (line: string): string[] => (line.startsWith('{{-') ? wrap(line) : [line]);

/** A part of an object as a template of its own. */
export function writePart({ name, fields: body }: Part): string {
  return join([`{{- define "${name}" -}}`, ...fields(body, 0, templateScope).flatMap(wrap), '{{- end }}']);
}

/** Templates that others include, and those that they include themselves, by name: `_helpers.tpl`. */
export function writeDefinitions(definitions: readonly Definition[]): string {
  const all = new Map<string, string>();
  const queue = [...definitions];
  for (const { name, comment, body } of queue) {
    const { written, definitions: inner } = withDefinitions(() => definitionLines(body).flatMap(wrap));
    const lines = [`{{/* ${comment} */}}`, `{{- define "${name}" -}}`, ...written, '{{- end }}'].join('\n');
    const other = all.get(name);
    if (other === undefined) queue.push(...inner);
    else if (other !== lines) throw new Error(`${name} would be two templates: give one of them another name\n${other}\n${lines}`);
    all.set(name, lines);
  }
  return join([...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, lines], i) => (i > 0 ? `\n${lines}` : lines)));
}

function definitionLines(body: Definition['body']): string[] {
  if (body instanceof NamedFields) return including(body.body, 0, templateScope);
  if (body instanceof Lines) return textLines(body.lines, 0, templateScope);
  if (body.kind === 'boolean') return [`{{- if ${body.truth('.')} }}true{{ end }}`];
  return [textLine(body as Expr<string>, templateScope)];
}

function including(value: object | Including, indent: number, scope: Scope): string[] {
  if (value instanceof Including) return [...fields(value.fields, indent, scope), ...including(value.more, indent, scope)];
  if (!(value instanceof NamedFields)) return mapLines(value, indent, scope);
  const include = value.include(scope.root, indent);
  return include === undefined ? including(value.body, indent, scope) : [' '.repeat(indent) + include];
}

const plainScope: Scope = { root: '.', variables: [], template: false, known: [] };
const templateScope: Scope = { ...plainScope, template: true };

const join = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

function inBlocks(around: readonly (Loop | Expr<boolean>)[], document: object, scope: Scope): string[] {
  const [first, ...rest] = around;
  if (first === undefined) return [...(scope.variables.length > 0 ? ['---'] : []), ...fields(document, 0, scope)];
  if (first instanceof Expr) return conditional(new When(first, document, undefined), '', scope, (body, inner) => inBlocks(rest, body, inner));
  return looped(first, '', scope, (inner) => inBlocks(rest, document, inner));
}

/** The lines of a loop; its body sees a moved dot. */
function looped({ list, variable, index }: Loop, pad: string, scope: Scope, body: (inner: Scope) => string[]): string[] {
  const variables = [variable, ...(index ? [index] : [])];
  const taken = variables.find((name) => scope.variables.includes(name));
  if (taken) throw new Error(`a loop over {{ ${list.helm()} }} within another would hide its ${taken}: give it a variable of its own`);
  const head = index ? `${index}, ${variable}` : variable;
  const inner: Scope = { ...scope, root: '$.', variables: [...scope.variables, ...variables] };
  return [`${pad}{{- range ${head} := ${list.helm(scope.root)} }}`, ...body(inner), `${pad}{{- end }}`];
}

/** What a writer makes of a value, in the scope that it stands in. */
type Body<T> = (value: T, scope: Scope) => string[];

function conditional<T>(value: When<T>, pad: string, scope: Scope, body: Body<T>): string[] {
  return [...branches(value, `${pad}{{- if`, pad, scope, body), `${pad}{{- end }}`];
}

function branches<T>({ condition, then, otherwise }: When<T>, opening: string, pad: string, scope: Scope, body: Body<T>): string[] {
  if (then === undefined) return [`${opening} not ${parenthesised(condition.truth(scope.root))} }}`, ...body(otherwise as T, scope)];
  const source = condition.truth(scope.root);
  const first = [`${opening} ${source} }}`, ...body(then, { ...scope, known: [...scope.known, source] })];
  if (otherwise === undefined) return first;
  if (otherwise instanceof When) return [...first, ...branches(otherwise, `${pad}{{- else if`, pad, scope, body)];
  return [...first, `${pad}{{- else }}`, ...body(otherwise, scope)];
}

function fields(map: object, indent: number, scope: Scope): string[] {
  return together(Object.entries(map)).flatMap(([key, value]) => {
    if (key !== undefined) return field(key, value, indent, scope);
    return conditional(value as When<object>, ' '.repeat(indent), scope, (branch, inner) => fields(branch, indent, inner));
  });
}

/** Fields, of which those that follow each other on one condition are one conditional map without a key. */
function together(entries: readonly [string, unknown][]): readonly [string | undefined, unknown][] {
  if (!entries.some(([, value]) => value instanceof When)) return entries;
  const all: [string | undefined, unknown][] = [];
  for (const [key, value] of entries) {
    const [before, last] = all.at(-1) ?? [];
    if (last instanceof When && value instanceof When && isOnSame(last, value)) {
      const group = before === undefined ? (last.then as object) : { [before]: last.then as unknown };
      all.splice(-1, 1, [undefined, new When<object>(value.condition, { ...group, [key]: value.then as unknown }, undefined)]);
    } else {
      all.push([key, value]);
    }
  }
  return all;
}

const isOnSame = (a: When<unknown>, b: When<unknown>): boolean =>
  a.otherwise === undefined && b.otherwise === undefined && a.condition.helm() === b.condition.helm();

function field(key: OrExpr<string>, value: unknown, indent: number, scope: Scope): string[] {
  const pad = ' '.repeat(indent);
  const head = `${pad}${key instanceof Expr ? inline(key, scope) : literal(scalar(key), scope)}:`;
  if (value instanceof When) {
    if (isWith(value)) return withEach(value.condition, pad, scope, [head, `${pad}  {{- toYaml . | nindent ${indent + 2} }}`]);
    return conditional(value, pad, scope, (branch, inner) => field(key, branch, indent, inner));
  }
  const there = presence(value)?.(scope.root);
  if (there === undefined || scope.known.includes(there)) return filled(head, value, indent, scope);
  return [`${pad}{{- if ${there} }}`, ...filled(head, value, indent, { ...scope, known: [...scope.known, there] }), `${pad}{{- end }}`];
}

/** The entries of a map of the values, before fields of our own. */
function overlaid({ rest, fields: own }: Overlay, indent: number, scope: Scope): string[] {
  const pad = ' '.repeat(indent);
  return [...withEach(rest, pad, scope, [`${pad}{{- toYaml . | nindent ${indent} }}`]), ...including(own, indent, scope)];
}

/** The lines of a map, which may be one of the values. */
const mapLines = (map: object, indent: number, scope: Scope): string[] => (map instanceof Overlay ? overlaid(map, indent, scope) : fields(map, indent, scope));

const withEach = (value: Expr<unknown>, pad: string, { root }: Scope, body: string[]): string[] => [`${pad}{{- with ${value.helm(root)} }}`, ...body, `${pad}{{- end }}`];

/** A whole list or map of the values that is there when it is not empty: Helm's `with`. */
function isWith({ condition, then, otherwise }: When<unknown>): boolean {
  return otherwise === undefined && then instanceof Expr && (then.kind === 'list' || then.kind === 'map') && then.helm() === condition.helm();
}

/** A field with a value that is there. */
function filled(head: string, value: unknown, indent: number, scope: Scope): string[] {
  const pad = ' '.repeat(indent + 2);
  if (typeof value !== 'object' || value === null) return plainly(head, value as string, pad, scope);
  if (value instanceof NamedLines) {
    const include = value.include(scope.root, indent + 2);
    return include === undefined ? filled(head, value.lines, indent, scope) : [`${head} |`, pad + include];
  }
  if (value instanceof Page) return [`${head} |`, pad + value.include(scope.root, indent + 2)];
  if (value instanceof FileText) return [`${head} |`, `${pad}{{- ${value.helm(scope.root)} | nindent ${indent + 2} }}`];
  if (value instanceof Expr) {
    if (value.kind === 'list' || value.kind === 'map') return [head, `${pad}{{- toYaml ${value.operand(scope.root)} | nindent ${indent + 2} }}`];
    return [`${head} ${inline(value, scope)}`];
  }
  if (value instanceof Part) {
    if (scope.variables.length > 0) throw new Error(`${value.name} must stand outside of loops: a template of its own sees none of their variables`);
    return [head, `${pad}{{- ${value.source(scope.root)} | nindent ${indent + 2} }}`];
  }
  if (value instanceof NamedFields || value instanceof Including) return [head, ...including(value, indent + 2, scope)];
  if (value instanceof Keyed) return [head, ...field(value.key, value.value, indent + 2, scope)];
  if (value instanceof Lines) return [`${head} |`, ...textLines(value.lines, indent + 2, scope)];
  if (value instanceof Embedded) return [`${head} |`, ...mapLines(value.document, indent + 2, scope)];
  if (value instanceof Overlay) return [head, ...overlaid(value, indent + 2, scope)];
  if (Array.isArray(value)) return value.length > 0 ? [head, ...listItems(value, indent + 2, scope)] : [`${head} []`];
  return Object.keys(value).length > 0 ? [head, ...fields(value, indent + 2, scope)] : [`${head} {}`];
}

/** A field with a text, a number or a boolean. */
function plainly(head: string, value: string | number | boolean, pad: string, scope: Scope): string[] {
  const text = typeof value === 'string' ? block(value) : undefined;
  if (text) return [`${head} ${text.head}`, ...text.lines.map((line) => (line ? pad + literal(line, scope) : ''))];
  return [`${head} ${literal(scalar(value), scope)}`];
}

/** Items, of which those that follow each other on one condition share it. */
function listItems(items: readonly unknown[], indent: number, scope: Scope): string[] {
  const groups: unknown[] = [];
  for (const item of items) {
    const last = groups.at(-1);
    if (last instanceof When && item instanceof When && isOnSame(last, item)) groups.splice(-1, 1, new When<unknown>(last.condition, [...[last.then as unknown].flat(), item.then], undefined));
    else groups.push(item);
  }
  return groups.flatMap((item) => {
    if (!(item instanceof When && Array.isArray(item.then))) return listItem(item, indent, scope);
    return conditional(item as When<unknown[]>, ' '.repeat(indent), scope, (branch, inner) => listItems(branch, indent, inner));
  });
}

function listItem(item: unknown, indent: number, scope: Scope): string[] {
  const pad = ' '.repeat(indent);
  if (item instanceof When) return conditional(item, pad, scope, (branch, inner) => listItem(branch, indent, inner));
  if (item instanceof Each) return looped(item.loop, pad, scope, (inner) => listItems(item.body, indent, inner));
  if (Array.isArray(item) && item.length > 0) {
    if (scope.template) throw new Error('a list within a list is not written in a template: name the inner one');
    const [first, ...rest] = listItems(item, indent + 2, scope);
    return [`${pad}- ${first?.trimStart()}`, ...rest];
  }
  if (isPlainObject(item) && Object.keys(item).length > 0) {
    const [first, ...rest] = fields(unconditionalFirst(item), indent + 2, scope);
    return [`${pad}- ${first?.trimStart()}`, ...rest];
  }
  return filled(`${pad}-`, item, indent, scope);
}

/** The dash must stand on a line that is always there. */
function unconditionalFirst(map: object): object {
  const entries = Object.entries(map);
  const first = entries.findIndex(([, value]) => !(value instanceof When) && !presence(value));
  if (first === 0) return map;
  if (first < 0) throw new Error(`a list item needs a field that is always there, beside ${Object.keys(map).join(', ')}`);
  return Object.fromEntries([entries[first]!, ...entries.filter((_, i) => i !== first)]);
}

function textLines(all: readonly Line[], indent: number, scope: Scope): string[] {
  const pad = ' '.repeat(indent);
  return all.flatMap((line, i): string[] => {
    // The next action's dash takes all blanks before it, and a block scalar those at its end.
    if (line === '' && !(i + 1 in all && isLine(all[i + 1]))) throw new Error('a blank line stands before a line that is always there, or it would be lost');
    if (line instanceof When) return conditional(line, pad, scope, (branch, inner) => textLines([branch], indent, inner));
    if (line instanceof Each) return looped(line.loop, pad, scope, (inner) => textLines(line.body, indent, inner));
    if (line instanceof Lines) return textLines(line.lines, indent, scope);
    if (line instanceof Action) return [`${pad}{{- ${line.source(scope.root)} }}`];
    return line === undefined ? [] : [line === '' ? '' : pad + textLine(line, scope)];
  });
}

const isLine = (line: Line): boolean => typeof line === 'string' || line instanceof Expr;

function textLine(line: OrExpr<string>, scope: Scope): string {
  if (!(line instanceof Expr)) return literal(line, scope);
  if (!(line instanceof Text)) return `{{ ${bare(line, scope.root)} }}`;
  const { literals, parts } = line.pieces();
  const last = literals.length - 1;
  // A brace before an action would open the action one character early.
  return literals.map((text, i) => (i === last ? literal(text, scope) : `${literal(text, scope).replace(/\{$/, '{{ "{" }}')}{{ ${bare(parts[i], scope.root)} }}`)).join('');
}

/** An expression that stands alone in its braces needs no parentheses. */
const bare = (part: unknown, root: Root): string => printed(part, root).replace(/^\((.*)\)$/, '$1');

/** An expression as the whole value of a field or item, quoted by its type. */
function inline(expr: Expr<unknown>, { root }: Scope): string {
  if (expr.kind === 'string') return `{{ ${expr.helm(root)} | quote }}`;
  if (expr.kind === 'integer' || expr.kind === 'boolean') return `{{ ${bare(expr, root)} }}`;
  return `{{ toJson ${expr.operand(root)} }}`;
}

const literal = (text: string, scope: Scope): string => (scope.template ? text.replaceAll('{{', '{{ "{{" }}') : text);
