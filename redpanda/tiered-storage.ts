import { and, dig, either, endsWith, eq, hasKey, Input, not, or, OrExpr, present, text } from '../template';
import type { Values } from '../values/types';

type Part = Pick<Input<Values>, 'name' | 'cluster' | 'tieredStorage'>;
type Settings = Pick<Part, 'cluster'>;

const setting = <T extends string | number | boolean>({ cluster }: Settings, name: string, fallback: T): OrExpr<T> => dig(cluster as object, [name], fallback);

/** Whether brokers keep records in an object store as well. */
export const hasTieredStorage = (values: Settings): OrExpr<boolean> => setting(values, 'cloud_storage_enabled', false);

/** Whether that is Azure's. */
export const isAzure = ({ cluster }: Settings): OrExpr<boolean> => hasKey(cluster, 'cloud_storage_azure_container');

/** Where brokers have their credentials from: `config_file` is cluster properties, which come from a Secret. */
export const credentialsSource = (values: Settings): OrExpr<string> => setting(values, 'cloud_storage_credentials_source', 'config_file');

/** Whether a Secret holds the credentials. */
export const hasStorageSecret = (values: Part): OrExpr<boolean> => and(hasTieredStorage(values), present(values.tieredStorage.secretName));

/** Whether brokers ask the machine that they are on for credentials. */
export const asksMachine = (values: Settings): OrExpr<boolean> => and(hasTieredStorage(values), endsWith(credentialsSource(values), '_instance_metadata'));

/** The port of the object store, which is the usual one of HTTPS unless it is declared. */
export const storePort = (values: Settings): OrExpr<number> => setting(values, 'cloud_storage_api_endpoint_port', httpsPort);
export const httpsPort = 443;

/** Properties that stand in the Secret under their own names. */
const secretProperties = { s3: ['cloud_storage_access_key', 'cloud_storage_secret_key'], azure: ['cloud_storage_azure_shared_key'] };

/** Where they are in a pod. */
const folder = '/etc/redpanda-storage';

/** The Secret as files, in one of its two forms. */
export const storageSecrets = (values: Part) =>
  ([['s3', not(isAzure(values))], ['azure', isAzure(values)]] as const).map(([kind, is]) => ({
    where: and(hasStorageSecret(values), is),
    name: 'storage',
    secretName: values.tieredStorage.secretName,
    mountPath: folder,
    keys: secretProperties[kind],
  }));

/** The variables of a script that reads them. */
export const storageEnv = (values: Part) => ({
  names: { name: 'SECRET_PROPERTIES', value: either(isAzure(values), secretProperties.azure.join(' '), secretProperties.s3.join(' ') as OrExpr<string>) },
  folder: { name: 'SECRETS_FOLDER', value: folder },
});

/** The brokers' ServiceAccount: with tiered storage one of their own, so that Console and the Jobs have no rights in the cloud. */
export const brokerAccount = (values: Part): Input<string> => either(hasTieredStorage(values), storageAccount(values.name), values.name);
export const storageAccount = (name: Input<string>): OrExpr<string> => text`${name}-storage`;

/** Azure gives credentials to pods with this label only. */
export const wantsAzureLabel = (values: Settings): OrExpr<boolean> => and(hasTieredStorage(values), eq(credentialsSource(values), 'azure_aks_oidc_federation'));

/** Whether brokers reach somebody outside of the Kubernetes cluster. */
export const goesOutside = (values: Settings): OrExpr<boolean> => or(hasTieredStorage(values), setting(values, 'enable_metrics_reporter', false));
