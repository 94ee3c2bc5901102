import { either, or } from '../../template';
import { isEncrypted } from '../../values/encryption';
import { fixed, thresholdsOf } from '../thresholds';
import type { Watched } from '../watched';
import type { Row } from './layout';
import { below, from, least, stat, table, timeseries } from './panel';
import { selected, window } from './selected';

/** What expires, and who is refused: where there are certificates, logins or a license. */
export function security(watched: Watched): Row {
  const { certificate, license } = thresholdsOf(watched);
  const { tls, sasl, licenseAcknowledged } = watched;
  const encrypted = isEncrypted(tls);
  // What is not loaded has expired in 1970.
  const left = (what: 'certificate' | 'truststore') => `min by (area, detail) (${selected(`redpanda_tls_${what}_expires_at_timestamp_seconds`)} > 0) - time()`;
  return {
    title: 'Certificates, rights and license',
    where: or(encrypted, sasl.enabled, licenseAcknowledged),
    lines: [
      {
        height: 7,
        panels: [
          table({
            title: 'Certificates',
            description: 'For how long they are valid. They should be renewed long before they end.',
            alerts: ['RedpandaCertificateExpiry', 'RedpandaCAExpiry', 'RedpandaCertificateInvalid'],
            width: 12,
            where: encrypted,
            unit: 's',
            labels: { area: 'Area', detail: 'Listener' },
            columns: [
              { name: 'Certificate', expr: left('certificate'), unit: 'dtdurations', steps: below(certificate.value) },
              { name: 'CA', expr: left('truststore'), unit: 'dtdurations', steps: below(certificate.value) },
              { name: 'Valid', expr: `min by (area, detail) (${selected('redpanda_tls_certificate_valid')})`, unit: 'none', steps: least(1), words: { 0: ['no'], 1: ['yes'] } },
            ],
            sort: { by: 'Certificate' },
          }),
          timeseries({
            title: 'Requests that are denied',
            description: 'No ACL allows them. Listing topics is denied for each that a client may not see.',
            alerts: ['RedpandaAuthorizationDenied'],
            width: 12,
            x: either(encrypted, 12, 0),
            where: sasl.enabled,
            unit: 'reqps',
            min: 0,
            steps: from(fixed.denied),
            queries: [{ expr: `sum by (type) (rate(${selected('redpanda_authorization_result', 'type=~"deny|empty"')}[${window}]))`, legend: '{{type}}' }],
          }),
        ],
      },
      {
        height: 4,
        panels: [
          stat({
            title: 'License',
            description: 'For how long it is valid.',
            alerts: ['RedpandaLicenseExpiry'],
            width: 8,
            where: licenseAcknowledged,
            unit: 'dtdurations',
            without: 'none',
            queries: [{ expr: `max(${selected('redpanda_cluster_features_enterprise_license_expiry_sec')} > 0)`, legend: 'expires in', steps: below(license.value) }],
          }),
        ],
      },
    ],
  };
}
