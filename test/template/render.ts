import { parse } from 'yaml';
import { Part, withDefinitions, writeDefinitions, writePart, writeTemplate, writeYaml } from '../../template';
import { folderOf, runHelm } from '../helm';

/** What real Helm makes of a template with values, as Go's reader of YAML and the writer of `toJson` see it. */
export function rendered(document: object, values: object): Record<string, unknown> {
  const { written, definitions } = withDefinitions(() => [`{{- define "document" }}\n${writeTemplate(document)}{{ end }}\n`, ...Object.values(document).filter((field) => field instanceof Part).map(writePart)].join(''));
  const chart = folderOf(
    new Map([
      ['Chart.yaml', writeYaml({ apiVersion: 'v2', name: 'test', version: '1.0.0' })],
      ['templates/_document.tpl', written + writeDefinitions(definitions)],
      // All that is not ASCII is escaped, so that no reader but Go's has a say.
      ['templates/document.yaml', '{{ if .Values.debug }}{{ include "document" . }}{{ else }}result: {{ include "document" . | fromYaml | toJson | quote }}{{ end }}\n'],
      ['values.yaml', writeYaml(values)],
    ]),
  );
  const { stdout, stderr } = runHelm('template', 'test', chart);
  if (stderr) throw new Error(stderr);
  const result = JSON.parse((parse(stdout) as { result: string }).result) as Record<string, unknown>;
  // Helm's fromYaml gives what it stumbles over as a value.
  if (typeof result['Error'] === 'string') throw new Error(`${result['Error']}\n${runHelm('template', 'test', chart, '--set', 'debug=true').stdout}`);
  return result;
}
