import { matching } from './leaf';

const userName = '([A-Za-z0-9._~%+-]+@)?';
const host = '([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[a-fA-F0-9:]+\\])(:[0-9]{1,5})?';
const url = `((https?|ssh|git)://${userName}${host}(/[!-~]*)?|file:///[!-~]+|[A-Za-z0-9._-]+@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?:[!-~]+)`;
const rule = 'must be the URL of a git repository without a password, such as https://HOST/PATH, ssh://USER@HOST/PATH or USER@HOST:PATH';

/** Of a repository, as git takes it. A password in it would be committed. */
export const gitUrl = () => matching(new RegExp(`^${url}$`), `${rule}: Console clones it`, 2048);

/** The same, or '' for none. */
export const optionalGitUrl = () => matching(new RegExp(`^${url}?$`), `${rule}, or '' for none: Argo CD clones it`, 2048);
