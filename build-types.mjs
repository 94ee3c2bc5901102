// Writes lib/index.d.ts, the types of all that the package exports, and cdk8s-redpanda.api.md, by which a change of them is reviewed.
//
//   node build-types.mjs [--check]
//
// With --check it writes nothing, and fails if the reviewed file says something else.
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const report = 'cdk8s-redpanda.api.md';
mkdirSync(join(root, 'lib'), { recursive: true });
// Within the project, because types of other packages are looked for above the file.
const folder = mkdtempSync(join(root, 'lib', '.types-'));

try {
  const problems = [...declare(), ...extract()];
  if (problems.length > 0) {
    console.error(problems.join('\n'));
    process.exitCode = 1;
  } else if (!process.argv.includes('--check')) {
    copyFileSync(join(folder, 'rolled-up.d.ts'), join(root, 'lib/index.d.ts'));
    copyFileSync(join(folder, report), join(root, report));
  } else if (readFileSync(join(folder, report), 'utf8') !== readFileSync(join(root, report), 'utf8')) {
    console.error(`${report} is not what index.ts exports: run npm run build:types, and review the change`);
    console.error(spawnSync('diff', ['-u', report, join(folder, report)], { cwd: root, encoding: 'utf8' }).stdout);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}

/** Writes the declarations of each file, without what is internal. */
function declare() {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.types.json', '--outDir', folder], { cwd: root, encoding: 'utf8' });
  return status === 0 ? [] : [stdout];
}

/** Writes what the exports are made of into one file, and the report. A type that can be reached and is not exported is a problem. */
function extract() {
  const entry = join(folder, 'index.d.ts');
  const logLevel = (level) => ({ logLevel: level, addToApiReportFile: false });
  const config = ExtractorConfig.prepare({
    packageJsonFullPath: join(root, 'package.json'),
    configObjectFullPath: undefined,
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: entry,
      compiler: { overrideTsconfig: { compilerOptions: { target: 'ES2022', lib: ['ES2022'], module: 'Node16', moduleResolution: 'Node16', strict: true, types: [] }, files: [entry] } },
      apiReport: { enabled: true, reportFileName: report, reportFolder: folder, reportTempFolder: join(folder, 'temp') },
      dtsRollup: { enabled: true, untrimmedFilePath: join(folder, 'rolled-up.d.ts') },
      docModel: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: 'lf',
      messages: {
        compilerMessageReporting: { default: logLevel('error') },
        extractorMessageReporting: { default: logLevel('error'), 'ae-missing-release-tag': logLevel('none'), 'ae-undocumented': logLevel('none') },
        // The comments are JSDoc.
        tsdocMessageReporting: { default: logLevel('none') },
      },
    },
  });
  const problems = [];
  Extractor.invoke(config, {
    localBuild: true,
    messageCallback(message) {
      // What other packages' types refer to, such as the DOM, is not ours.
      const isOthers = message.category === 'Compiler' && message.sourceFilePath?.includes('/node_modules/') === true;
      if (message.logLevel === 'error' && !isOthers) problems.push(`${message.messageId}: ${message.text}`);
      message.handled = true;
    },
  });
  return problems;
}
