import { isMap, isNode, isScalar, type Node, type Pair } from 'yaml';
import { ExistingItem, givesSame, Variable } from '../../kubernetes/variable';
import { quoted } from '../../template';
import { plainScalar } from '../../values/reading/scalar';
import { isNull, Place, textOf, Tree } from '../yaml/tree';

/** One item of a container's `env` or `envFrom`. */
export interface Entry {
  /** As a message calls it. */
  readonly name: string;
  /** The variable that it is about, if it is about one. */
  readonly variable?: string;
  /** The item as lines of a block list, without dash and indentation. */
  readonly lines: readonly string[];
  /** The item as part of a flow list, where `json` is a list in JSON's spelling. */
  flow(json: boolean): string;
  /** Whether an item of a file is about the same thing, which of one with the variable's name is known, and whether it says the same. */
  compare(tree: Tree, item: Place): 'other' | 'same' | 'different';
  /** Whether an item holds nothing that was not put in with it. */
  isBare(item: Place): boolean;
  /** What an item that says something else has to say, in place of one field. */
  readonly correction?: { readonly fields: readonly string[]; flow(json: boolean): string };
  /** The text of the variable, in which it may refer to others. */
  readonly value?: string;
}

/** An environment variable. */
export function variableEntry(variable: Variable): Entry {
  const { name, value, valueFrom } = variable;
  const source: Fields = valueFrom ? { valueFrom: { secretKeyRef: { name: quoted(valueFrom.secretKeyRef.name), key: quoted(valueFrom.secretKeyRef.key) } } } : { value: quoted(value) };
  const plainName = /^[A-Za-z_]\w*$/.test(name) && typeof plainScalar(name) === 'string' ? name : quoted(name);
  return {
    name,
    variable: name,
    value,
    lines: blockLines({ name: plainName, ...source }),
    flow: (json) => `{${flowFields({ name: json ? quoted(name) : plainName, ...source }, json)}}`,
    compare: (tree, item) => (givesSame(existing(tree, item, name), variable) ? 'same' : 'different'),
    isBare: ({ node }) => hasOnly(node, { name: true, ...source }),
    correction: { fields: ['value', 'valueFrom'], flow: (json) => flowFields(source, json) },
  };
}

/** A variable whose text is not known, so that any may be the right one. */
export function anyTextEntry(name: string): Entry {
  return anyEntry({ name, value: '' }, ({ value, valueFrom }) => value !== undefined && !isNode(value) && valueFrom === undefined);
}

/** A variable of which no more is known than that it is a key of a Secret. */
export function anySecretEntry(name: string): Entry {
  return anyEntry({ name, valueFrom: { secretKeyRef: { name: '', key: '' } } }, ({ value, valueFrom }) => value === undefined && Object.keys(valueFrom ?? {}).join() === 'secretKeyRef');
}

const anyEntry = (variable: Variable, isIt: (item: ExistingItem) => boolean): Entry => ({
  ...variableEntry(variable),
  compare: (tree, item) => (isIt(existing(tree, item, variable.name)) ? 'same' : 'different'),
});

/** All variables of a ConfigMap. */
export function configMapEntry(configMap: string): Entry {
  const fields: Fields = { configMapRef: { name: quoted(configMap) } };
  return {
    name: `the ConfigMap ${configMap}`,
    lines: blockLines(fields),
    flow: (json) => `{${flowFields(fields, json)}}`,
    compare(tree, item) {
      const isIt = textOf(tree.at(item, 'configMapRef', 'name')) === configMap;
      const prefix = tree.at(item, 'prefix');
      return isIt && (!prefix || isNull(prefix.node) || textOf(prefix) === '') ? 'same' : 'other';
    },
    isBare: ({ node }) => hasOnly(node, fields),
  };
}

/** The fields of an item, with their values as they are printed. */
interface Fields {
  readonly [key: string]: string | Fields;
}

const blockLines = (fields: Fields): string[] =>
  Object.entries(fields).flatMap(([key, value]) => (typeof value === 'string' ? `${key}: ${value}` : [`${key}:`, ...blockLines(value).map((line) => `  ${line}`)]));

const flowFields = (fields: Fields, json: boolean): string =>
  Object.entries(fields).map(([key, value]) => `${json ? `"${key}"` : key}: ${typeof value === 'string' ? value : `{${flowFields(value, json)}}`}`).join(', ');

/** What an item of a file gives its container: the values of a Secret's key, and of other sources no more than that they are there. */
function existing(tree: Tree, item: Place, name: string): ExistingItem {
  const [value, source] = [tree.at(item, 'value'), tree.at(item, 'valueFrom')];
  return { name, value: value && read(value), valueFrom: source && Object.fromEntries(tree.keys(source).map((key) => [key, key === 'secretKeyRef' ? scalars(tree, tree.at(source, key)!) : true])) };
}

const scalars = (tree: Tree, map: Place): object => Object.fromEntries(tree.keys(map).map((key) => [key, read(tree.at(map, key)!)]));

/** What a scalar says; nothing else says the same as one. */
const read = ({ node }: Place): unknown => (!isScalar(node) ? node : node.type === 'PLAIN' ? plainScalar(String(node.value)) : node.value);

/** Whether a map has just the given fields, whatever their values are. */
function hasOnly(node: Node, fields: { readonly [key: string]: unknown }): boolean {
  if (!isMap(node) || node.anchor !== undefined || node.tag !== undefined || node.items.length !== Object.keys(fields).length) return false;
  return (node.items as Pair<Node, Node>[]).every(({ key, value }) => {
    if (!isScalar(key) || key.anchor !== undefined) return false;
    const inner = fields[String(key.value)];
    if (typeof inner === 'object' && inner !== null) return value !== null && hasOnly(value, inner as Fields);
    return inner !== undefined && isScalar(value) && value.anchor === undefined && value.tag === undefined;
  });
}
