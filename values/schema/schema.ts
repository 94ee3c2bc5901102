import { acl } from './acl';
import { adopted } from './adopted';
import { broker } from './broker';
import { client } from './client';
import { clusterSettings } from './cluster';
import { console } from './console';
import { eventSchema } from './event-schema';
import { optionalGitUrl } from './git-url';
import { global } from './global';
import { flag, freeText, leaf, list, plainOnly, section } from './leaf';
import { monitoring } from './monitoring';
import { clusterName, domainName, namespaceName, objectName } from './name';
import { networkPolicy } from './network-policy';
import { patch } from './patch';
import { prune } from './prune';
import { pullSecret } from './pull-secret';
import { quota } from './quota';
import { sasl } from './sasl';
import { tieredStorage } from './tiered-storage';
import { tls } from './tls';
import { topic } from './topic';
import { user } from './user';

const argocd = section({
  namespace: leaf(namespaceName(), 'argocd', 'Namespace of Argo CD.'),
  project: leaf(objectName(), 'default', 'AppProject of the Application.'),
  repoUrl: leaf(optionalGitUrl(), '', "Git repository that holds dist/; '' makes no Application."),
  targetRevision: leaf(freeText(1), 'HEAD', 'Branch, tag or commit to sync.'),
  path: leaf(freeText(), '', "Folder of the output in the repository. '' is the folder that synth writes, seen from the current folder."),
}).meta({ title: 'ArgoCd', description: 'The Argo CD Application that syncs dist/ from git.' });

/** Everything that can be chosen. A key that is not here is refused. */
export const schema = section({
  namespace: plainOnly(leaf(namespaceName(), 'redpanda', "Namespace of the brokers and Console. The chart uses the release's namespace (helm -n).")),
  createNamespace: plainOnly(leaf(flag(), true, 'Whether the plain YAML holds the Namespace. A chart never does.')),
  name: leaf(clusterName(), 'redpanda', 'Name of the cluster. The names of all objects begin with it.'),
  // With the longest names before it, the name of a broker's host has at most 253 characters.
  clusterDomain: leaf(domainName(111), 'cluster.local', 'DNS domain of the Kubernetes cluster.'),
  imagePullSecrets: leaf(list(pullSecret(), 10), [], 'Secrets for a private registry: their names, or maps with a name.'),
  global,
  broker,
  tls,
  sasl,
  cluster: leaf(clusterSettings, {}, 'Cluster properties by name. A new cluster starts with them, and a Job brings a running one to them. What is not named here is left alone.'),
  tieredStorage,
  licenseAcknowledged: leaf(flag(), false, 'Whether features are meant that need a license of Redpanda Enterprise, which brokers are given by other means.'),
  console,
  topics: leaf(
    list(topic, 10_000, 'more have not been tried'),
    [],
    'Topics. A Job creates them and brings them to what is declared here. A topic that is removed from this list stays in the cluster; prune.topics deletes it.',
  ),
  schemas: leaf(
    list(eventSchema, 1000, 'more have not been tried'),
    [],
    'Schemas of the schema registry. One that is removed from this list stays in the registry.',
  ),
  clients: leaf(
    list(client, 1000),
    [],
    'Who can use Kafka and the schema registry. Each client gets a ConfigMap with its variables.',
  ),
  users: leaf(
    list(user, 300, 'more would not fit into one Job'),
    [],
    'SASL users. A Job makes them and gives them the passwords of their Secrets. A user that is removed from this list stays in the cluster.',
  ),
  acls: leaf(
    list(acl, 1000, 'more have not been tried'),
    [],
    'ACLs beside those that follow from what clients consume and produce. A Job gives users who are named here or there exactly these rights, and takes away any other that they have.',
  ),
  quotas: leaf(
    list(quota, 1000, 'more would not fit into one object'),
    [],
    'How much clients and users may send, receive and change in a second. A Job gives them exactly these quotas. Whoever is removed from this list keeps theirs; prune.quotas takes them away.',
  ),
  prune,
  dryRun: leaf(flag(), false, 'Whether the Jobs that converge what is declared only say what they would change, and change nothing.'),
  networkPolicy,
  monitoring,
  adopted,
  patches: leaf(
    list(patch, 100, 'more belong in a kustomization'),
    [],
    'What is merged into objects after everything else, in this order, as kubectl patch merges: lists by their merge key, and null deletes.',
  ),
  argocd: plainOnly(argocd),
}).meta({ title: 'Values' });
