import { listeners, schemes, url } from '../redpanda/listener';
import { and, each, Each, either, eq, Expr, Input, Line, named, not, or, present, text, when, When, writeText } from '../template';
import { sentencesOf } from '../values/rules/finding';
import { warnings } from '../values/rules/warnings';
import { Values } from '../values/types';

/** What Helm prints after an installation: what to do next, whose settings are where, and what is not as it should be. */
export function notes({ name, namespace, cluster, console, clients, ...rest }: Input<Values>, release: Expr<string>): string {
  const { ingress, route, basePath } = console;
  const path = named('redpanda.consolePath', 'What follows the host in the address of Console', either(eq(basePath, '/'), '', basePath));
  const scheme = named('redpanda.consoleScheme', 'What the address of Console begins with', either(present(ingress.tlsSecretName), schemes.tls, schemes.plain));
  return writeText([
    text`The brokers start in ${namespace}. Next:`,
    '',
    '1. Wait until all of them are ready:',
    text`     kubectl -n ${namespace} rollout status statefulset/${name}`,
    '2. Read what became of the topics:',
    text`     kubectl -n ${namespace} logs -l app=${name}-topics`,
    when(present(cluster), '   and of the settings:'),
    when(present(cluster), text`     kubectl -n ${namespace} logs -l app=${name}-settings`),
    '3. Send a record and receive it again:',
    text`     helm test ${release} -n ${namespace}`,
    when(console.enabled, '4. Open Console:'),
    ...each(ingress.hosts, (host) => when(and(console.enabled, ingress.enabled), text`     ${url(scheme, host)}${path}`)),
    ...each(route.hostnames, (hostname) => when(and(console.enabled, route.enabled), text`     ${hostname}${path}, through the Gateway`)),
    when(and(console.enabled, not(or(ingress.enabled, route.enabled))), text`     kubectl -n ${namespace} port-forward service/${name}-console ${listeners.console.port}:${listeners.console.name}`),
    '',
    'A chart creates no Namespaces. These must exist, with a ConfigMap for the clients in each:',
    ...each(clients, (client) => text`  ${client.namespace}: ${name}-${client.name}-env`),
    ...sentencesOf(warnings({ ...rest, name, namespace, cluster, console, clients })).map(marked),
  ]);
}

/** A warning that stands out. */
function marked(line: Line): Line {
  if (line instanceof When) return new When<Line>(line.condition, marked(line.then), line.otherwise === undefined ? undefined : marked(line.otherwise));
  if (line instanceof Each) return new Each<Line>(line.loop, line.body.map(marked));
  return typeof line === 'string' || line instanceof Expr ? text`WARNING: ${line}` : line;
}
