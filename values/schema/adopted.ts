import { choice, except, leaf, matching, section } from './leaf';
import { labels } from './name';

/** Labels that pods of all components have alike. */
const shared = ['app.kubernetes.io/instance', 'app.kubernetes.io/part-of'];

const selector = () =>
  except(
    labels(),
    (value) => Object.keys(value).length > 0 && Object.keys(value).every((key) => shared.includes(key)),
    { minProperties: 1, propertyNames: { enum: shared } },
    `must have a label other than ${shared.join(' and ')}: these are on all pods of the platform`,
  );

/** The cluster's longest name and `-headless`: with more, the name of a broker's host could be too long. */
const serviceName = () => matching(/^([a-z]([-a-z0-9]*[a-z0-9])?)?$/, "must be the name of a Service (an RFC 1035 label: lower-case letters, digits and dashes, a letter first), or '' for none: Kubernetes refuses anything else", 39);

/** Volumes of a broker's pod, which a claim of the same name would replace. */
const volumes = ['source', 'config', 'tmp', 'tls', 'external-tls', 'superuser'];

const claimName = () =>
  except(
    matching(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 'must be the name of a volume (an RFC 1123 label: lower-case letters, digits and dashes, no dash at an end): Kubernetes refuses anything else', 63),
    (name) => volumes.includes(name),
    { enum: volumes },
    `must not be ${volumes.join(', ')}: these are other volumes of a broker's pod`,
  );

export const adopted = section({
  serviceName: leaf(serviceName(), '', "Headless Service that names the brokers; '' is NAME-headless. If it is NAME itself, the Service for clients is NAME-clients."),
  podManagementPolicy: leaf(choice(['Parallel', 'OrderedReady'], 'Kubernetes knows no other'), 'Parallel', 'Whether brokers start at once, or one after the other.'),
  brokerSelector: leaf(selector(), {}, "Labels that select the brokers; {} is the label app with the cluster's name."),
  consoleSelector: leaf(selector(), {}, 'Labels that select the pods of Console; {} is the label app with NAME-console.'),
  claimName: leaf(
    claimName(),
    'redpanda-data',
    "Name of the claim template, with which the names of the brokers' claims begin.",
  ),
  claimLabels: leaf(labels(), {}, 'Labels of the claim template.'),
  accessMode: leaf(choice(['ReadWriteOnce', 'ReadWriteOncePod', 'ReadWriteMany'], 'a broker writes to its volume'), 'ReadWriteOnce', 'Who may mount a volume.'),
}).meta({
  title: 'Adopted',
  description: 'What a cluster that was made by other means keeps for ever, because Kubernetes never changes it. The command adopt writes it: never set it for a new cluster, and never change it.',
});
