import { PlatformNamespace, type PlatformNamespaceProps } from '../../index';
import { synth } from './synth';

const namespace = (props: Partial<PlatformNamespaceProps> = {}, chart = {}) =>
  synth(
    (scope) =>
      void new PlatformNamespace(scope, 'namespace', {
        name: 'streams',
        ...props,
      }),
    chart,
  ).only('Namespace', 'streams');

test('neither Argo CD nor Flux deletes a namespace', () => {
  expect(namespace().metadata.annotations).toEqual({
    'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
    'kustomize.toolkit.fluxcd.io/prune': 'disabled',
  });
});

test('a restricted namespace enforces, warns of and audits restricted', () => {
  expect(namespace({ restricted: true }).metadata.labels).toEqual({
    'pod-security.kubernetes.io/enforce': 'restricted',
    'pod-security.kubernetes.io/warn': 'restricted',
    'pod-security.kubernetes.io/audit': 'restricted',
  });
});

test('a namespace has no labels of ours, which could fight those of its owner', () => {
  expect(namespace().metadata.labels).toBeUndefined();
});

test("a namespace is in none, whatever the chart's is", () => {
  expect(namespace({}, { namespace: 'elsewhere' }).metadata).not.toHaveProperty('namespace');
});

test.each<[string, Partial<PlatformNamespaceProps>, string]>([
  [
    'a name that is no DNS label',
    { name: 'My Streams' },
    'name ("My Streams") must be the name of a namespace (an RFC 1123 label: lower-case letters, digits and dashes, no dash at an end): Kubernetes refuses anything else',
  ],
])('fails with %s', (_, props, message) => {
  expect(() => namespace(props)).toThrow(new Error(`test/namespace: ${message}`));
});

test('the namespace of the brokers reads like this', () => {
  expect(namespace({ restricted: true })).toMatchSnapshot();
});
