import { Environment } from '../clients/environment';
import { each, eq, Expr, symbolic, Written, when, writeTemplateItems } from '../template';
import { shapeOf } from '../values/defaults';
import { schema } from '../values/schema/schema';
import { Values } from '../values/types';

const head = `{{/*
The items of a container's env by which a client finds Kafka.

  env:
    {{- include "redpanda.clientEnv" (dict "root" $ "client" "services") | nindent 4 }}

The client is one that the values of the dependency declare: of redpanda-client or of redpanda, by name or by alias.
*/}}
{{- define "redpanda.clientEnv" -}}
{{- if not (and .root .root.Values .client) }}
{{- fail "redpanda.clientEnv must be given root and client: (dict \\"root\\" $ \\"client\\" \\"services\\")" }}
{{- end }}
{{- $values := dict }}
{{- range $dependency := list "redpanda-client" "redpanda" }}
{{- $own := index $.root.Values $dependency }}
{{- if kindIs "map" $own }}
{{- $values = mergeOverwrite $values (deepCopy $own) }}
{{- end }}
{{- end }}
{{- if not (and (hasKey $values "name") (hasKey $values "clusterDomain")) }}
{{- fail "redpanda.clientEnv must find the values of redpanda-client: give that dependency no alias but redpanda" }}
{{- end }}
{{- $name := .client }}
{{- $namespace := default .root.Release.Namespace $values.namespace }}
{{- $declared := list }}
{{- range $values.clients }}
{{- $declared = append $declared .name }}
{{- end }}
{{- if not (has $name $declared) }}
{{- $rule := "must be a declared client: the values declare" }}
{{- fail (printf "redpanda.clientEnv: client (%v) %v %v" $name $rule (default "none" (join ", " $declared))) }}
{{- end }}
`;

/** A named template for charts of other teams, of the same tables as everything else. */
export function clientEnvTemplate(): string {
  const values = symbolic<Values>(shapeOf(schema), '$values');
  const cluster = { ...values, namespace: new Expr<string>('string', () => '$namespace', '', true) };
  const isMeant = (name: Written<string>) => eq(name as Expr<string>, new Expr<string>('string', () => '$name', '', true));
  const items = each(values.clients, (client) => {
    const { items } = new Environment(cluster, client);
    return items.map((item) => when(isMeant(client.name), item));
  });
  return `${head}${writeTemplateItems(items)}{{- end }}\n`;
}
