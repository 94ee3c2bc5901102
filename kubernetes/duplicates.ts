import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { groupOf, kinds } from './kind';

const ours = new WeakSet<ApiObject>();
const checked = new WeakSet<Chart>();

/** Has a synthesis fail where an object of ours and another object of the app would take each other's place. */
export function refuseDuplicates(object: ApiObject): void {
  ours.add(object);
  const { chart } = object;
  if (checked.has(chart)) return;
  checked.add(chart);
  chart.node.addValidation({ validate: () => duplicatesIn(chart) });
}

/** A sentence for each two constructs that make the same objects, of which one at least is ours and in this chart. */
function duplicatesIn(chart: Chart): string[] {
  const all = chart.node.root.node.findAll().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
  const firsts = new Map<string, ApiObject>();
  const found = new Map<string, string[]>();
  for (const object of all) {
    const key = keyOf(object, object.metadata);
    const first = firsts.get(key);
    if (first === undefined) firsts.set(key, object);
    else if ((ours.has(object) ? object : first).chart === chart && [object, first].some((one) => ours.has(one)) && printedKey(object) === printedKey(first)) {
      const owners = `${ownerOf(object)} must not make what ${ownerOf(first)} makes`;
      found.set(owners, [...(found.get(owners) ?? []), `${object.kind} ${object.name}`]);
    }
  }
  return [...found].map(([owners, objects]) => `${owners} (${objects.join(', ')}): one would take the place of the other`);
}

function keyOf({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }, { name, namespace }: { readonly name?: string; readonly namespace?: string }): string {
  const group = groupOf(apiVersion);
  const isClusterScoped = kinds.some((known) => known.group === group && known.kind === kind && known.isClusterScoped === true);
  return JSON.stringify([group, kind, isClusterScoped || namespace, name]);
}

/** A patch may have given an object another name. */
function printedKey(object: ApiObject): string {
  const json = object.toJson() as { apiVersion: string; kind: string; metadata: { name: string } };
  return keyOf(json, json.metadata);
}

/** The construct that a user knows an object by: the nearest around it with a class of its own, if that is not its chart. */
function ownerOf(object: ApiObject): string {
  const owner = [...object.node.scopes].reverse().find((scope) => scope !== object && scope.constructor !== Construct);
  return owner === undefined || Chart.isChart(owner) ? object.node.path : owner.node.path;
}
