import { matching } from './leaf';

const userName = '([A-Za-z0-9._~%+-]+@)?';
const host = '([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[a-fA-F0-9:]+\\])(:[0-9]{1,5})?';

/** Of a repository, as Argo CD and git take it, or '' for none. A password in it would be committed. */
export const optionalGitUrl = () =>
  matching(
    new RegExp(`^((https?|ssh|git)://${userName}${host}(/[!-~]*)?|file:///[!-~]+|[A-Za-z0-9._-]+@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?:[!-~]+)?$`),
    "must be the URL of a git repository without a password, such as https://HOST/PATH, ssh://USER@HOST/PATH or USER@HOST:PATH, or '' for none: Argo CD clones it",
    2048,
  );
