/** The labels that every object has, which users may not set as well. Helm's own is among them. */
export const ownLabels = [...['name', 'instance', 'component', 'part-of', 'managed-by'].map((label) => `app.kubernetes.io/${label}`), 'redpanda.io/cluster-namespace', 'helm.sh/chart'];

/** The annotations that are set for users who ask for what they do, and that they may not set as well. */
export const ownAnnotations = {
  /** By which external-dns gives an external Service its name. */
  hostname: 'external-dns.alpha.kubernetes.io/hostname',
  /** By which each Ingress controller is told to ask for a login. */
  login: {
    'ingress-nginx': {
      type: 'nginx.ingress.kubernetes.io/auth-type',
      secret: 'nginx.ingress.kubernetes.io/auth-secret',
      realm: 'nginx.ingress.kubernetes.io/auth-realm',
    },
    traefik: { middlewares: 'traefik.ingress.kubernetes.io/router.middlewares' },
  },
};
