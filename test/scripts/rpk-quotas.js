// A stand-in for rpk over quotas that are a JSON file, with rpk's ways: a refusal that exits with 0 and shows in the table
// alone, an object without quotas where there are none, the name <default> in the place of none.
const { readFileSync, renameSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const file = join(process.env.SANDBOX, 'cluster.json');
const cluster = JSON.parse(readFileSync(file, 'utf8'));
const [group, subject, command, ...args] = process.argv.slice(2);
if (group !== 'cluster' || subject !== 'quotas') die(`Error: unknown command "${subject}" for "rpk ${group}"`);

/** At once, because a script may be killed meanwhile. */
function save() {
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(cluster));
  renameSync(`${file}.${process.pid}`, file);
}

function die(text) {
  save();
  console.error(text);
  process.exit(1);
}

const flags = {};
while (args.length > 0) {
  const flag = args.shift();
  if (!['--add', '--delete', '--name', '--default', '--format'].includes(flag)) die(`Error: unknown flag: ${flag}`);
  // They are read as CSV.
  (flags[flag] ??= []).push(...args.shift().split(','));
}

if (cluster.unreachable > 0) {
  cluster.unreachable -= 1;
  die('unable to describe client quotas: unable to dial: dial tcp 127.0.0.1:9092: connect: connection refused');
}
if (cluster.passing?.times > 0 && command === 'alter') {
  cluster.passing.times -= 1;
  die(cluster.passing.reason);
}

if (command === 'describe') {
  if (cluster.noRights) die('unable to describe client quotas: CLUSTER_AUTHORIZATION_FAILED: Cluster authorization failed.');
  const shown = cluster.lag > 0 && cluster.before ? cluster.before : cluster.quotas;
  if (cluster.before) cluster.lag -= 1;
  const quotas = Object.entries(shown).map(([whose, values]) => ({
    entity: whose.split(',').map((part) => ({ name: part.slice(part.indexOf('=') + 1), type: part.slice(0, part.indexOf('=')) })),
    values: Object.entries(values).map(([key, value]) => ({ key, value })),
  }));
  const json = JSON.stringify(quotas.length > 0 ? { quotas } : {});
  console.log(json.replaceAll('<', '\\u003c').replaceAll('>', '\\u003e'));
} else {
  const [whose] = [...(flags['--name'] ?? []), ...(flags['--default'] ?? []).map((type) => `${type}=<default>`)];
  const refusal = cluster.refused?.[whose];
  if (!refusal) {
    cluster.before = structuredClone(cluster.quotas);
    const values = (cluster.quotas[whose] ??= {});
    for (const pair of flags['--add'] ?? []) values[pair.split('=')[0]] = pair.split('=')[1];
    for (const key of flags['--delete'] ?? []) delete values[key];
    if (Object.keys(values).length === 0) delete cluster.quotas[whose];
  }
  const width = Math.max(whose.length, 6) + 2;
  console.log(`${'ENTITY'.padEnd(width)}STATUS\n${whose.padEnd(width)}${refusal ? `Error: ${refusal}` : 'OK'}`);
}
save();
