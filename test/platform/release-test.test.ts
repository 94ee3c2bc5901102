import { helmTemplate } from '../output/fidelity';
import { testWithHelm } from '../helm';
import { checks } from './checks';
import { KubeObject, objectsIn, platformOf } from './objects';

/** The platform as Helm renders it, with the pod of `helm test`. */
function chartOf(values: string) {
  const { stdout, stderr } = helmTemplate(values, platformOf(values).values.namespace);
  expect(stderr).toBe('');
  return { values: platformOf(values).values, objects: objectsIn(stdout).filter((object) => object !== null) };
}

const isTest = ({ metadata }: KubeObject) => metadata.annotations?.['helm.sh/hook'] === 'test';

/** It shares the label of the topic Job on purpose, and is no pod template. */
const others: readonly string[] = [
  'every selector selects the pods of exactly one workload, and a workload its own',
  'a Job never wears the label of another workload',
  'the label app is on pods only',
  'every pod carries the standard labels but the version',
  'every workload tells the version of its image, and nothing else tells one',
];

for (const [title, values] of [['the default values', '{}'], ['one broker and a mirror', 'broker: { replicas: 1 }\nglobal: { imageRegistry: mirror.example.org }\nimagePullSecrets: [mirror]']] as const) {
  testWithHelm(`with ${title}, what holds for the objects of the platform holds for the pod of helm test`, () => {
    const made = chartOf(values);
    const findings = Object.entries(checks)
      .filter(([name]) => !others.includes(name))
      .flatMap(([name, check]) => check(made).map((finding) => `${name}: ${finding}`));
    expect(made.objects.filter(isTest).map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual(['Pod redpanda-test']);
    expect(findings).toEqual([]);
  });
}

testWithHelm('the pod of helm test is one that the NetworkPolicies of the topic Job select, and none of the brokers', () => {
  const { objects } = chartOf('{}');
  const [pod] = objects.filter(isTest);
  const selecting = objects.filter(({ kind, spec }) => kind === 'NetworkPolicy' && spec.podSelector.matchLabels.app === pod.metadata.labels.app);
  expect(selecting.map(({ metadata }) => metadata.name)).toEqual(['redpanda-topics']);
});

testWithHelm('of a test that succeeds nothing stays, and its log is printed', () => {
  const [pod] = chartOf('{}').objects.filter(isTest);
  expect(pod.metadata.annotations).toEqual({
    'helm.sh/hook': 'test',
    'helm.sh/hook-delete-policy': 'before-hook-creation,hook-succeeded',
    'helm.sh/hook-output-log-policy': 'hook-succeeded,hook-failed',
  });
});
