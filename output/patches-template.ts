import { FixedField, fixedEverywhere, fixedFieldsOf } from '../kubernetes/fixed-field';
import { madeKinds, mergeKeysOf } from '../kubernetes/kind';
import { writeItems, writeYaml } from '../template';
import { patchTemplates } from './patch-templates';

/** The named templates that merge patches into the objects of others, of the same tables as the plain synthesis. */
export function patchesTemplate(objectTemplates: readonly string[]): string {
  const mergeKeys = Object.assign({}, ...madeKinds.map(mergeKeysOf)) as Record<string, string>;
  const customKinds = madeKinds.filter((kind) => Object.keys(mergeKeysOf(kind)).length === 0).map(({ kind }) => kind);
  const fixed = madeKinds.map((kind) => [kind.kind, reasons(fixedFieldsOf(kind))] as const).filter(([, fields]) => Object.keys(fields).length > 0);
  return [
    patchTemplates,
    table('fixedFields', 'The fields that no patch may touch.', writeYaml({ every: reasons(fixedEverywhere), ...Object.fromEntries(fixed) })),
    table('mergeKeys', 'The key by which the items of a list are merged, by the fields that lead to it.', writeYaml(mergeKeys)),
    table('customKinds', 'The kinds whose lists are all replaced.', writeItems(customKinds)),
    table('objectTemplates', 'The templates that make objects.', writeItems(objectTemplates)),
  ].join('\n');
}

/** By the keys that lead to each field, none of which has a space in it. */
const reasons = (fields: readonly FixedField[]) => Object.fromEntries(fields.map(({ path, reason }) => [path.join(' '), reason]));

const table = (name: string, description: string, yaml: string): string => `{{/* ${description} */}}\n{{- define "redpanda.${name}" -}}\n${yaml}{{- end }}\n`;
