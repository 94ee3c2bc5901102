// In the value of a variable, `$(NAME)` refers to another, and `$$` stands for a dollar sign.
const reference = /\$(?:\$|\(([^)]*)\))/g;

/** Whether the value of a variable refers to another. Kubernetes expands what stands before it in its list. */
export function refersTo(value: unknown, name: string): boolean {
  if (typeof value !== 'string' || !value.includes(`$(${name})`)) return false;
  return [...value.matchAll(reference)].some(([, other]) => other === name);
}

/** Whether a container may get something else than the text of a value. */
export const isExpanded = (value: string): boolean => value.search(reference) >= 0;

/** A value as Kubernetes expands it: a reference to what is not known stays. */
export function expand(value: string, known: ReadonlyMap<string, string>): string {
  return value.replace(reference, (all, name?: string) => (name === undefined ? '$' : (known.get(name) ?? all)));
}
