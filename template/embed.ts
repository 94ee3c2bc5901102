import { Embedded } from './embedded';
import { isConcrete, tidy } from './tidy';
import { writeYaml } from './yaml';

/** A YAML document as a string, such as a configuration file in a ConfigMap: `data: { 'console.yaml': embed({ … }) }`. */
export function embed(document: object): string | Embedded {
  const content = tidy(document) as object;
  return isConcrete(content) ? writeYaml(content) : new Embedded(content);
}
