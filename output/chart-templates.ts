import { Files } from '../files/files';
import { namedByContent } from '../kubernetes/content-name';
import { versionLabel } from '../kubernetes/labels';
import { Manifest } from '../kubernetes/manifest';
import { version } from '../package.json';
import { schemes, url } from '../redpanda/listener';
import { and, each, either, eq, Expr, Block, FileText, Including, Input, NamedFields, not, Part, present, symbolic, text, when, withDefinitions, writeDefinitions, writePart, writeRules, writeTemplate, writeText } from '../template';
import { shapeOf } from '../values/defaults';
import { says, sentencesOf } from '../values/rules/finding';
import { rules } from '../values/rules/rules';
import { warnings } from '../values/rules/warnings';
import { chartSchema, clientChartSchema } from '../values/schema/json-schema';
import { schema } from '../values/schema/schema';
import { Values } from '../values/types';
import { clientEnvTemplate } from './client-env-template';
import { templateName } from './file-name';
import { manifestsOf } from './manifests';
import { patchesTemplate } from './patches-template';

/** What is the same in every chart: the templates, and the schema of the values. The build computes it once. */
export function chartTemplates(): Files {
  const symbols = releaseValues();
  const manifests = manifestsOf(symbols, (kind, name) => templateName(kind, name, symbols.name));
  const { written, definitions } = withDefinitions(() => [
    ['templates/NOTES.txt', notes(symbols)] as const,
    ['templates/rules.yaml', rulesTemplate(symbols)] as const,
    ...[...manifests].map(([name, manifest]) => [`templates/${name}`, template(name, manifest)] as const),
  ]);
  return new Map([
    ['values.schema.json', json(chartSchema())],
    ['templates/_client-env.tpl', clientEnvTemplate()],
    ['templates/_helpers.tpl', writeDefinitions(definitions)],
    ['templates/_patches.tpl', patchesTemplate([...manifests.keys()].map(objectTemplate))],
    ...written,
    ...scriptsOf([...manifests.values()]),
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
  const { metadata, ...rest } = object;
  const { apiVersion, kind, ...fields } = rest;
  const scripts = scriptsIn(object).map(([name]) => [name, new FileText(`files/${name}`)] as const);
  const data = scripts.length > 0 && { data: { ...(fields['data'] as object), ...Object.fromEntries(scripts) } };
  const written = writeTemplate({ apiVersion, kind, metadata: { ...metadata, labels: namedLabels(metadata.labels as Labels) }, ...fields, ...data }, Block.around(manifest));
  return [patchable(objectTemplate(file), written), ...Object.values(fields).filter((field) => field instanceof Part).map(writePart)].join('\n');
}

type Labels = Readonly<Record<string, string>> & { readonly 'app.kubernetes.io/component': string };

/** Labels of an object, which all objects of its component share but for a version. */
function namedLabels({ [versionLabel]: itsVersion, ...labels }: Labels): NamedFields | Including {
  const { 'app.kubernetes.io/name': name, 'app.kubernetes.io/component': component, ...ofAll } = labels;
  const all = new NamedFields('redpanda.labels', 'Labels of all objects', { ...ofAll, 'app.kubernetes.io/managed-by': release('Service', 'Helm'), 'helm.sh/chart': `redpanda-${version}` });
  const own = new Including({ 'app.kubernetes.io/name': name, 'app.kubernetes.io/component': component }, all);
  const named = new NamedFields(`redpanda.${component}Labels`, `Labels of the objects of the component ${component}`, own);
  return itsVersion === undefined ? named : new Including({ [versionLabel]: itsVersion }, named);
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

function notes(symbols: Input<Values>): string {
  const { name, namespace, console, clients } = symbols;
  const { ingress, route, basePath } = console;
  const path = either(eq(basePath, '/'), '', basePath);
  return writeText([
    ...sentencesOf(warnings(symbols)),
    text`Brokers:  kubectl -n ${namespace} get pods -l app=${name}`,
    text`Topics:   kubectl -n ${namespace} logs -l app=${name}-topics`,
    ...each(ingress.hosts, (host) => when(and(console.enabled, ingress.enabled), text`Console:  ${url(either(present(ingress.tlsSecretName), schemes.tls, schemes.plain), host)}${path}`)),
    ...each(route.hostnames, (hostname) => when(and(console.enabled, route.enabled), text`Console:  ${hostname}${path}, through the Gateway`)),
    '',
    'A chart creates no Namespaces. These must exist, with a ConfigMap for the clients in each:',
    ...each(clients, (client) => text`  ${client.namespace}: ${name}-${client.name}-env`),
  ]);
}
