import { Input, text } from '../template';
import { defaultReplicationFactor } from './broker-config';
import { ClusterValues } from './cluster';
import { Connection, connections, Ways } from './connection';

/** The variables by which rpk finds the brokers. */
export const rpkEnv = ({ kafka, admin }: { readonly kafka: Ways<Connection>; readonly admin: Ways<Connection> }) => [
  { name: 'RPK_BROKERS', value: kafka.service.server },
  { name: 'RPK_ADMIN_HOSTS', value: admin.service.server },
];

/** The variables of a script that makes topics. */
export const topicEnv = (cluster: Input<ClusterValues>) => [
  ...rpkEnv(connections('topics', cluster)),
  { name: 'REPLICATION_FACTOR', value: text`${defaultReplicationFactor(cluster.replicas)}` },
];
