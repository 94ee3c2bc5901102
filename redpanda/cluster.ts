import { either, eq, Input, named, present, text } from '../template';
import { Values } from '../values/types';

/** What a cluster is made of: `broker` of the values, and the names around it. */
export type ClusterValues = Values['broker'] & Pick<Values, 'name' | 'namespace' | 'clusterDomain' | 'imagePullSecrets' | 'adopted' | 'tls' | 'sasl' | 'cluster' | 'tieredStorage' | 'licenseAcknowledged'>;

/** Where a cluster is: what all that connects to it must know. */
export type Cluster = Input<Place & Pick<ClusterValues, 'tls' | 'sasl'>>;
type Place = Pick<ClusterValues, 'name' | 'namespace' | 'clusterDomain' | 'adopted'>;

/** Name of the Service that gives each broker of a cluster a host name. */
export const headlessService = ({ name, adopted: { serviceName } }: Input<Pick<Place, 'name' | 'adopted'>>): Input<string> =>
  named('redpanda.headlessService', 'Name of the Service that gives each broker a host name', either(present(serviceName), serviceName, text`${name}-headless`));

/** Name of the Service for clients. That of an adopted cluster's brokers may have the cluster's own. */
export const clientService = ({ name, adopted: { serviceName } }: Input<Pick<Place, 'name' | 'adopted'>>): Input<string> =>
  named('redpanda.service', 'Name of the Service for clients', either(eq(serviceName, name), text`${name}-clients`, name));

/** Host name of a Service of the cluster's namespace, which every pod of the Kubernetes cluster resolves. */
export const serviceHost = (service: Input<string>, { namespace, clusterDomain }: Omit<Input<Place>, 'name' | 'adopted'>): Input<string> => text`${service}.${namespace}.svc.${clusterDomain}`;

/** Host name of the cluster: a connection to it leads to any broker that is ready. */
export const clusterHost = (cluster: Input<Place>): Input<string> => named('redpanda.host', 'Host name that leads to any broker that is ready', serviceHost(clientService(cluster), cluster));

/** The domain that the brokers' host names are in. */
export const brokerDomain = (cluster: Input<Place>): Input<string> =>
  named('redpanda.brokerDomain', 'DNS domain of the brokers\' host names', serviceHost(headlessService(cluster), cluster));

/** Name at which a broker is reached from outside, where there is a domain for it. */
export const externalHost = (broker: Input<string>, { domain }: Pick<Input<ClusterValues>['external'], 'domain'>): Input<string> => text`${broker}.${domain}`;

/** Without a trailing dot, which Java's TLS refuses as a server name. */
export const brokerHost = (cluster: Input<Place>, broker: Input<number>): Input<string> => text`${cluster.name}-${broker}.${brokerDomain(cluster)}`;
