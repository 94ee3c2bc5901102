import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
