import { eq, Input, present, text, when } from '../template';
import { brokerDomain, ClusterValues, externalHost } from './cluster';
import { connections } from './connection';
import { externalPort } from './ports';

/** The variables by which the scripts of a broker's pod know where it is reached, and where it reaches others. */
export function brokerEnv(cluster: Input<ClusterValues>) {
  const { kafka, rpc, admin } = connections('broker', cluster);
  return [
    { name: 'BROKER_DOMAIN', value: brokerDomain(cluster) },
    { name: 'KAFKA_PORT', value: String(kafka.own.port) },
    { name: 'RPC_PORT', value: String(rpc.own.port) },
    ...advertised(cluster),
    { name: 'ADMIN_URL', value: admin.own.url },
    { name: 'SERVICE_URL', value: admin.service.url },
  ];
}

/** What a broker advertises: on a laptop its port-forward, else its node's address or its own name. */
function advertised({ external }: Input<ClusterValues>) {
  const { type, port, domain } = external;
  const own = eq(type, 'LoadBalancer');
  return [
    { name: 'EXTERNAL_HOST', value: when(eq(type, 'ClusterIP'), '127.0.0.1', when(present(domain), externalHost('$(POD_NAME)', external), '$(HOST_IP)')) },
    { name: 'EXTERNAL_PORT', value: when(own, String(externalPort.port), text`${port}`) },
    { name: 'EXTERNAL_PORT_STEP', value: when(own, '0', '1') },
  ];
}
