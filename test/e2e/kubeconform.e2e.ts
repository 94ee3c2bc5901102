import { join } from 'node:path';
import { chart, folders, manifests } from './dist';
import { output, run } from './process';
import { tool } from './tools';
import { schemaVersions } from './tools/schemas';

const refused = `
apiVersion: policy/v1beta1
kind: PodDisruptionBudget
metadata: { name: removed-api }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: unknown-field }
dada: { key: value }
`;

describe.each(schemaVersions)('Kubernetes %s', (version) => {
  test.each(Object.entries(folders))('knows every object and field of %s', (_, folder) => {
    const files = [...manifests(folder).keys()].map((name) => join(folder, name));
    expect(verdict(version, files)).toEqual({ status: 0, problems: [], valid: files.length });
  });

  test.each(['helm', 'helm4'] as const)('knows every object and field of the chart that %s renders', (helm) => {
    const rendered = output(tool(helm), ['template', 'redpanda', chart, '--namespace', 'model-registry', '--kube-version', version]);
    const { status, problems, valid } = verdict(version, [], rendered);
    expect({ status, problems }).toEqual({ status: 0, problems: [] });
    const test = 1;
    expect(valid).toBe([...manifests().values()].filter(({ kind }) => kind !== 'Namespace').length + test);
  });

  test('fails a removed API and an unknown field', () => {
    const { status, problems } = verdict(version, [], refused);
    expect(status).toBe(1);
    expect(problems).toEqual([expect.stringMatching("unknown-field.*'dada' not allowed"), expect.stringMatching('removed-api: could not find schema')]);
  });
});

interface Report {
  readonly resources: readonly { readonly name: string; readonly kind: string; readonly status: string; readonly msg: string }[];
  readonly summary: { readonly valid: number };
}

function verdict(version: string, files: readonly string[], input?: string): { status: number; problems: string[]; valid: number } {
  const layout = '{{.NormalizedKubernetesVersion}}-standalone{{.StrictSuffix}}/{{.ResourceKind}}{{.KindSuffix}}.json';
  const schemas = ['-schema-location', join(tool('kubeconform-schemas'), layout)];
  const { status, stdout } = run(tool('kubeconform'), ['-strict', '-summary', '-output', 'json', '-kubernetes-version', version, ...schemas, ...files], { input });
  const { resources, summary } = JSON.parse(stdout) as Report;
  return { status, problems: resources.map(({ kind, name, msg }) => `${kind} ${name}: ${msg}`).sort(), valid: summary.valid };
}
