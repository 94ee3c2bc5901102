declare module '*.tpl' {
  const text: string;
  export = text;
}
