import { Input, named, text } from '../template';
import { Values } from '../values/types';

/** What a cluster is made of: `broker` of the values, and the names around it. */
export type ClusterValues = Values['broker'] & Pick<Values, 'name' | 'namespace' | 'clusterDomain' | 'imagePullSecrets' | 'tls' | 'sasl' | 'cluster' | 'tieredStorage' | 'licenseAcknowledged'>;

/** Where a cluster is: what all that connects to it must know. */
export type Cluster = Input<Place & Pick<ClusterValues, 'tls' | 'sasl'>>;
type Place = Pick<ClusterValues, 'name' | 'namespace' | 'clusterDomain'>;

/** Name of the Service that gives each broker of a cluster a host name. */
export const headlessService = (cluster: Input<string>): Input<string> => text`${cluster}-headless`;

/** Host name of a Service of the cluster's namespace, which every pod of the Kubernetes cluster resolves. */
export const serviceHost = (service: Input<string>, { namespace, clusterDomain }: Omit<Input<Place>, 'name'>): Input<string> => text`${service}.${namespace}.svc.${clusterDomain}`;

/** Host name of the cluster: a connection to it leads to any broker that is ready. */
export const clusterHost = (cluster: Input<Place>): Input<string> => named('redpanda.host', 'Host name that leads to any broker that is ready', serviceHost(cluster.name, cluster));

/** The domain that the brokers' host names are in. */
export const brokerDomain = (cluster: Input<Place>): Input<string> =>
  named('redpanda.brokerDomain', 'DNS domain of the brokers\' host names', serviceHost(headlessService(cluster.name), cluster));

/** Name at which a broker is reached from outside, where there is a domain for it. */
export const externalHost = (broker: Input<string>, { domain }: Pick<Input<ClusterValues>['external'], 'domain'>): Input<string> => text`${broker}.${domain}`;

/** Without a trailing dot, which Java's TLS refuses as a server name. */
export const brokerHost = (cluster: Input<Place>, broker: Input<number>): Input<string> => text`${cluster.name}-${broker}.${brokerDomain(cluster)}`;
