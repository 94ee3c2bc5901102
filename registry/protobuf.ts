import type { Root } from 'protobufjs';
import { protobufParser } from './parsers';
import { isComplete, Schema, SchemaError } from './schema';

/** A file with all that it imports. */
export interface ProtobufFile {
  readonly root: Root;
  /** Full names of its own messages that stand in no other, each behind a dot. */
  readonly messages: readonly string[];
}

/** A Protobuf schema, or undefined where not all is known that it refers to. */
export function parseProtobuf(schema: Schema): ProtobufFile | undefined {
  const { Root } = protobufParser();
  const root = new Root();
  const [messages, isKnown] = [addFile(root, schema, new Set()), isComplete(schema)];
  if (!isKnown || messages === undefined) return undefined;
  try {
    root.resolveAll();
  } catch (error) {
    const [, name, at] = /^no such [\w ]+ '(.*)' in \w+ \.(.*)$/.exec((error as Error).message) ?? [];
    throw new SchemaError(name === undefined ? (error as Error).message : `nothing has the name ${name}, which ${at} uses`);
  }
  return { root, messages };
}

/** The registry knows more files than the parser: what these hold is not looked up. */
const foreign = /^(google\/type|confluent)\/|^google\/protobuf\/(api|descriptor|source_context|type)\.proto$/;

/** Reads a file and what it imports; undefined where it imports what the parser does not know. */
function addFile(root: Root, { text, references }: Schema, seen: Set<string>): readonly string[] | undefined {
  const { common, parse, Root, Type } = protobufParser();
  let file: { readonly imports?: string[]; readonly weakImports?: string[] };
  const own = new Root();
  try {
    file = parse(text, own, { keepCase: true });
    parse(text, root, { keepCase: true });
  } catch (error) {
    const { message } = error as Error;
    const [, reason, line] = /^(.*) \(line (\d+)\)$/s.exec(message) ?? [];
    throw new SchemaError(reason ?? message, line);
  }
  let isKnown = true;
  for (const path of [...(file.imports ?? []), ...(file.weakImports ?? [])]) {
    const reference = references.find(({ name }) => name === path);
    if (seen.has(path)) continue;
    seen.add(path);
    const known = common.get(path);
    if (reference?.schema) isKnown = addFile(root, reference.schema, seen) !== undefined && isKnown;
    else if (reference || foreign.test(path)) isKnown = false;
    else if (known?.nested) root.addJSON(known.nested);
    else throw new SchemaError(`it imports ${path}, which is the name of none of its references`);
  }
  const messages: string[] = [];
  const collect = (namespace: { readonly nestedArray: readonly object[] }): void => {
    for (const inner of namespace.nestedArray as (Root & { fullName: string })[]) {
      if (inner instanceof Type) messages.push(inner.fullName);
      else if ('nestedArray' in inner) collect(inner);
    }
  };
  collect(own);
  return isKnown ? messages : undefined;
}
