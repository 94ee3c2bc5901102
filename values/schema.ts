import { broker } from './broker';
import { client } from './client';
import { console } from './console';
import { gitUrl } from './git-url';
import { global } from './global';
import { flag, freeText, leaf, list, plainOnly, section } from './leaf';
import { clusterName, domainName, namespaceName, objectName } from './name';
import { pullSecret } from './pull-secret';
import { topic } from './topic';

const networkPolicy = section({
  enabled: leaf(flag(), true, 'Whether NetworkPolicies admit only what is declared here.'),
  ingressNamespace: leaf(namespaceName(), 'ingress-nginx', 'Namespace of the ingress controller, which may reach Console.'),
  monitoringNamespace: leaf(namespaceName(), 'monitoring', 'Namespace of Prometheus, which may scrape the brokers.'),
}).meta({ title: 'NetworkPolicy' });

const argocd = section({
  namespace: leaf(namespaceName(), 'argocd', 'Namespace of Argo CD.'),
  project: leaf(objectName(), 'default', 'AppProject of the Application.'),
  repoUrl: leaf(gitUrl(), 'https://git.example.com/platform/redpanda.git', 'Git repository that holds dist/.'),
  targetRevision: leaf(freeText(1), 'HEAD', 'Branch, tag or commit to sync.'),
  path: leaf(freeText(1), 'dist', 'Folder of the plain YAML in the repository.'),
}).meta({ title: 'ArgoCd', description: 'The Argo CD Application that syncs dist/ from git.' });

/** Everything that can be chosen. A key that is not here is refused. */
export const schema = section({
  namespace: plainOnly(leaf(namespaceName(), 'model-registry', "Namespace of the brokers and of Console. Their chart takes the release's (helm -n).")),
  createNamespace: plainOnly(leaf(flag(), true, 'Whether the plain YAML holds the Namespace. A chart never does.')),
  name: leaf(clusterName(), 'redpanda', 'Name of the cluster, which the names of all objects begin with.'),
  // With the longest names before it, the name of a broker's host has at most 253 characters.
  clusterDomain: leaf(domainName(111), 'cluster.local', 'DNS domain of the Kubernetes cluster.'),
  imagePullSecrets: leaf(list(pullSecret(), 10), [], 'Secrets for a private registry: their names, or maps with a name.'),
  global,
  broker,
  console,
  topics: leaf(
    list(topic, 10_000, 'more have not been tried'),
    [
      { name: 'model-training-events', partitions: 3 },
      { name: 'model-deployment-events', partitions: 3 },
      { name: 'prediction-events', partitions: 3 },
      { name: 'model-evaluation-events', partitions: 3 },
    ],
    'Topics, which a Job creates and converges. A topic that is taken out stays in the cluster.',
  ),
  clients: leaf(
    list(client, 1000),
    [{ name: 'services', namespace: 'services' }],
    'Who may use Kafka and the schema registry. Each gets a ConfigMap with its environment.',
  ),
  networkPolicy,
  argocd: plainOnly(argocd),
}).meta({ title: 'Values' });
