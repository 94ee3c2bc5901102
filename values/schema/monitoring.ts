import { topicNames } from './acl';
import { flag, integer, leaf, matching, section } from './leaf';
import { labels } from './name';

const ofOperator = (what: string, description: string) =>
  section({
    enabled: leaf(flag(), false, `Whether there is a ${what}, which needs the CRDs of Prometheus Operator.`),
    labels: leaf(labels(), {}, 'Labels by which the operator finds it, such as release: kube-prometheus-stack.'),
  }).meta({ description });

export const monitoring = section({
  job: leaf(
    matching(
      /^([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$/,
      "must be letters, digits, dots, dashes and underscores, no more than 63 and with a letter or a digit at both ends, or '' for the cluster's name: rules select by it, and alerts wear it as a label",
    ),
    '',
    "Name of the job by which Prometheus knows the brokers; Console's has -console after it. '' is the cluster's name, and in the files of an environment the cluster's and the environment's.",
  ),
  podMonitor: ofOperator('PodMonitor for the brokers and one for Console', 'How Prometheus Operator finds the pods.'),
  prometheusRule: ofOperator('PrometheusRule with the alerts of the platform, and one for each client', 'How Prometheus Operator finds the alerts.'),
  steadyTopics: leaf(
    topicNames(100),
    [],
    'Topics that are produced to around the clock: names, or prefixes such as orders-*. An alert tells of one that has had no records for three quarters of an hour, and had some a day before.',
  ),
  thresholds: section({
    diskFreePercent: leaf(
      integer(10, 90, 'brokers refuse records at 2.5 %, and a warning must come in time'),
      20,
      'How much of a disk must be free, in percent, or there is a warning; half of it is critical. At 20 Redpanda begins to move partitions away.',
    ),
    latencyMs: leaf(
      integer(1, 33_554, "that is the last bound of Redpanda's histograms"),
      262,
      'How many milliseconds 99 % of the produce requests and reads of a broker may take. Near the bounds of the histograms (65, 131, 262, 524, 1048, 2097) it is exact. 262 fits local disks; those of a network may need more.',
    ),
    lagSeconds: leaf(integer(1, 604_800, 'a week is longer than most topics keep records'), 600, 'How many seconds a consumer may be behind its producers. 600 leaves room for a deployment.'),
    certificateDays: leaf(integer(1, 365, 'longer than a year is no warning'), 14, 'How many days before its end a certificate or a CA is told of. cert-manager has renewed one of 90 days by then, and there is time to make another by hand.'),
  }).meta({ description: 'When an alert fires. The others fire at ratios, or at limits of Redpanda itself.' }),
  runbookUrl: leaf(
    matching(/^[A-Za-z0-9][A-Za-z0-9._~:/?&=%@+-]*$/, 'must be a URL or a path without blanks and without #: the name of a section follows it', 2048),
    'runbook.md',
    'URL at which people find the page runbook.md of this package: alerts link to their sections.',
  ),
}).meta({ title: 'Monitoring', description: 'How Prometheus finds the metrics, and what it tells people.' });
