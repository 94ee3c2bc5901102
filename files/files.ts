/** An output: the content of each file by its path, which has `/` between folders. */
export type Files = ReadonlyMap<string, string>;

/** Files as they stand in a folder. */
export function inFolder(folder: string, files: Files): Files {
  return new Map([...files].map(([path, content]) => [`${folder}/${path}`, content]));
}

export function allOf(...outputs: readonly Files[]): Files {
  return new Map(outputs.flatMap((files) => [...files]));
}
