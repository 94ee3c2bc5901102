import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { tool } from './tools';

/** A CustomResourceDefinition. */
export interface Definition {
  readonly spec: { readonly group: string; readonly names: { readonly plural: string }; readonly versions: readonly { readonly name: string; readonly served: boolean }[] };
}

const definition = (...path: string[]): Definition => parse(readFileSync(join(...path), 'utf8'));

/** cert-manager's kinds. */
export function certificates(): Definition[] {
  const folder = join(tool('cert-manager'), 'crds');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => definition(folder, file));
}

/** The HTTPRoute of the Gateway API. */
export const httpRoutes = (): Definition => definition(tool('gateway-api-crds'), 'gateway.networking.k8s.io_httproutes.yaml');

/** The PodMonitor and the PrometheusRule of the Prometheus Operator. */
export const monitors = (): Definition[] => ['podmonitors', 'prometheusrules'].map((plural) => definition(tool('prometheus-operator-crds'), `monitoring.coreos.com_${plural}.yaml`));

/** Traefik's Middleware, of any form. */
export const middlewares = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'middlewares.traefik.io' },
  spec: {
    group: 'traefik.io',
    scope: 'Namespaced',
    names: { kind: 'Middleware', plural: 'middlewares', singular: 'middleware' },
    versions: [{ name: 'v1alpha1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } } }],
  },
};
