import * as z from 'zod';
import { namedOperator, operator } from '../../template';
import { matching } from './leaf';

// The grammar is that of container runtimes: github.com/distribution/reference, regexp.go, and go-digest's algorithms.
const component = '([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const address = '\\[[a-fA-F0-9:]+\\]';
const port = ':[0-9]{1,5}';
const path = '[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*';
const tag = ':[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}';
const digest = '@(sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128})';

/** Where a name has room for its repository, beside its registry. */
const repository = '^[^/]+/[^:@]{1,255}[:@]';

const imageRule = 'must be REGISTRY/REPOSITORY:TAG or REGISTRY/REPOSITORY@sha256:DIGEST: an image that is not pinned changes on its own';

export const image = () =>
  matching(new RegExp(`^((${component}(\\.${component})*|${address})(${port})?|${path})(/${path})+(${tag}(${digest})?|${digest})$`), imageRule, 1024).check(
    z.regex(new RegExp(repository), 'must have a REPOSITORY of at most 255 characters: no registry holds a longer one'),
  );

/** Where an image's name begins with the host of a registry, which a dot or a port tells from a part of the repository. */
export const registry = () =>
  matching(
    new RegExp(`^((localhost|${component}(\\.${component})+|${address}|(${component}(\\.${component})*|${address})${port})(/${path})*)?$`),
    "must be the host of a registry with a dot or a port, such as registry.example.org:5000, and the path of a mirror if need be, or '' for each image's own: a container runtime takes another first part for a repository of Docker Hub",
    255,
  );

export const fromRegistry = namedOperator(
  'redpanda.image',
  'An image from another registry than its own, if one is given',
  operator(
    'string',
    (name: string, host: string) => (host === '' ? name : name.replace(/^((localhost|[^/]*[.:A-Z][^/]*)\/)?/, `${host}/`)),
    (name, host) => `ternary ${name} (regexReplaceAll "^((localhost|[^/]*[.:A-Z][^/]*)/)?" ${name} (printf "%v/" ${host})) (empty ${host})`,
  ),
  'name',
  'registry',
);

/** Whether the path of a mirror leaves no room for an image's own. */
export const isTooLong = operator(
  'boolean',
  (name: string) => !new RegExp(repository).test(name),
  (name) => `not (regexMatch ${JSON.stringify(repository)} ${name})`,
);

/** The end of an image's name: its tag, or the beginning of its digest. */
const ending = '^.*/[^/:@]+(:([^@]+)(@.*)?|@[a-z0-9]+:([a-f0-9]{12}).*)$';

export const imageVersion = namedOperator(
  'redpanda.version',
  'The version of an image as a label: its tag, or the first digits of its digest',
  operator(
    'string',
    (name: string) => name.replace(new RegExp(ending), '$2$4').slice(0, 63).replace(/^[._-]+|[._-]+$/g, ''),
    (name) => `regexReplaceAll ${JSON.stringify(ending)} ${name} "\${2}\${4}" | trunc 63 | trimAll "._-"`,
  ),
);
