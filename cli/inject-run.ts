import { lstatSync, realpathSync } from 'node:fs';
import { relative } from 'node:path';
import type { ClientEnvironment } from '../clients/client-environments';
import { FileError, readText, replaceFile } from '../files/text-file';
import { unifiedDiff } from '../inject/text/diff';
import { inject, Injection } from '../inject/inject';
import { InjectOptions } from '../inject/options';
import { isExplicit, Selection } from '../inject/workload/selection';
import { clientKey } from '../kubernetes/labels';
import { Refusal } from './command';

/** How the files are read and what is made of them. */
export interface Flags extends InjectOptions {
  readonly write?: boolean;
  readonly check?: boolean;
  readonly diff?: boolean;
  readonly 'ignore-unknown'?: boolean;
}

/** Injects into files one by one, and tells of them. */
export class InjectRun {
  readonly problems: string[] = [];
  private readonly names = new Set<string>();
  private readonly containers = new Set<string>();
  private readonly changing = new Set<string>();
  private changes = 0;
  private printed = '\n';
  private count = 0;
  private unknown = 0;

  constructor(
    private readonly clients: readonly ClientEnvironment[],
    private readonly selection: Selection,
    private readonly flags: Flags,
  ) {}

  file(path: string): void {
    try {
      const text = readText(path);
      const result = inject(text, this.selection, this.clients, this.flags);
      if (result.isUnknown && this.flags['ignore-unknown'] === true) {
        this.unknown += 1;
        return;
      }
      const name = path === '-' ? 'standard input' : path;
      for (const { line, column, sentence } of result.problems) this.problems.push(`${name}:${line}:${column}: ${sentence}`);
      for (const { line, column, sentence } of result.notes) process.stderr.write(`note: ${name}:${line}:${column}: ${sentence}\n`);
      for (const { workload, container } of result.meant) {
        this.names.add(workload);
        this.containers.add(container);
      }
      this.output(path, name, text, result);
    } catch (error) {
      // Whatever goes wrong with one file, the others are done.
      this.problems.push(error instanceof FileError ? error.message : `${path} cannot be processed: ${(error as Error).message}`);
    }
  }

  /** @param command what makes the changes that a check has found */
  end(command: string): void {
    const { names = [], containers = [], client } = this.selection;
    if (this.unknown > 0) process.stderr.write(`note: skipped ${this.unknown} ${this.unknown === 1 ? 'file that is' : 'files that are'} not Kubernetes YAML\n`);
    const missing = [
      ...names.filter((name) => !this.names.has(name)).map((name) => `--name ${name} must be the name of a workload: none of the files has one`),
      ...containers.filter((name) => !this.containers.has(name)).map((name) => `--container ${name} must be the name of a container: none of the selected workloads has one`),
    ];
    const problems = [...this.problems, ...missing];
    if (problems.length > 0) throw new Refusal([...problems, ...(this.flags.check === true ? this.summary(problems.length, command) : [])]);
    // A check of nothing should not look like one that has passed.
    const wanted = isExplicit(this.selection) ? 'no workload is selected' : `no workload has the label or annotation ${clientKey}${client === undefined ? '' : `: ${client}`}`;
    if (this.names.size === 0) process.stderr.write(`note: ${wanted}, so nothing was looked at\n`);
  }

  private output(path: string, name: string, text: string, { text: result, edits, changes, refused }: Injection): void {
    const { write, check, diff } = this.flags;
    if (refused) return;
    if (check === true) {
      if (changes.length > 0) this.changing.add(name);
      this.changes += changes.length;
      for (const { line, workload, container, name: what, action } of changes) this.problems.push(`${name}:${line}: ${workload}, container ${container}: would ${action} ${what}`);
    }
    // Patch follows no link.
    if (diff === true) process.stdout.write(unifiedDiff(path === '-' ? name : withoutLink(path), text, edits));
    if (write === true && edits.length > 0) replaceFile(path, result);
    if (write !== true && check !== true && diff !== true) this.print(result);
  }

  private summary(problems: number, command: string): string[] {
    const [others, files] = [problems - this.changes, this.changing.size];
    const left = others === 0 ? [] : [`${counted(others, 'problem')} would be left`];
    if (this.changes === 0) return left;
    return [[`${counted(this.changes, 'change')} in ${counted(files, 'file')}`, ...left, `to make the ${this.changes === 1 ? 'change' : 'changes'}: ${command}`].join('; ')];
  }

  /** Files that follow each other on the standard output have to be documents of one. */
  private print(text: string): void {
    const own = this.count > 0 ? text.replace(/^\ufeff/, '') : text;
    const lineEnd = this.printed.endsWith('\n') ? '' : '\n';
    const separator = this.count === 0 || own.startsWith('---') ? '' : own.startsWith('%') ? '...\n' : '---\n';
    process.stdout.write(`${lineEnd}${separator}${own}`);
    this.printed = own === '' ? this.printed : own.slice(-1);
    this.count += 1;
  }
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** The path of a file, or of the one that a link leads to. */
function withoutLink(path: string): string {
  return lstatSync(path).isSymbolicLink() ? relative(process.cwd(), realpathSync(path)) : path;
}
