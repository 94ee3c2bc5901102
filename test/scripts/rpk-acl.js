// A stand-in for `rpk security acl` over a cluster that is a JSON file, with rpk's ways: flags that are read as CSV and
// multiplied, failures that exit with 0, a list that is empty where nothing may be read, deletions by filters, in which
// what is left out means anything.
const { readFileSync, renameSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const file = join(process.env.SANDBOX, 'cluster.json');
const cluster = JSON.parse(readFileSync(file, 'utf8'));
const [command, ...args] = process.argv.slice(4);

const unknown = args.find((arg) => cluster.unknown?.includes(arg));
if (unknown) die(`Error: unknown flag: ${unknown}\nUsage:\n  rpk security acl ${command} [flags]\n\nFlags:\n  -h, --help   Help for ${command}`);
if (cluster.unreachable > 0) {
  cluster.unreachable -= 1;
  die(cluster.reason ?? 'unable to list ACLs: unable to dial: dial tcp 127.0.0.1:9092: connect: connection refused');
}

const flags = {};
while (args.length > 0) {
  const flag = args.shift().slice(2);
  if (['no-confirm', 'cluster'].includes(flag)) flags[flag] = ['true'];
  else flags[flag] = [...(flags[flag] ?? []), ...csv(args.shift())];
}

function csv(text) {
  const fields = [];
  for (let rest = text; ; rest = rest.slice(1)) {
    const [whole, quoted] = /^"((?:[^"]|"")*)"(?=,|$)/.exec(rest) ?? /^()[^,"]*/.exec(rest);
    fields.push(whole.startsWith('"') ? quoted.replaceAll('""', '"') : whole);
    rest = rest.slice(whole.length);
    if (rest === '') return fields;
    if (rest[0] !== ',') die(`Error: invalid argument "${text}": parse error`);
  }
}

function save() {
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(cluster));
  renameSync(`${file}.${process.pid}`, file);
}

function die(text) {
  save();
  console.error(text);
  process.exit(1);
}

const columns = ['principal', 'host', 'resource_type', 'resource_name', 'resource_pattern_type', 'operation', 'permission'];
const keyOf = (acl) => JSON.stringify(columns.map((column) => acl[column]));

function table(rows) {
  const all = [['PRINCIPAL', 'HOST', 'RESOURCE-TYPE', 'RESOURCE-NAME', 'RESOURCE-PATTERN-TYPE', 'OPERATION', 'PERMISSION', 'ERROR'], ...rows];
  const widths = all[0].map((_, at) => Math.max(...all.map((row) => row[at].length)) + 2);
  console.log(all.map((row) => row.map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at]))).join('')).join('\n'));
}

/** What the flags multiply to; undefined is anything. */
function combinations(fallback) {
  const resources = [
    ...(flags.topic ?? []).map((name) => ['TOPIC', name]),
    ...(flags.group ?? []).map((name) => ['GROUP', name]),
    ...(flags['transactional-id'] ?? []).map((name) => ['TRANSACTIONAL_ID', name]),
    ...(flags.cluster ? [['CLUSTER', 'kafka-cluster']] : []),
  ];
  const operations = (flags.operation ?? []).map((name) => name.toUpperCase());
  const pattern = flags['resource-pattern-type']?.[0].toUpperCase();
  const all = [];
  for (const permission of ['ALLOW', 'DENY']) {
    const word = permission.toLowerCase();
    for (const principal of flags[`${word}-principal`] ?? []) {
      for (const host of flags[`${word}-host`] ?? fallback) {
        for (const [resource_type, resource_name] of resources.length > 0 ? resources : [[]]) {
          for (const operation of operations.length > 0 ? operations : [undefined]) all.push({ principal, host, resource_type, resource_name, resource_pattern_type: pattern, operation, permission });
        }
      }
    }
  }
  return all;
}

const isShown = !(cluster.lag > 0 && cluster.before);
switch (command) {
  case 'list': {
    if (!isShown) cluster.lag -= 1;
    const filters = [{ principal: '', host: '', resource_type: 'ANY', resource_name: '', resource_pattern_type: 'ANY', operation: 'ANY', permission: 'ANY', message: cluster.denied }];
    const all = isShown ? cluster.acls : cluster.before;
    const answer = cluster.denied ? { filters, matches: null } : { matches: all.length > 0 ? all : null };
    console.log((cluster.preface ?? '') + JSON.stringify(answer).replace(/[<>&]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`));
    break;
  }
  case 'create': {
    const asked = combinations(['*']);
    if (asked.some((acl) => columns.some((column) => acl[column] === undefined))) {
      console.log('Specified flags created no ACLs.');
      break;
    }
    cluster.before = [...cluster.acls];
    table(
      asked.map((acl) => {
        const error = cluster.passing?.times > 0 ? cluster.passing.reason : (cluster.refused?.[acl.resource_name] ?? '');
        if (error === '' && !cluster.forgetful && !cluster.acls.some((one) => keyOf(one) === keyOf(acl))) cluster.acls.push(acl);
        return [...columns.map((column) => acl[column]), error];
      }),
    );
    if (cluster.passing) cluster.passing.times -= 1;
    break;
  }
  case 'delete': {
    if (!flags['no-confirm'] && !cluster.unknown?.includes('--no-confirm')) die('unable to confirm deletion: EOF');
    cluster.before = [...cluster.acls];
    const filters = combinations([undefined]);
    if (cluster.undeletable) {
      console.log(`FILTERS\n=======\n${filters.map((acl) => `${columns.map((column) => acl[column]).join('  ')}  ${cluster.undeletable}`).join('\n')}\n\nDELETIONS\n=========`);
      break;
    }
    const gone = cluster.acls.filter((acl) => filters.some((filter) => columns.every((column) => filter[column] === undefined || filter[column] === acl[column])));
    cluster.acls = cluster.acls.filter((acl) => !gone.includes(acl));
    // The client may have asked twice, and shows the second answer.
    table(cluster.askedTwice ? [] : gone.map((acl) => [...columns.map((column) => acl[column]), '']));
    break;
  }
}
save();
