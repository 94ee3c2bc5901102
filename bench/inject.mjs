// Prints how many workloads inject changes a second, and the memory it needs at most, next to `kubectl kustomize` with the same patch on the same files.
//
//   node bench/inject.mjs [WORKLOADS]
//
// Both are processes of their own, and read every file; inject also replaces each of them.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const workloads = Number(process.argv[2] ?? 10_000);
const aim = 20;
const root = mkdtempSync(join(tmpdir(), 'bench-'));
const program = join(root, 'inject.js');
const main = `
import { inject } from './cli/inject';
inject.run({ values: ['values.yaml'], write: true }, process.argv.slice(2));
`;

const manifest = (index) => `# The service number ${index}.
apiVersion: apps/v1
kind: Deployment
metadata:
  name: service-${index}
  labels: { app: service-${index} }
  annotations:
    redpanda.io/client: services
spec:
  replicas: 3
  selector:
    matchLabels:
      app: service-${index}
  template:
    metadata:
      labels:
        app: service-${index}
    spec:
      containers:
        - name: app
          image: example.com/service-${index}:1.2.3 # pinned
          ports:
            - name: http
              containerPort: 8080
          env:
            - name: LOG_LEVEL
              value: info
          resources:
            requests: { cpu: 100m, memory: 128Mi }
            limits: { memory: 128Mi }
          readinessProbe:
            httpGet: { path: /ready, port: http }
`;

/** Runs a program to its end: how long it took, and what its memory was at most. */
function measure(command, args, cwd) {
  return new Promise((resolve, reject) => {
    const began = process.hrtime.bigint();
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let [peak, errors, bytes] = [0, '', 0];
    const watch = setInterval(() => (peak = Math.max(peak, memory(child.pid))), 20);
    child.stdout.on('data', (chunk) => (bytes += chunk.length));
    child.stderr.on('data', (chunk) => (errors += chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(watch);
      const seconds = Number(process.hrtime.bigint() - began) / 1e9;
      if (code !== 0) reject(new Error(`${command} ${args.join(' ')}: ${errors}`));
      else resolve({ seconds, peak, bytes });
    });
  });
}

/** The kernel keeps the highest value, so that none is missed between two looks. */
function memory(pid) {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

function folder(name, count) {
  const path = join(root, name);
  mkdirSync(path);
  for (let index = 0; index < count; index++) writeFileSync(join(path, `service-${index}.yaml`), manifest(index));
  return path;
}

function report(name, count, { seconds, peak }) {
  console.log(`  ${(count / seconds).toFixed(0).padStart(7)} workloads/s  ${seconds.toFixed(2).padStart(8)} s  ${peak.toFixed(0).padStart(6)} MB  ${name}`);
}

try {
  buildSync({ stdin: { contents: main, resolveDir: '.' }, bundle: true, platform: 'node', target: 'node20', outfile: program, loader: { '.sh': 'text' }, logLevel: 'error' });
  console.log(`${workloads} workloads, one a file`);
  const tenth = Math.ceil(workloads / 10);
  const few = folder('few', tenth);
  report(`inject, a tenth of them`, tenth, await measure(process.execPath, [program, few]));
  const many = folder('many', workloads);
  const patched = join(root, 'kustomize');
  cpSync(many, patched, { recursive: true });
  const own = await measure(process.execPath, [program, many]);
  report('inject', workloads, own);
  const nothing = await measure(process.execPath, [program, many]);
  report('inject again, which changes nothing', workloads, nothing);
  const changed = readdirSync(many).filter((name) => readFileSync(join(many, name), 'utf8').includes('KAFKA_SCHEMA_REGISTRY_URL')).length;
  if (changed !== workloads) throw new Error(`inject has changed ${changed} files of ${workloads}`);

  if (spawnSync('kubectl', ['version', '--client']).status !== 0) {
    console.log('kubectl kustomize: skipped, because there is no kubectl');
  } else {
    const variables = ['KAFKA_BOOTSTRAP_SERVERS', 'KAFKA_SCHEMA_REGISTRY_URL'];
    const values = Object.fromEntries(variables.map((name) => [name, new RegExp(`${name}\\n +value: (.*)`).exec(readFileSync(join(many, 'service-0.yaml'), 'utf8'))[1]]));
    const patch = variables.map((name) => `      - {op: add, path: /spec/template/spec/containers/0/env/-, value: {name: ${name}, value: ${values[name]}}}\n`).join('');
    const resources = readdirSync(patched).map((name) => `  - ${name}\n`).join('');
    writeFileSync(join(patched, 'kustomization.yaml'), `resources:\n${resources}patches:\n  - target: {kind: Deployment}\n    patch: |-\n${patch}`);
    const kustomize = await measure('kubectl', ['kustomize', patched]);
    report('kubectl kustomize', workloads, kustomize);
    console.log(`  ${(kustomize.seconds / own.seconds).toFixed(1).padStart(7)} ×   kubectl kustomize / inject (aim: at least ${aim})`);
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}
