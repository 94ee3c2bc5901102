import { App, Chart } from 'cdk8s';
import { Platform } from '../constructs/platform';
import { Files } from '../files/files';
import { namedByContent } from '../kubernetes/content-name';
import { Manifest } from '../kubernetes/manifest';
import { version } from '../package.json';
import { and, asPlain, eq, Expr, Block, FileText, Including, Input, NamedFields, not, Overlay, Part, present, symbolic, when, withDefinitions, writeDefinitions, writePart, writeRules, writeTemplate } from '../template';
import { shapeOf } from '../values/defaults';
import { says, sentencesOf } from '../values/rules/finding';
import { rules } from '../values/rules/rules';
import { chartSchema, clientChartSchema } from '../values/schema/json-schema';
import { schema } from '../values/schema/schema';
import { PlatformProps, Values } from '../values/types';
import { clientEnvTemplate } from './client-env-template';
import { templateName } from './file-name';
import { manifestsIn } from './manifests';
import { notes } from './notes';
import { patchesTemplate } from './patches-template';
import { releaseTest, script } from './release-test';

/** What is the same in every chart: the templates, and the schema of the values. The build computes it once. */
export function chartTemplates(): Files {
  const symbols = releaseValues();
  const chart = new Chart(new App(), 'platform');
  const { cluster } = new Platform(chart, 'platform', asPlain<PlatformProps>(symbols));
  const manifests = manifestsIn(chart, (kind, name) => templateName(kind, name, symbols.name));
  const { written: templates, definitions } = withDefinitions(() => [
    ['templates/NOTES.txt', notes(symbols, release('Name', 'redpanda'))] as const,
    ['templates/rules.yaml', rulesTemplate(symbols)] as const,
    ...[...manifests].map(([name, manifest]) => [`templates/${name}`, template(name, manifest)] as const),
    ['templates/tests/round-trip.yaml', written(releaseTest(cluster.values), [])] as const,
  ]);
  return new Map([
    ['values.schema.json', json(chartSchema())],
    ['templates/_client-env.tpl', clientEnvTemplate()],
    ['templates/_helpers.tpl', writeDefinitions(definitions)],
    ['templates/_patches.tpl', patchesTemplate([...manifests.keys()].map(objectTemplate))],
    ...templates,
    ...scriptsOf([...manifests.values()]),
    [script.path, script.text],
  ]);
}

/** What is the same in every chart for clients. */
export function clientChartTemplates(): Files {
  return new Map([
    ['values.schema.json', json(clientChartSchema())],
    ['templates/_client-env.tpl', clientEnvTemplate()],
  ]);
}

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

/** The values as Helm knows them. */
function releaseValues(): Input<Values> {
  const symbols = symbolic<Values>(shapeOf(schema), 'Values');
  return { ...symbols, namespace: release('Namespace', 'redpanda') };
}

const release = (field: string, example: string): Expr<string> => new Expr('string', (root) => `${root}Release.${field}`, example, true);

function template(file: string, manifest: Manifest): string {
  const object = namedByContent(manifest.object);
  const parts = Object.values(object).filter((field) => field instanceof Part).map(writePart);
  return [patchable(objectTemplate(file), written(object, Block.around(manifest))), ...parts].join('\n');
}

function written(object: Manifest['object'], around: ReturnType<typeof Block.around>): string {
  const { metadata, ...rest } = object;
  const { apiVersion, kind, ...fields } = rest;
  const scripts = scriptsIn(object).map(([name]) => [name, new FileText(`files/${name}`)] as const);
  const data = scripts.length > 0 && { data: { ...(fields['data'] as object), ...Object.fromEntries(scripts) } };
  return writeTemplate({ apiVersion, kind, metadata: { ...metadata, labels: namedLabels(metadata.labels as Labels) }, ...fields, ...data }, around);
}

type Labels = Readonly<Record<string, string>>;

/** Labels of an object, of which its component's are the same on all objects of that. */
function namedLabels(labels: Labels | Overlay): NamedFields | Including | Overlay {
  if (labels instanceof Overlay) return new Overlay(labels.map, namedLabels(labels.fields as Labels) as object as Labels);
  const [name, component] = ['name', 'component'].map((key) => `app.kubernetes.io/${key}`) as [string, string];
  const pick = (keys: readonly string[]) => Object.fromEntries(Object.entries(labels).filter(([key]) => keys.includes(key)));
  const shared = ['app.kubernetes.io/instance', 'app.kubernetes.io/part-of', 'app.kubernetes.io/managed-by', 'redpanda.io/cluster-namespace'];
  const all = new NamedFields('redpanda.labels', 'Labels of all objects', { ...pick(shared), 'app.kubernetes.io/managed-by': release('Service', 'Helm'), 'helm.sh/chart': `redpanda-${version}` });
  const ofComponent = new NamedFields(`redpanda.${labels[component]}Labels`, `Labels of the objects of the component ${labels[component]}`, new Including(pick([name, component]), all));
  const own = pick(Object.keys(labels).filter((key) => ![name, component, ...shared].includes(key)));
  return Object.keys(own).length > 0 ? new Including(own, ofComponent) : ofComponent;
}

/** Name of the template that makes the objects of a file. */
const objectTemplate = (file: string): string => `redpanda.${file}`;

/** Objects that patches are merged into. */
const patchable = (name: string, objects: string): string => `{{- define "${name}" -}}\n${objects}{{- end }}\n{{- include "redpanda.patched" (list . "${name}") }}\n`;

function scriptsOf(manifests: readonly Manifest[]): Files {
  const files = new Map<string, string>();
  for (const [name, text] of manifests.flatMap(({ object }) => scriptsIn(object))) {
    const path = `files/${name}`;
    if ((files.get(path) ?? text) !== text) throw new Error(`two scripts would both be ${path}: give one of them another name`);
    files.set(path, text);
  }
  return files;
}

/** The scripts of a ConfigMap, which are easier to read as files of the chart. */
function scriptsIn({ data }: Manifest['object']): [string, string][] {
  return Object.entries((data ?? {}) as Record<string, unknown>).filter((entry): entry is [string, string] => entry[0].endsWith('.sh') && typeof entry[1] === 'string');
}

/** The chart's objects are where the release is, so a values file that says otherwise is a mistake. */
function rulesTemplate(symbols: Input<Values>): string {
  const namespace = new Expr<string>('string', (root) => `${root}Values.namespace`, '', true);
  const elsewhere = and(present(namespace), not(eq(namespace, symbols.namespace)));
  const aimless = new Expr<string>('string', (root) => `include "redpanda.aimlessPatches" ${root === '.' ? '.' : '$'}`);
  const finding = says`${['namespace']} (${namespace}) must be the release's (${symbols.namespace}): Helm installs into the namespace of -n`;
  return writeRules('redpanda.problems', [...sentencesOf([when(elsewhere, finding), ...rules(symbols)]), when(present(aimless), aimless)]);
}
