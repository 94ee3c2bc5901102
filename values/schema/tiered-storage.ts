import { leaf, section } from './leaf';
import { annotations, optionalObjectName } from './name';

export const tieredStorage = section({
  secretName: leaf(
    optionalObjectName(),
    '',
    "Secret in the brokers' namespace with the credentials of the object store, for the source config_file: the keys cloud_storage_access_key and cloud_storage_secret_key, or cloud_storage_azure_shared_key.",
  ),
  serviceAccountAnnotations: leaf(
    annotations(),
    {},
    'Annotations of the ServiceAccount that brokers have with tiered storage, by which a cloud gives them rights: eks.amazonaws.com/role-arn, iam.gke.io/gcp-service-account or azure.workload.identity/client-id.',
  ),
}).meta({ title: 'TieredStorage', description: 'What tiered storage needs beside the properties of cluster that begin with cloud_storage_.' });
