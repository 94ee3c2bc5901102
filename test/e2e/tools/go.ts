import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { output } from '../process';

const hour = 3_600_000;

/** Builds a program whose module can be installed as it is. */
export function goInstall(folder: string, program: string, version: string, ldflags: readonly string[] = []): void {
  go(['install', `-ldflags=${['-s', '-w', ...ldflags].join(' ')}`, `${program}@v${version}`], tmpdir(), { GOBIN: folder });
}

export interface GoModule {
  readonly path: string;
  readonly version: string;
  /**
   * Version of the modules that it replaces by folders of its own repository.
   *
   * @default - they are not replaced
   */
  readonly localVersion?: string;
}

/** Builds a program whose module has `replace` directives, which `go install` refuses. */
export function goBuild(file: string, program: string, module: GoModule, ldflags: readonly string[] = []): void {
  const { GoMod, Dir } = goModule(module);
  const cwd = mkdtempSync(join(tmpdir(), 'go-build-'));
  try {
    copyFileSync(GoMod, join(cwd, 'go.mod'));
    if (existsSync(join(Dir, 'go.sum'))) copyFileSync(join(Dir, 'go.sum'), join(cwd, 'go.sum'));
    go(['mod', 'edit', '-module=tool', `-require=${module.path}@v${module.version}`, ...localReplaces(GoMod, module)], cwd);
    go(['build', '-mod=mod', `-ldflags=${['-s', '-w', ...ldflags].join(' ')}`, '-o', file, program], cwd);
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

/** Builds the programs of a module of ours. */
export function goBuildFolder(folder: string, source: string): void {
  go(['build', '-ldflags=-s -w', '-o', `${folder}/`, './...'], source);
}

/** Folder of a module that a module of ours requires. */
export function goRequired(path: string, source: string): string {
  return go(['list', '-m', '-f={{.Dir}}', path], source).trim();
}

/** Downloads a module. */
export function goModule({ path, version }: GoModule): { GoMod: string; Dir: string } {
  return JSON.parse(go(['mod', 'download', '-json', `${path}@v${version}`], tmpdir()));
}

function localReplaces(goMod: string, { localVersion }: GoModule): string[] {
  const { Require, Replace } = JSON.parse(go(['mod', 'edit', '-json', goMod], tmpdir())) as {
    Require: { Path: string }[] | null;
    Replace: { Old: { Path: string }; New: { Path: string } }[] | null;
  };
  const required = new Set(Require?.map(({ Path }) => Path));
  return (Replace ?? [])
    .filter(({ New }) => New.Path.startsWith('.'))
    .map(({ Old: { Path } }) => (localVersion !== undefined && required.has(Path) ? `-replace=${Path}=${Path}@v${localVersion}` : `-dropreplace=${Path}`));
}

function go(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): string {
  return output('go', args, { cwd, timeout: hour, env: { ...process.env, CGO_ENABLED: '0', GOWORK: 'off', ...env } });
}
