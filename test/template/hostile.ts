import fc from 'fast-check';

const words = ['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null', 'nan', 'inf'];
const cased = words.flatMap((word) => [word, word.toUpperCase(), word[0]!.toUpperCase() + word.slice(1)]);

/** Strings that some reader of YAML, or Helm, takes for something else. */
export const hostile: readonly string[] = [
  '',
  ...cased,
  ...['~', '.nan', '.NaN', '.inf', '-.inf', '+.Inf', '-', '--', '---', '...', '?', ':', '=', '<<', '!', '&', '*', '%', '@', '`', '|', '>', '#', ',', '[', ']', '{', '}'],
  ...['0', '-0', '007', '0777', '0o17', '0x1F', '0b11', '+1', '-1', '1_000', '1.', '.5', '1.5', '1e3', 'e0', 'E12', '1E-3', '6.048e+08', '9223372036854775808', '12:30', '12:30:00', '190:20:30.15'],
  ...['2024-01-01', '2024-01-01T00:00:00Z', '2001-12-14 21:59:43.10 -5', '1.2.3', '0.1.0', '1Gi', '500m', '0.0.0.0/0', '127.0.0.1', '::1'],
  ...['a: b', 'a:', ':a', 'a :b', 'a #b', '# a', 'a#b', '- a', '-a', '? a', '! a', '&a', '*a', '!!str a', '%TAG', '@a', '`a`', '| a', '> a', '"a"', "'a'", "it's", '"', "'", '\\', '\\n', '\\u0041', '"\\"'],
  ...['[a]', '{a: b}', '{{', '}}', '{{ .Values.name }}', '{{- fail "x" -}}', '{{{', '{', 'a{', '{{`x`}}', '{{/* */}}', '{{ "{{" }}', '$(POD_NAME)', '${x}', '%v', '%%', '%!d'],
  ...[' a', 'a ', ' ', '  ', '\ta', 'a\t', 'a\tb', '\n', '\n\n', 'a\n', 'a\n\n', '\na', 'a\nb', 'a\n\nb\n', ' a\nb', 'a\n b', 'a \nb', 'a\n\tb', 'a\r\nb', 'a\rb', '\r', '# a\nb', '---\na', 'a\n---\nb\n', '...\nb', 'a: b\nc: d\n', '- a\n- b\n'],
  ...['{{ a }}\n{{- b }}\n', '{{-\n', 'a\n{{\n', '#!/bin/bash\nset -e\necho "$1"\n', '"a\nb"', '|\na', 'a\n#b\n'],
  ...['\u0000', '\u0001', '\u0007', '\b', '\f', '\v', '\u001b', '\u007f', '\u0080', '\u0085', 'a\u0085b', '\u009f', '\u00a0', 'a\u00a0', '\u00ad', '\u2028', 'a\u2028b', '\u2029', 'a\u2029\nb', '\ufeff', 'a\ufeffb', '\ufffd', '\ufffe', '\uffff', '\u200b', '\u202e', '\ud7ff', '\ue000'],
  ...['é', 'e\u0301', 'ß', 'naïve', 'платформа', '日本語', '😀', 'a😀', '👩‍👩‍👧', '\u{10ffff}', '\u{1f1e9}\u{1f1ea}', '<b>&amp;</b>', '</script>'],
  ...['__proto__', 'constructor', 'toString', 'length', 'a'.repeat(200), 'word '.repeat(60).trim(), `${'x'.repeat(90)} ${'y'.repeat(90)}`],
];

/** Any string that a document can hold. */
export const anyString: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...hostile),
  fc.array(fc.constantFrom(...hostile), { minLength: 2, maxLength: 3 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ maxLength: 12 }),
);

/** Whether a values file of Helm can hold a string, and Helm's functions print it. */
export const isCarried = (string: string): boolean => /^[^\x00-\x1f\x7f-\x9f\ufffe\uffff]*$/.test(string);

/** Whether all readers of YAML take it for one line: Helm's `toYaml` breaks it at a separator, which Go's reader alone understands. */
export const isOneLine = (string: string): boolean => isCarried(string) && !/[\u2028\u2029]/.test(string);
