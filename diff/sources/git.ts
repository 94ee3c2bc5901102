import { relative, sep } from 'node:path';
import { Files } from '../../files/files';
import { isPart } from './output';
import { run } from './run';
import { SourceError } from './source-error';

/**
 * The objects of an output's folder at a revision, and of its environments, as texts.
 *
 * @param revision whatever `git rev-parse` takes, such as `origin/main`
 */
export function readRevision(revision: string, folder: string): Files {
  const repository = run('--from-git', 'git', ['rev-parse', '--git-dir']);
  if (!repository.isDone) throw new SourceError(`--from-git needs a git repository, and cannot read that of this folder: ${repository.complaint.replace(/^fatal: /, '')}`);
  const [commit] = git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`])?.toString().split('\n') ?? [];
  if (commit === undefined) throw new SourceError(`--from-git (${revision}) must be a revision of the git repository of this folder: there is none of that name`);
  const path = relative('.', folder).split(sep).join('/');
  const entries = git(['ls-tree', '-r', '-z', '--full-tree', path === '' ? `${commit}:./` : `${commit}:./${path}`])?.toString().split('\0');
  if (!entries) throw new SourceError(`${folder} must be an output of cdk8s-redpanda: at ${revision} there is no such folder`);
  const blobs = entries.flatMap((entry) => {
    const [, id, name] = /^100\d{3} blob (\w+)\t([^]*)$/.exec(entry) ?? [];
    return id !== undefined && name !== undefined && isPart(name) ? [{ id, name }] : [];
  });
  const texts = git(['cat-file', '--batch'], blobs.map(({ id }) => `${id}\n`).join(''));
  if (!texts) throw new SourceError(`${folder} cannot be read at ${revision}: git has not all of its files`);
  return new Map([...contents(texts)].map((text, index) => [blobs[index]!.name, text]));
}

/** What `git cat-file --batch` prints: before each content a line that ends in its length, and after it a line feed. */
function* contents(output: Buffer): Generator<string> {
  for (let at = 0; at < output.length; ) {
    const start = output.indexOf(10, at) + 1;
    const length = Number(output.toString('utf8', at, start - 1).split(' ').at(-1));
    yield output.toString('utf8', start, start + length);
    at = start + length + 1;
  }
}

function git(args: readonly string[], input?: string): Buffer | undefined {
  const { isDone, stdout } = run('--from-git', 'git', args, input);
  return isDone ? stdout : undefined;
}
