import { PlatformNamespace, type PlatformNamespaceProps } from '../../index';
import { anyVersion, synth } from './synth';

const namespace = (props: Partial<PlatformNamespaceProps> = {}, chart = {}) =>
  synth(
    (scope) =>
      void new PlatformNamespace(scope, 'namespace', {
        name: 'streams',
        cluster: 'redpanda',
        ...props,
      }),
    chart,
  ).only('Namespace', 'streams');

const levels = ({ metadata: { labels } }: any) => Object.fromEntries(Object.entries(labels).filter(([key]) => key.startsWith('pod-security.kubernetes.io/')));

test('Argo CD neither prunes nor deletes a namespace', () => {
  expect(namespace().metadata.annotations).toEqual({
    'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
  });
});

test('a restricted namespace enforces, warns of and audits restricted', () => {
  expect(levels(namespace({ restricted: true }))).toEqual({
    'pod-security.kubernetes.io/enforce': 'restricted',
    'pod-security.kubernetes.io/warn': 'restricted',
    'pod-security.kubernetes.io/audit': 'restricted',
  });
});

test("a client's namespace asks nothing of its pods", () => {
  expect(levels(namespace())).toEqual({});
});

test("a namespace is in none, whatever the chart's is", () => {
  expect(namespace({}, { namespace: 'elsewhere' }).metadata).not.toHaveProperty('namespace');
});

test.each<[string, Partial<PlatformNamespaceProps>, string]>([
  [
    'a name that is no DNS label',
    { name: 'My Streams' },
    'name ("My Streams") must be the name of a namespace (an RFC 1123 label: lower-case letters, digits and dashes, no dash at an end): Kubernetes refuses others',
  ],
  [
    'a cluster that is no DNS label',
    { cluster: 'red_panda' },
    'cluster ("red_panda") must be an RFC 1035 label (lower-case letters, digits and dashes, a letter first): the names of Services begin with it',
  ],
])('fails with %s', (_, props, message) => {
  expect(() => namespace(props)).toThrow(new Error(message));
});

test('the namespace of the brokers reads like this', () => {
  expect(namespace({ restricted: true })).toMatchSnapshot(anyVersion);
});
