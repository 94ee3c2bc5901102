import * as z from 'zod';
import { except, freeText, matching } from './leaf';

// Every name follows the rule of its own kind, as the API server checks it: apimachinery's pkg/util/validation and
// kubernetes' pkg/apis/*/validation say which. Only DNS itself bounds each label of a longer name.
const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomain = `${label}(\\.${label})*`;
const dnsLabel = '[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?';
const domain = `${dnsLabel}(\\.${dnsLabel})*`;

const anchored = (pattern: string): RegExp => new RegExp(`^${pattern}$`);

export const namespaceName = () =>
  matching(anchored(label), 'must be the name of a namespace (an RFC 1123 label: lower-case letters, digits and dashes, no dash at an end): Kubernetes refuses anything else', 63);

/** The cluster's name begins those of Services: with what follows it there are no more than 63 characters. */
export const clusterName = () =>
  matching(
    anchored('[a-z]([-a-z0-9]*[a-z0-9])?'),
    'must be an RFC 1035 label (lower-case letters, digits and dashes, a letter first): the names of Services begin with it',
    30,
  );

/** A client's name is a label's value, a part of objects' names, and a key that kustomize would take for an index if it were a number. */
export const clientName = () =>
  matching(
    anchored('([0-9][-0-9]*)?[a-z]([-a-z0-9]*[a-z0-9])?'),
    'must be an RFC 1123 label with a letter in it (lower-case letters, digits and dashes, no dash at an end): objects and labels are named after it',
    63,
  );

/** Of a Secret, a StorageClass, an IngressClass, a ConfigMap, a ServiceAccount or a custom object. */
export const objectName = () =>
  matching(anchored(subdomain), 'must be the name of an object (an RFC 1123 subdomain: lower-case letters, digits, dashes and dots): Kubernetes refuses anything else');

/** The same, or '' for none. */
export const optionalObjectName = () =>
  matching(anchored(`(${subdomain})?`), "must be the name of an object (an RFC 1123 subdomain: lower-case letters, digits, dashes and dots), or '' for none: Kubernetes refuses anything else");

/** Of a Kafka user. A colon would end the name in HTTP's basic authentication, and quotes in a JAAS line. */
export const userName = () =>
  except(
    matching(anchored('[A-Za-z0-9._-]+'), 'must be letters, digits, dots, dashes and underscores: other characters have a meaning where clients log in', 128),
    (name) => steps.includes(name),
    { enum: steps },
    'must not be a dot or two alone: the admin API has users as parts of paths, where these have a meaning',
  );

const steps = ['.', '..'];

const domainRule = 'must be a DNS domain in lower case, with at most 63 characters between dots';

export const domainName = (maxLength: number) => matching(anchored(domain), `${domainRule}: clients resolve names in it`, maxLength);

/** The same, or '' for none. */
export const optionalDomainName = (maxLength: number) => matching(anchored(`(${domain})?`), `${domainRule}, or '' for none: clients resolve names in it`, maxLength);

/** What ends in a number is an IP address to a browser, and Kubernetes refuses one. */
export const publicHost = (kind: string) =>
  matching(
    anchored(`(\\*\\.)?(${dnsLabel}\\.)*([0-9][-0-9]*)?[a-z]([-a-z0-9]*[a-z0-9])?`),
    `must be a host name in lower case such as kafka.example.org or *.example.org, whose last part is not a number: ${kind} takes no others`,
  );

const keyName = '[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?';
const keyRule = 'must be a key such as team or example.com/team (up to 63 letters, digits, dashes, dots and underscores, after a DNS subdomain and a slash if need be): Kubernetes refuses anything else';

/** Of a label or a taint. */
export const labelKey = () => matching(anchored(`(${subdomain}/)?${keyName}`), keyRule, 317).check(z.regex(shortPrefix, keyRule));

/** In an annotation's prefix, upper case does not matter. */
const annotationKey = () =>
  matching(anchored(`(${subdomain.replaceAll('a-z', 'A-Za-z')}/)?${keyName}`), keyRule, 317).check(z.regex(shortPrefix, keyRule));

const shortPrefix = /^([^/]{1,253}\/)?[^/]*$/;

/** Of a label or a taint. */
export const labelValue = () =>
  matching(
    anchored('([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?'),
    'must be a label value (letters, digits, dashes, dots and underscores), in quotes if it looks like a number: Kubernetes refuses anything else',
    63,
  );

const byKey = <K extends z.ZodString, V extends z.ZodType>(key: K, value: V) => z.record(key, value, 'must be a map of keys and their values');

export const labels = () => byKey(labelKey(), labelValue());

/** Annotation values are free text, but of one line and without control characters, which Helm's values can't hold. */
export const annotations = () => byKey(annotationKey(), freeText());
