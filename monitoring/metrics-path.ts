/** Where metrics are served: of the two paths of brokers, the one whose names are stable. */
export const metricsPath = { broker: '/public_metrics', console: '/admin/metrics' };

/** What Redpanda's documentation advises. Rules look back over five minutes or more, so four scrapes at least. */
export const interval = '30s';
