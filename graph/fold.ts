/** The lines of a text, none of which is longer than that; broken after a sign that parts words, if there is one. */
export function fold(text: string, width: number): readonly string[] {
  if (text.length <= width) return [text];
  const head = text.slice(0, width);
  const at = Math.max(...[' ', '.', '-', '_', '/', ':', '@', ',', '='].map((sign) => head.lastIndexOf(sign))) + 1;
  const end = at > width / 3 ? at : width;
  return [text.slice(0, end).trimEnd(), ...fold(text.slice(end), width)];
}
