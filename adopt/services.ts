import { isHeadless, type KubeObject } from '../diff/object';
import type { Fields } from '../kubernetes/merge';
import { at, fields, items, nameOf, podLabelsOf, podOf, selects, textAt } from './object';
import { Reading } from './reading';

/** What becomes of the Services that lead to the brokers, or have the name of one that is made here. */
export function noteServices(before: readonly KubeObject[], after: readonly KubeObject[], set: KubeObject, reading: Reading): void {
  const brokers = after.find(({ kind }) => kind === 'StatefulSet')!;
  for (const service of before.filter(({ kind }) => kind === 'Service')) {
    const made = after.find(({ kind, metadata }) => kind === 'Service' && metadata.name === service.metadata.name);
    const isOfBrokers = selects(fields(at(service, 'spec.selector')), podLabelsOf(set));
    if (made) noteChange(service, made, reading);
    else if (isOfBrokers) noteLeft(service, brokers, reading);
  }
}

function noteChange(service: KubeObject, made: KubeObject, reading: Reading): void {
  const { name, namespace } = service.metadata;
  if (isHeadless(service) !== isHeadless(made)) {
    const why = isHeadless(made) ? 'brokers need it without an address, and Kubernetes never takes an address away' : 'clients need it with an address, and Kubernetes never gives it one';
    reading.note(`${nameOf(service)} must be deleted right before the apply, which makes it again: ${why}. Run kubectl delete service ${name}${namespace === undefined ? '' : ` --namespace ${namespace}`}`);
  }
  const gone = portsOf(service).filter((port) => !portsOf(made).includes(port));
  if (gone.length > 0) reading.note(`${nameOf(service)} loses the port ${gone.join(', ')}: it then has ${portsOf(made).join(', ')}. Clients need their new address before the apply`);
  const type = textAt(service, 'spec.type') || 'ClusterIP';
  const own = textAt(made, 'spec.type') || 'ClusterIP';
  if (type !== own) reading.note(`${nameOf(service)} is of type ${own} instead of ${type}. Clients from outside need broker.external, and then new addresses`);
}

function noteLeft(service: KubeObject, brokers: KubeObject, reading: Reading): void {
  const labels = podLabelsOf(brokers);
  const lost = Object.keys(fields(at(service, 'spec.selector'))).filter((key) => labels[key] !== fields(at(service, 'spec.selector'))[key] && key !== 'statefulset.kubernetes.io/pod-name');
  if (lost.length > 0) {
    reading.note(`${nameOf(service)} is not made here, and leads nowhere once the brokers have restarted, because they no longer wear its label ${lost.join(', ')}. Clients need their new address before the apply`);
    return;
  }
  const container = items(podOf(brokers)['containers'])[0] ?? {};
  const open = items(container['ports']);
  const closed = items(at(service, 'spec.ports')).filter((port) => !open.some((one) => leadsTo(port, one))).map(({ port }) => port);
  const ports = closed.length === 0 ? '' : `, but nothing listens behind its port ${closed.join(', ')} any more`;
  reading.note(`${nameOf(service)} is not made here. It stays and leads to the brokers${ports}`);
}

const leadsTo = ({ port, targetPort = port }: Fields, { name, containerPort }: Fields): boolean => targetPort === name || targetPort === containerPort;
const portsOf = (service: KubeObject): unknown[] => items(at(service, 'spec.ports')).map(({ port }) => port);
