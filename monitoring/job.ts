import { either, Input, named, present, text } from '../template';
import { Values } from '../values/types';

/** What must be known of a cluster to select its metrics. */
export type Job = Pick<Input<Values>, 'name' | 'namespace'> & { readonly monitoring: Pick<Input<Values['monitoring']>, 'job'> };

/** The job by which Prometheus knows the brokers. */
export const brokerJob = ({ name, monitoring: { job } }: Pick<Job, 'name' | 'monitoring'>): Input<string> =>
  named('redpanda.monitoringJob', 'Job by which Prometheus knows the brokers', either(present(job), job, name));

/** The one by which it knows Console. */
export const consoleJob = (cluster: Pick<Job, 'name' | 'monitoring'>): Input<string> => text`${brokerJob(cluster)}-console`;
