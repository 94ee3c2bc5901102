import { Lexer } from 'yaml';

/** Where a template stands in what a reader of YAML passes over. */
export interface HiddenTemplate {
  readonly offset: number;
  /** The line that it stands in, from there. */
  readonly line: string;
}

/** Comments that a program reads before YAML does. What only speaks of a value, such as `# see {{ .Values.x }}`, is none. */
const openings: readonly RegExp[] = [
  // ytt: `#@ if`, `#! a remark`
  /^#[@!]/,
  // Helm, Go, Jinja, Handlebars and the like
  /^#+\s*\{\{/,
  /\{\{[-~]|[-~]\}\}|\{\{\s*([#/^]|(if|else|end|range|with|define|block)\b)/,
  // Jinja, Liquid, Terraform, ERB, EJS
  /\{%|%\{|<%/,
  // Octopus, and tokens of pipelines
  /#\{\s*\/?(if|unless|each)\b|^#\{[\w.-]+\}/,
  // Velocity, and C's preprocessor
  /^#(if|elseif|foreach|set)\s*\(\s*!?\$|^#(ifdef|ifndef|endif)\b/,
];

/** A text without indentation of its own goes on over lines that may be meant for a template. */
const withinText = /\n[ \t]*(\{%|\{\{[-~]?\s*([#/^]|(if|else|end|range|with|define|block)\b))/;

const suspicious = /#[@!]|\{\{|\{%|%\{|<%|#\{|#\s*(if|elseif|foreach|set|ifdef|ifndef|endif)\b/;

/** The first place at which a file is a template and does not look it. */
export function hiddenTemplate(text: string): HiddenTemplate | undefined {
  if (!suspicious.test(text)) return undefined;
  let [offset, isText, isBlock] = [0, false, false];
  for (const lexeme of new Lexer().lex(text)) {
    // The lexer's marks take no room in the text.
    if (/^[\x02\x18\x1f]$/.test(lexeme)) {
      isText = lexeme === '\x1f';
      continue;
    }
    const found = isText ? (isBlock ? undefined : withinText.exec(lexeme)) : lexeme.startsWith('#') && !isShebang(lexeme, offset) && openings.some((one) => one.test(lexeme)) ? { 0: lexeme, index: 0 } : undefined;
    if (found) {
      const at = offset + found.index + (/^\s*/.exec(found[0])?.[0].length ?? 0);
      return { offset: at, line: /^[^\r\n]*/.exec(text.slice(at))![0].trimEnd() };
    }
    if (isText) isBlock = false;
    else if (/^[|>][-+0-9]*$/.test(lexeme)) isBlock = true;
    isText = false;
    offset += lexeme.length;
  }
  return undefined;
}

const isShebang = (comment: string, offset: number): boolean => offset <= 1 && comment.startsWith('#!');
