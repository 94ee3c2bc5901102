import { absent, and, each, eq, Input, operator, orElse, when } from '../../template';
import { canonicalJson } from '../../template/canonical-json';
import type { Values } from '../types';
import { Findings, says } from './finding';

type Patches = Pick<Input<Values>, 'patches'>;

/** Whether the JSON of a patch has a part like a pattern, which must read alike in JavaScript and in Go's RE2. */
const holds = operator('boolean', (patch: object, pattern: string) => new RegExp(pattern).test(canonicalJson(patch)), (patch, pattern) => `regexMatch ${pattern} (toJson ${patch})`);

/** The same, but for a part that is allowed. */
const holdsBeside = operator(
  'boolean',
  (patch: object, allowed: string, pattern: string) => new RegExp(pattern).test(canonicalJson(patch).replace(new RegExp(allowed, 'g'), '')),
  (patch, allowed, pattern) => `regexMatch ${pattern} (regexReplaceAll ${allowed} (toJson ${patch}) "")`,
);

/** An odd number of backslashes begins an escape in JSON. Newlines and tabs are left to be. */
const unprintable = '(^|[^\\\\])(\\\\\\\\)*\\\\(u00[01]|u202[89]|[bfr])|[\\x7f-\\x9f\ufffe\uffff]';

const directive = '"\\$patch":"(delete|replace)"';
/** A key, which stands after a brace or a comma and before a colon. */
const dollarKey = '[{,]"\\$[^"\\\\]*":';

/** How names of variables end that hold a secret. What ends in `_FILE` or `_URL` says where it is. */
const secretNames = ['PASSWORD', 'PASSWD', 'PASSPHRASE', '_PASS', 'SECRET', 'TOKEN', 'ACCESS_KEY', 'SECRET_KEY', 'PRIVATE_KEY', 'API_KEY'];
const secretVariable = `"name":"[^"]*(${secretNames.flatMap((name) => [name, name.toLowerCase()]).join('|')})","value":"[^"]`;
/** A switch, or a reference to another variable. */
const noSecret = '"value":"(true"|false"|[$][(])';

export const patchRules = ({ patches }: Patches): readonly Findings[] =>
  each(
    patches,
    ({ target, patch }, index) => [
      when(
        and(absent(target.kind ?? ''), absent(target.name ?? '')),
        says`${['patches', index, 'target']} must have a kind or a name: without either it would be aimed at every object`,
      ),
      when(
        eq(orElse<string>(target.kind, ''), 'Namespace'),
        says`${['patches', index, 'target', 'kind']} (Namespace) must be another: a chart holds no Namespaces, and this one would not be changed by it`,
      ),
      when(holds(patch, unprintable), says`${['patches', index, 'patch']} must hold no control characters but newlines and tabs: a values file of Helm cannot hold them`),
      when(
        holdsBeside(patch, directive, dollarKey),
        says`${['patches', index, 'patch']} must hold no key with a dollar sign but $patch: delete and $patch: replace: kubectl makes the others for itself`,
      ),
      when(
        holdsBeside(patch, noSecret, secretVariable),
        says`${['patches', index, 'patch']} must not hold the value of a variable such as PASSWORD or TOKEN: a secret does not belong in values, valueFrom names the Secret that holds it`,
      ),
    ],
    'patch',
  );

/** What makes pods less safe than Pod Security's level restricted asks, or than they were. */
const weaknesses: readonly (readonly [pattern: string, what: string])[] = [
  ['"privileged":true', 'makes a container privileged, which is as good as root of the node'],
  ['"hostPath":\\{', 'mounts a path of the node, which a pod can damage or read secrets from'],
  ['"host(IPC|Network|PID)":true', 'puts a pod into the network or among the processes of its node'],
  ['"hostPort":[1-9]', 'opens a port of the node'],
  ['"allowPrivilegeEscalation":(null|true)', 'lets a container gain more rights than its user has'],
  ['"runAsNonRoot":(false|null)|"runAsUser":0[,}]', 'lets a container run as root'],
  ['"readOnlyRootFilesystem":(false|null)', "lets a container change its image's files"],
  ['"add":\\["|"(capabilities|drop)":null', "gives a container capabilities of root's"],
  ['"Unconfined"|"seccompProfile":null', 'lets a container make every system call'],
  ['"securityContext":(null|\\{"\\$patch")', 'takes away what keeps a container from the rights of root'],
  ['"automountServiceAccountToken":(null|true)', 'gives a pod a token for the Kubernetes API'],
  ['"(limits|resources)":(null|\\{"\\$patch")|"limits":\\{[^}]*:null', 'takes away limits of a container, which can then starve its node'],
  ['"image":"([^"/]*/)*([^"/:@]*|[^"]*:latest)"', 'names an image without a tag or with the tag latest, which changes on its own'],
  ['"mountPath":"/var/lib/redpanda/data"', "changes the mount of the brokers' data, which may then be lost with a pod"],
  ['"when(Deleted|Scaled)":"Delete"', 'has volumes deleted, with the data on them'],
];

export const patchWarnings = ({ patches }: Patches): readonly Findings[] =>
  each(patches, ({ patch }, index) => weaknesses.map(([pattern, what]) => when(holds(patch, pattern), says`${['patches', index]} ${what}`)), 'patch');
