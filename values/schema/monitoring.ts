import { flag, leaf, matching, section } from './leaf';
import { labels } from './name';

const ofOperator = (what: string) =>
  section({
    enabled: leaf(flag(), false, `Whether there is a ${what}, which needs the CRDs of Prometheus Operator.`),
    labels: leaf(labels(), {}, 'Labels by which the operator finds it, such as release: kube-prometheus-stack.'),
  });

export const monitoring = section({
  job: leaf(
    matching(
      /^([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$/,
      "must be letters, digits, dots, dashes and underscores, no more than 63 and with a letter or a digit at both ends, or '' for the cluster's name: rules select by it, and alerts wear it as a label",
    ),
    '',
    "Name of the job by which Prometheus knows the brokers; Console's has -console after it. '' is the cluster's name, and in the files of an environment the cluster's and the environment's.",
  ),
  podMonitor: ofOperator('PodMonitor for the brokers and one for Console'),
}).meta({ title: 'Monitoring', description: 'How Prometheus finds the metrics.' });
