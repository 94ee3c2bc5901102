/** Whether the value of a variable refers to another: `$(NAME)`, where `$$` stands for a dollar sign. Kubernetes expands what stands before it in its list. */
export function refersTo(value: unknown, name: string): boolean {
  if (typeof value !== 'string' || !value.includes(`$(${name})`)) return false;
  return [...value.matchAll(/\$(?:\$|\(([^)]*)\))/g)].some(([, other]) => other === name);
}
