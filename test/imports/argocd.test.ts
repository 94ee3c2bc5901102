import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Application } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1';
import { parse } from 'yaml';
import { argocdFiles } from '../../output/argocd';
import { valuesOf } from '../platform/objects';

const application = (values = '') => parse(argocdFiles(valuesOf(values), 'redpanda-prod', 'dist/environments/prod').get('application.yaml')!);

test('the Application is valid by the published validator of Argo CD', () => {
  expect(() => new Application(application()).validate()).not.toThrow();
});

test('fails by the validator where the Application has a field of a wrong type', () => {
  const broken = application();
  broken.spec.syncPolicy.automated.prune = 'yes';
  expect(() => new Application(broken).validate()).toThrow('spec/syncPolicy/automated/prune must be boolean');
});

test('the Application syncs a folder of the repository into the namespace of the brokers, and prunes', () => {
  const values = 'namespace: streams\nargocd: { namespace: gitops, project: events, repoUrl: "https://git.example.org/events.git", targetRevision: main }';
  expect(application(values)).toEqual({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'redpanda-prod', namespace: 'gitops', labels: expect.objectContaining({ 'app.kubernetes.io/component': 'platform' }) },
    spec: {
      project: 'events',
      source: { repoURL: 'https://git.example.org/events.git', targetRevision: 'main', path: 'dist/environments/prod' },
      destination: { server: 'https://kubernetes.default.svc', namespace: 'streams' },
      syncPolicy: { automated: { prune: true, selfHeal: true } },
    },
  });
});

test('imports/ is what cdk8s import makes of the CRDs beside it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-redpanda-imports-'));
  try {
    cpSync('imports', join(folder, 'imports'), { recursive: true, filter: (path) => !path.endsWith('.ts') });
    writeFileSync(join(folder, 'cdk8s.yaml'), readFileSync('cdk8s.yaml'));
    const { status, stderr } = spawnSync(resolve('node_modules/.bin/cdk8s'), ['import', '--check-upgrade=false'], { cwd: folder, encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, expect.any(String)]);
    const read = (directory: string) => Object.fromEntries(readdirSync(directory).map((name) => [name, readFileSync(join(directory, name), 'utf8')]));
    expect(read(join(folder, 'imports'))).toEqual(read('imports'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);
