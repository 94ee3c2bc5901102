import { mkdirSync } from 'node:fs';
import { output } from './process';

/** A git repository on this machine. */
export interface Repository {
  readonly url: string;
  readonly folder: string;
  /** Commits everything in the folder and returns the revision. */
  commit(message: string): string;
}

/** Creates an empty git repository in a folder. */
export function createRepository(folder: string): Repository {
  // The settings of whoever runs the tests, such as signed commits, must not matter.
  const env = {
    ...process.env,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_AUTHOR_NAME: 'e2e',
    GIT_AUTHOR_EMAIL: 'e2e@example.com',
    GIT_COMMITTER_NAME: 'e2e',
    GIT_COMMITTER_EMAIL: 'e2e@example.com',
  };
  const git = (...args: string[]) => output('git', args, { cwd: folder, env });
  mkdirSync(folder, { recursive: true });
  git('init', '--quiet', '--initial-branch=main');
  return {
    url: `file://${folder}`,
    folder,
    commit(message) {
      git('add', '--all');
      git('commit', '--quiet', '--message', message);
      return git('rev-parse', 'HEAD').trim();
    },
  };
}
