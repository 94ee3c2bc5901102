import { ConsoleRoute, RedpandaCluster, RedpandaConsole, type ConsoleRouteProps, type RedpandaConsoleProps } from '../../index';
import { synth } from './synth';

function route(props: Omit<ConsoleRouteProps, 'console'>, more: Omit<RedpandaConsoleProps, 'cluster'> = {}) {
  return synth((chart) => {
    const console = new RedpandaConsole(chart, 'console', { cluster: new RedpandaCluster(chart, 'cluster'), ...more });
    new ConsoleRoute(chart, 'route', { console, ...props });
  }).only('HTTPRoute', 'redpanda-console');
}

const gateway = { name: 'public' };

test("a route leads from a Gateway to Console's Service", () => {
  const { apiVersion, spec } = route({ parentRefs: [gateway] });
  expect(apiVersion).toBe('gateway.networking.k8s.io/v1');
  expect(spec).toEqual({
    parentRefs: [{ name: 'public' }],
    rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/' } }], backendRefs: [{ name: 'redpanda-console', port: 8080 }] }],
  });
});

test('a Gateway of another namespace, and a listener of it, are named', () => {
  const parentRefs = [{ name: 'public', namespace: 'gateways', sectionName: 'https' }, gateway];
  expect(route({ parentRefs }).spec.parentRefs).toEqual(parentRefs);
});

test('the route has the host names and the path of Console', () => {
  const { hostnames, rules } = route({ parentRefs: [gateway], hostnames: ['a.example.org', '*.example.com'] }, { basePath: '/kafka' }).spec;
  expect(hostnames).toEqual(['a.example.org', '*.example.com']);
  expect(rules[0].matches).toEqual([{ path: { type: 'PathPrefix', value: '/kafka' } }]);
});

test.each<[string, Omit<ConsoleRouteProps, 'console'>, string]>([
  ['no Gateway', {}, 'console.route.parentRefs must name a Gateway where console.route.enabled is true: nobody serves the route otherwise'],
  ['a Gateway twice', { parentRefs: [gateway, gateway] }, 'console.route.parentRefs[1].name (public) must not be there twice: the Gateway API refuses it'],
  [
    'a Gateway with and without a listener',
    { parentRefs: [{ ...gateway, sectionName: 'https' }, gateway] },
    'console.route.parentRefs[0].sectionName (https) must not stand beside the same Gateway without one: the Gateway API refuses it',
  ],
  [
    'a host name that is an address',
    { parentRefs: [gateway], hostnames: ['10.0.0.1'] },
    'hostnames[0] ("10.0.0.1") must be a host name in lower case such as kafka.example.org or *.example.org, whose last part is not a number: an HTTPRoute takes no others',
  ],
])('fails with %s', (_, props, message) => {
  expect(() => route(props)).toThrow(message);
});

test('the route reads like this', () => {
  expect(route({ parentRefs: [{ ...gateway, namespace: 'gateways' }], hostnames: ['kafka.example.org'] })).toMatchSnapshot();
});
