import { hasTieredStorage, httpsPort, storePort } from '../redpanda/tiered-storage';
import type { Values } from '../values/types';
import type { Port } from './ports';

/** What brokers reach outside of the Kubernetes cluster, unless no address is admitted. */
export function storeWays(values: Values): readonly Port[] {
  const { cluster, networkPolicy } = values;
  if (networkPolicy.enabled && networkPolicy.egressCidrs.length === 0) return [];
  return [
    ...(hasTieredStorage(values) === true ? [{ name: 'object store', port: storePort(values) as number, tls: cluster['cloud_storage_disable_tls'] !== true, login: 'password' as const }] : []),
    ...(cluster['enable_metrics_reporter'] === true ? [{ name: 'metrics reporter', port: httpsPort, tls: true, login: 'none' as const }] : []),
  ];
}
