import { parse, YAMLError } from 'yaml';
import type { Fields } from '../kubernetes/merge';
import { isPlainObject } from '../template';
import { DeclaredSetting, prunedIn, quotasIn, rightsIn, schemasIn, settingsIn, topicsIn, usersIn } from './declared';

/** A ConfigMap with what its files hold in place of their texts: YAML as what it says, what Jobs converge by its names. Another file stays a text. */
export function readEmbedded(object: Fields): Fields {
  const { kind, data } = object;
  if (kind !== 'ConfigMap' || !isPlainObject(data)) return object;
  return { ...object, data: Object.fromEntries(Object.entries(data).map(([name, text]) => [name, typeof text === 'string' ? readFile(name, text) : text])) };
}

function readFile(name: string, text: string): unknown {
  if (name === 'topics') return topicsIn(text) ?? text;
  if (name === 'quotas') return quotasIn(text) ?? text;
  if (name === 'schemas') return schemasIn(text) ?? text;
  if (name === 'acls') return Object.keys(rightsIn(text) ?? { [text]: 1 });
  if (name === 'prune') return Object.keys(prunedIn(text));
  if (name === 'settings') return valuesOf(settingsIn(text)) ?? text;
  if (name === 'users') return usersIn(text) ?? text;
  if (!/\.ya?ml$/.test(name)) return text;
  try {
    return (parse(text) as unknown) ?? {};
  } catch (error) {
    if (error instanceof YAMLError) return text;
    throw error;
  }
}

const valuesOf = (settings: Readonly<Record<string, DeclaredSetting>> | undefined): Fields | undefined =>
  settings && Object.fromEntries(Object.entries(settings).map(([name, { value }]) => [name, value]));
