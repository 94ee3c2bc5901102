import { isMap, isScalar, type Node, type Pair } from 'yaml';
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
  readonly correction?: { readonly fields: readonly string[]; readonly value: string };
}

/** An environment variable with a value. */
export function variableEntry(name: string, value: string): Entry {
  const [quotedName, quotedValue] = [/^[A-Za-z_]\w*$/.test(name) && typeof plainScalar(name) === 'string' ? name : quoted(name), quoted(value)];
  return {
    name,
    variable: name,
    lines: [`name: ${quotedName}`, `value: ${quotedValue}`],
    flow: (json) => (json ? `{"name": ${quoted(name)}, "value": ${quotedValue}}` : `{name: ${quotedName}, value: ${quotedValue}}`),
    compare(tree, item) {
      const there = tree.at(item, 'value')?.node;
      if (!isScalar(there) || tree.at(item, 'valueFrom')) return 'different';
      const read = there.type === 'PLAIN' ? plainScalar(String(there.value)) : there.value;
      return read === value ? 'same' : 'different';
    },
    isBare: ({ node }) => hasOnly(node, ['name', 'value']),
    correction: { fields: ['value', 'valueFrom'], value: quotedValue },
  };
}

/** A variable whose value is not known, so that any may be the right one. */
export function anyVariableEntry(name: string): Entry {
  return {
    ...variableEntry(name, ''),
    compare(tree, item) {
      return isScalar(tree.at(item, 'value')?.node) && !tree.at(item, 'valueFrom') ? 'same' : 'different';
    },
  };
}

/** All variables of a ConfigMap. */
export function configMapEntry(configMap: string): Entry {
  const name = quoted(configMap);
  return {
    name: `the ConfigMap ${configMap}`,
    lines: ['configMapRef:', `  name: ${name}`],
    flow: (json) => (json ? `{"configMapRef": {"name": ${name}}}` : `{configMapRef: {name: ${name}}}`),
    compare(tree, item) {
      const isIt = textOf(tree.at(item, 'configMapRef', 'name')) === configMap;
      const prefix = tree.at(item, 'prefix');
      return isIt && (!prefix || isNull(prefix.node) || textOf(prefix) === '') ? 'same' : 'other';
    },
    isBare: ({ node }) => hasOnly(node, ['configMapRef']) && hasOnly((node as { items: Pair<Node, Node>[] }).items[0]!.value!, ['name']),
  };
}

function hasOnly(node: Node, keys: readonly string[]): boolean {
  if (!isMap(node) || node.anchor !== undefined || node.tag !== undefined || node.items.length !== keys.length) return false;
  return (node.items as Pair<Node, Node>[]).every(({ key, value }) => {
    const { anchor, tag } = (value ?? {}) as { anchor?: string; tag?: string };
    return isScalar(key) && keys.includes(String(key.value)) && (isScalar(value) || isMap(value)) && anchor === undefined && tag === undefined && !key.anchor;
  });
}
