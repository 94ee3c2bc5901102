import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chart, cli, folders, manifests } from './dist';
import { output, run } from './process';
import { tool } from './tools';
import { crdLayout, schemaVersions, writeCrdSchemas } from './tools/schemas';

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

/** The folders of CRDs of whatever the outputs may hold. */
const definitions = () => [tool('gateway-api-crds'), tool('prometheus-operator-crds'), join(tool('cert-manager'), 'crds')];

let work: string;

beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'kubeconform-'));
  for (const folder of definitions()) writeCrdSchemas(join(work, 'crds'), folder);
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

test('the Gateway API knows every field of a route', () => {
  const out = join(work, 'route');
  expect(cli('synth', '-f', 'values.yaml', '--set', 'console.route.enabled=true,console.route.parentRefs[0].name=public,console.route.hostnames[0]=kafka.example.org', '--out', out)).toMatchObject({ status: 0 });
  const files = [...manifests(out).keys()].map((name) => join(out, name));
  expect(files.filter((file) => file.includes('httproute'))).toHaveLength(1);
  expect(verdict(schemaVersions.at(-1)!, files)).toEqual({ status: 0, problems: [], valid: files.length });
});

test('Prometheus Operator knows every field of its monitors and rules', () => {
  const out = join(work, 'monitored');
  expect(cli('synth', '-f', 'values.yaml', '-f', 'environments/prod.yaml', '--set', 'monitoring.podMonitor.enabled=true,monitoring.prometheusRule.enabled=true', '--out', out)).toMatchObject({ status: 0 });
  const files = [...manifests(out).keys()].map((name) => join(out, name));
  expect(files.filter((file) => /podmonitor|prometheusrule/.test(file))).toHaveLength(4);
  expect(verdict(schemaVersions.at(-1)!, files)).toEqual({ status: 0, problems: [], valid: files.length });
});

test('fails an unknown field of a route, of a monitor and of a rule, and an unknown kind', () => {
  const route = 'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: misspelt }\nspec: { parentRef: [{ name: public }] }\n';
  const unknown = 'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRout\nmetadata: { name: unknown }\n';
  const monitor = 'apiVersion: monitoring.coreos.com/v1\nkind: PodMonitor\nmetadata: { name: misspelt }\nspec: { selector: {}, podMetricsEndpoints: [{ port: admin, tls: {} }] }\n';
  const rules = 'apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: { name: misspelt }\nspec: { groups: [{ name: a, rules: [{ alert: a, expr: up, wait: 5m }] }] }\n';
  expect(verdict(schemaVersions.at(-1)!, [], [route, unknown, monitor, rules].join('---\n'))).toMatchObject({
    status: 1,
    problems: [expect.stringContaining('HTTPRout unknown: could not find schema'), expect.stringMatching(/HTTPRoute misspelt.*'parentRef' not allowed/),
      expect.stringMatching(/PodMonitor misspelt.*'tls' not allowed/),
      expect.stringMatching(/PrometheusRule misspelt.*'wait' not allowed/),
    ],
  });
});

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
  const schemas = ['-schema-location', join(tool('kubeconform-schemas'), layout), '-schema-location', join(work, 'crds', crdLayout)];
  const { status, stdout } = run(tool('kubeconform'), ['-strict', '-summary', '-output', 'json', '-kubernetes-version', version, ...schemas, ...files], { input });
  const { resources, summary } = JSON.parse(stdout) as Report;
  return { status, problems: resources.map(({ kind, name, msg }) => `${kind} ${name}: ${msg}`).sort(), valid: summary.valid };
}
