import { Connection, Ways } from './connection';

/** The variables by which rpk finds the brokers. */
export const rpkEnv = ({ kafka, admin }: { readonly kafka: Ways<Connection>; readonly admin: Ways<Connection> }) => [
  { name: 'RPK_BROKERS', value: kafka.service.server },
  { name: 'RPK_ADMIN_HOSTS', value: admin.service.server },
];
