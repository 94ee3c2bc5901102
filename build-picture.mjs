// Prints docs/diff.svg: a terminal with what the program prints for the change of values below.
//
//   node build-picture.mjs lib/cli.js > docs/diff.svg
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const before = `namespace: events
console: { ingress: { enabled: true, hosts: [kafka.local] } }
topics:
  - { name: orders, partitions: 3 }
  - { name: bills, partitions: 3 }
`;
const after = `namespace: events
broker: { storage: { size: 20Gi } }
console: { config: { kafka: { clientId: console } } }
topics:
  - { name: orders, partitions: 6 }
`;
const columns = 132;

const colours = { 31: '#ff7b72', 32: '#7ee787', 33: '#e3b341', 35: '#d2a8ff', 36: '#79c0ff' };
const [width, height, margin] = [8.4, 19, 14];

function printed(program) {
  const folder = mkdtempSync(join(tmpdir(), 'picture-'));
  const run = (...args) => spawnSync(process.execPath, [resolve(program), ...args], { cwd: folder, encoding: 'utf8', env: { ...process.env, FORCE_COLOR: '1', NO_COLOR: '' } });
  try {
    writeFileSync(join(folder, 'values.yaml'), before);
    const { status, stderr } = run('synth');
    if (status !== 0) throw new Error(stderr);
    writeFileSync(join(folder, 'values.yaml'), after);
    const { status: code, stdout, stderr: complaint } = run('diff');
    if (code !== 3) throw new Error(`diff ended with ${code}: ${complaint}`);
    return stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Each character with the escape sequence that colours it, in lines as long as the terminal is wide. */
function lines(text) {
  let style = '';
  const rows = [[]];
  for (const [part, code, character] of text.matchAll(/\x1b\[([\d;]*)m|([^])/gu)) {
    if (character === undefined) style = code === '0' ? '' : code;
    else if (part === '\n') rows.push([]);
    else {
      if (rows.at(-1).length === columns) rows.push([]);
      rows.at(-1).push({ character, style });
    }
  }
  return rows;
}

/** Hashes are of scripts, too, with each of which the picture would change. */
function withoutHashes(text) {
  const known = ['5f0c8a11', '9b3e7d20', 'c4418fe6', '27da906b'];
  const hashes = [...new Set(text.match(/(?<=[-m])(?=[0-9a-f]*\d)[0-9a-f]{8}(?![0-9a-z])/g))];
  return hashes.reduce((all, hash, index) => all.replaceAll(hash, known[index]), text);
}

const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

function tspans(row) {
  const runs = [];
  for (const { character, style } of row) {
    if (runs.at(-1)?.style === style) runs.at(-1).text += character;
    else runs.push({ style, text: character });
  }
  return runs.map(({ style, text }) => (style === '' ? escape(text) : `<tspan${attributes(style.split(';'))}>${escape(text)}</tspan>`)).join('');
}

function attributes(codes) {
  const colour = codes.map((code) => colours[code]).find(Boolean);
  return `${colour ? ` fill="${colour}"` : ''}${codes.includes('1') ? ' font-weight="bold"' : ''}`;
}

const rows = lines(`$ npx cdk8s-redpanda diff\n${withoutHashes(printed(process.argv[2])).trimEnd()}`);
const [w, h] = [Math.ceil(columns * width + 2 * margin), rows.length * height + 2 * margin];
process.stdout.write(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w} ${h}" width="${w}" height="${h}" role="img">
<title>What npx cdk8s-redpanda diff prints</title>
<rect width="${w}" height="${h}" rx="8" fill="#0d1117"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="#e6edf3" xml:space="preserve">
${rows.map((row, index) => `<text x="${margin}" y="${margin + height * index + 14}">${tspans(row)}</text>`).join('\n')}
</g>
</svg>
`);
