import type { KubeObject } from '../diff/object';
import type { Fields } from '../kubernetes/merge';
import { ownAnnotations } from '../values/own-annotation';
import { isOnly, readResources } from './brokers';
import { at, fields, items, nameOf, ownAnnotationsOf, podLabelsOf, podOf, programOf, selects, textAt } from './object';
import { Reading } from './reading';

/** The Deployment of Console, of ours or of others. */
export function consoleOf(objects: readonly KubeObject[], name: string): KubeObject | undefined {
  const deployments = objects.filter(({ kind }) => kind === 'Deployment');
  return deployments.find(({ metadata }) => metadata.name === `${name}-console`) ?? deployments.find((one) => containerOf(one) !== undefined);
}

const containerOf = (deployment: KubeObject): Fields | undefined => items(podOf(deployment)['containers']).find((container) => /\/console[:@]/.test(textAt(container, 'image')) || programOf(container) === 'redpanda-console');

/** Console, if there is one: what is not there is not made either. */
export function readConsole(objects: readonly KubeObject[], name: string, isOurs: boolean, reading: Reading): void {
  const deployment = consoleOf(objects, name);
  if (!deployment) {
    reading.carry('console.enabled', false);
    return;
  }
  const container = containerOf(deployment) ?? items(podOf(deployment)['containers'])[0] ?? {};
  const selector = fields(at(deployment, 'spec.selector.matchLabels'));
  const isSame = deployment.metadata.name === `${name}-console`;
  if (isSame && !isOnly(selector, 'app', `${name}-console`)) reading.fix('adopted.consoleSelector', selector);
  if (!isSame) reading.note(`${nameOf(deployment)} is not made here, but Deployment ${name}-console: delete it after the apply`);
  reading.carry('console.replicas', at(deployment, 'spec.replicas') ?? 1);
  if (/\/console:v?[0-2]\./.test(textAt(container, 'image'))) reading.note(`${nameOf(deployment)} runs ${textAt(container, 'image')}, and the configuration here is that of version 3, so the default image is taken`);
  else reading.carry('console.image', container['image']);
  readResources('console.resources', container, reading);
  if (!isOurs) reading.note(`${nameOf(deployment)}: its configuration is written anew. What else it had, such as a login, goes to console.config or a patch`);
  readIngress(objects, deployment, name, reading);
}

/** An Ingress that leads to Console. */
function readIngress(objects: readonly KubeObject[], console: KubeObject, name: string, reading: Reading): void {
  const services = objects.filter(({ kind, spec }) => kind === 'Service' && selects(fields(at(spec, 'selector')), podLabelsOf(console))).map(({ metadata }) => metadata.name);
  const leadsThere = ({ kind, spec }: KubeObject) => kind === 'Ingress' && backendsOf(spec).some((backend) => services.includes(backend));
  const all = objects.filter(leadsThere);
  const ingress = all.find(({ metadata }) => metadata.name === `${name}-console`) ?? all[0];
  if (!ingress) return;
  const rules = items(at(ingress, 'spec.rules'));
  const className = textAt(ingress, 'spec.ingressClassName');
  const tls = items(at(ingress, 'spec.tls'));
  reading.carry('console.ingress.hosts', rules.flatMap(({ host }) => host ?? []));
  reading.carry('console.ingress.enabled', true);
  if (className !== '') reading.carry('console.ingress.className', className);
  if (tls.length > 0) reading.carry('console.ingress.tlsSecretName', tls[0]!['secretName']);
  const [path = '/', ...paths] = [...new Set(rules.flatMap((rule) => items(at(rule, 'http.paths')).map((one) => textAt(one, 'path') || '/')))];
  if (path !== '/') reading.carry('console.basePath', path);
  if (paths.length > 0) reading.note(`${nameOf(ingress)}: the paths ${paths.join(', ')} are not carried over, because Console is served under one`);
  readAnnotations(ingress, objects, reading);
  if (ingress.metadata.name !== `${name}-console`) reading.note(`${nameOf(ingress)} answers for the same hosts as ${name}-console, which is made here: delete it after the apply`);
  for (const other of all.filter((one) => one !== ingress)) reading.note(`${nameOf(other)} is not carried over, because Console has one Ingress`);
}

function backendsOf(spec: unknown): string[] {
  const paths = items(at(spec, 'rules')).flatMap((rule) => items(at(rule, 'http.paths')));
  return [...paths.map((path) => textAt(path, 'backend.service.name')), textAt(spec, 'defaultBackend.service.name')];
}

/** A login that the controller asks for, and what else an Ingress says. */
function readAnnotations(ingress: KubeObject, objects: readonly KubeObject[], reading: Reading): void {
  const { 'ingress-nginx': nginx, traefik } = ownAnnotations.login;
  const { [nginx.type]: type, [nginx.secret]: secret, [nginx.realm]: realm, [traefik.middlewares]: middlewares, ...others } = ownAnnotationsOf(ingress);
  const middleware = objects.find(({ kind, metadata }) => kind === 'Middleware' && metadata.name === ingress.metadata.name);
  const login = (controller: string, secretName: unknown) => {
    reading.carry('console.ingress.controller', controller);
    reading.carry('console.ingress.basicAuthSecretName', secretName);
  };
  const kept = { ...others };
  if (type === 'basic' && secret !== undefined) login('ingress-nginx', secret);
  else Object.assign(kept, given({ [nginx.type]: type, [nginx.secret]: secret, [nginx.realm]: realm }));
  if (middlewares !== undefined && middleware) login('traefik', at(middleware, 'spec.basicAuth.secret'));
  else Object.assign(kept, given({ [traefik.middlewares]: middlewares }));
  if (Object.keys(kept).length > 0) reading.carry('console.ingress.annotations', kept);
}

const given = (map: Fields): Fields => Object.fromEntries(Object.entries(map).filter(([, value]) => value !== undefined));
