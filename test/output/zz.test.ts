import { chartFiles } from '../../output/helm';
import { plainFiles } from '../../output/plain';
import { defaultsOf } from '../../values/defaults';
import { schema } from '../../values/schema';
import { folderOf, runHelm } from '../helm';
test('x', () => {
  const d = defaultsOf(schema) as any;
  const t0 = Date.now();
  const files = chartFiles(d);
  const t1 = Date.now();
  plainFiles(d);
  const t2 = Date.now();
  const f = folderOf(files);
  const t3 = Date.now();
  const r = runHelm('template', 'redpanda', f, '-n', 'model-registry', '--kube-version', '1.34', '--set', 'broker.resources.requests.cpu=2,broker.resources.limits.cpu=2,broker.resources.requests.memory=4Gi');
  const t4 = Date.now();
  console.log(t1-t0, t2-t1, t3-t2, t4-t3, r.status, r.stderr, r.stdout.length, [...files.keys()]);
  console.log(files.get('templates/NOTES.txt'), files.get('templates/rules.yaml'), files.get('templates/60-statefulset-redpanda.yaml'));
});
