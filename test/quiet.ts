// The default values are warned of, which nobody needs to read in every test.
const { warn } = console;

console.warn = (...args: unknown[]) => {
  if (!/^warning: \S+: /.test(String(args[0]))) warn(...args);
};
