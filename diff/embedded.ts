import { parse, YAMLError } from 'yaml';
import type { Fields } from '../kubernetes/merge';
import { isPlainObject } from '../template';
import { DeclaredSchema, DeclaredUser, prunedIn, quotasIn, rightsIn, schemasIn, settingsIn, topicsIn, usersIn } from './declared';

/** A ConfigMap with what its files hold in place of their texts: YAML as what it says, what Jobs converge by its names. Another file stays a text. */
export function readEmbedded(object: Fields): Fields {
  const { kind, data } = object;
  if (kind !== 'ConfigMap' || !isPlainObject(data)) return object;
  return { ...object, data: Object.fromEntries(Object.entries(data).map(([name, text]) => [name, typeof text === 'string' ? readFile(name, text) : text])) };
}

function readFile(name: string, text: string): unknown {
  if (name === 'topics') return topicsIn(text) ?? text;
  if (name === 'quotas') return quotasIn(text) ?? text;
  if (name === 'schemas') return mapped(schemasIn(text), readSchema) ?? text;
  if (name === 'acls') return mapped(rightsIn(text), () => 'declared') ?? text;
  if (name === 'prune') return mapped(prunedIn(text), () => 'to go');
  if (name === 'settings') return mapped(settingsIn(text), ({ value }) => value) ?? text;
  if (name === 'users') return mapped(usersIn(text), readUser) ?? text;
  if (!/\.ya?ml$/.test(name)) return text;
  try {
    return (parse(text) as unknown) ?? {};
  } catch (error) {
    if (error instanceof YAMLError) return text;
    throw error;
  }
}

const mapped = <T>(map: Readonly<Record<string, T>> | undefined, change: (value: T) => unknown): Fields | undefined => map && Object.fromEntries(Object.entries(map).map(([name, value]) => [name, change(value)]));

/** Avro and JSON Schema as what they say. */
function readSchema(declared: DeclaredSchema): unknown {
  try {
    return { ...declared, schema: JSON.parse(declared.schema) as unknown };
  } catch {
    return declared;
  }
}

const readUser = ({ password, isSuperuser }: DeclaredUser): string => `${isSuperuser ? 'superuser' : 'user'}, password of ${password}`;
