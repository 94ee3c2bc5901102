import { Input, text } from '../template';

/** Where names of Services are resolved. */
export interface Domain {
  readonly namespace: Input<string>;
  readonly clusterDomain: Input<string>;
}

/** Name of the Service that gives each broker of a cluster a host name. */
export const headlessService = (cluster: Input<string>): Input<string> => text`${cluster}-headless`;

/** Host name of a Service, which every pod of the Kubernetes cluster resolves. */
export const serviceHost = (service: Input<string>, { namespace, clusterDomain }: Domain): Input<string> => text`${service}.${namespace}.svc.${clusterDomain}`;
