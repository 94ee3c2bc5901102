import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { output } from '../process';

/** Kubernetes versions whose schemas are kept. */
export const schemaVersions = ['1.28.0', '1.34.0', '1.37.0'];

/** Takes the strict schemas out of the Python package kubernetes-validate, laid out as kubeconform looks for them. */
export function unpackSchemas(folder: string, packageVersion: string): void {
  const wheels = mkdtempSync(join(tmpdir(), 'schemas-'));
  try {
    output('python3', ['-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', wheels, `kubernetes-validate==${packageVersion}`]);
    for (const wheel of readdirSync(wheels)) output('python3', ['-m', 'zipfile', '-e', join(wheels, wheel), wheels]);
    for (const version of schemaVersions) {
      const from = join(wheels, 'kubernetes_validate/kubernetes-json-schema', `v${version}-local-strict`);
      const to = join(folder, `v${version}-standalone-strict`);
      mkdirSync(to);
      for (const file of readdirSync(from)) writeFileSync(join(to, file), JSON.stringify(relocated(JSON.parse(readFileSync(join(from, file), 'utf8')))));
    }
  } finally {
    rmSync(wheels, { recursive: true, force: true });
  }
}

/** Where kubeconform looks for the schemas of a folder of CRDs. */
export const crdLayout = '{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json';

/** Makes schemas of the CustomResourceDefinitions in a folder, as strict as those of Kubernetes. */
export function writeCrdSchemas(to: string, crds: string): void {
  const documents = readdirSync(crds).filter((file) => file.endsWith('.yaml')).flatMap((file) => parseAllDocuments(readFileSync(join(crds, file), 'utf8')));
  for (const definition of documents.map((document) => document.toJS() as Definition | null)) {
    if (definition?.kind !== 'CustomResourceDefinition') continue;
    const { group, names, versions } = definition.spec;
    mkdirSync(join(to, group), { recursive: true });
    for (const { name, schema } of versions) writeFileSync(join(to, group, `${names.kind.toLowerCase()}_${name}.json`), JSON.stringify(closed(schema.openAPIV3Schema)));
  }
}

interface Definition {
  readonly kind: string;
  readonly spec: { readonly group: string; readonly names: { readonly kind: string }; readonly versions: readonly { readonly name: string; readonly schema: { readonly openAPIV3Schema: Schema } }[] };
}

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
}

/** Without the fields that the API server would drop: those that the definition does not name. */
function closed(schema: Schema): Schema {
  const { properties, items, additionalProperties } = schema;
  return {
    ...schema,
    ...(items && { items: closed(items) }),
    ...(typeof additionalProperties === 'object' && { additionalProperties: closed(additionalProperties) }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, closed(property)])),
      additionalProperties: schema['x-kubernetes-preserve-unknown-fields'] ?? false,
    }),
  };
}

/** The package's schemas refer to each other by absolute addresses that nobody serves. */
function relocated(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(relocated);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key, value]) => key !== '$id' || typeof value !== 'string')
      .map(([key, value]) => [key, key === '$ref' && typeof value === 'string' ? value.replace('/api/_definitions.json#', '_definitions.json#') : relocated(value)]),
  );
}
