/** A box of an SVG, in its own units. */
export interface Box {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** What is in a picture. */
export interface Drawn {
  readonly width: number;
  readonly height: number;
  /** All texts. */
  readonly texts: readonly Box[];
  /** Each node: its table, and the texts in it. */
  readonly nodes: readonly { readonly title: string; readonly frame: Box; readonly texts: readonly Box[] }[];
  /** Points along each arrow. */
  readonly arrows: readonly { readonly title: string; readonly points: readonly (readonly [x: number, y: number])[] }[];
}

export function read(svg: string): Drawn {
  const [, width = '', height = ''] = /<svg [^>]*viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
  const [, x = '', y = ''] = /translate\(([-\d.]+) ([-\d.]+)\)/.exec(svg) ?? [];
  const at = (box: Omit<Box, 'text'>, text: string): Box => ({ text, left: box.left + Number(x), right: box.right + Number(x), top: box.top + Number(y), bottom: box.bottom + Number(y) });
  const textsIn = (part: string) => [...part.matchAll(/<text [^>]*text-anchor="(start|middle)" x="([-\d.]+)" y="([-\d.]+)"[^>]*?( font-weight="bold")? font-size="([\d.]+)"[^>]*>([^<]*)<\/text>/g)].map(([, anchor, left, base, bold, size, text = '']) => {
    const wide = widthOf(decoded(text), Number(size), bold !== undefined);
    const start = Number(left) - (anchor === 'middle' ? wide / 2 : 0);
    return at({ left: start, right: start + wide, top: Number(base) - 0.75 * Number(size), bottom: Number(base) + 0.22 * Number(size) }, decoded(text));
  });
  const groups = (kind: string) => [...svg.matchAll(new RegExp(`<g id="[^"]*" class="${kind}">\\n<title>([^]*?)</title>([^]*?)</g>`, 'g'))].map(([, title = '', part = '']) => ({ title: decoded(title), part }));
  return {
    width: Number(width),
    height: Number(height),
    texts: textsIn(svg),
    nodes: groups('node').map(({ title, part }) => ({ title, frame: at(around([...part.matchAll(/<polygon [^>]*points="([^"]*)"/g)].flatMap(([, points = '']) => pairs(points))), title), texts: textsIn(part) })),
    arrows: groups('edge').map(({ title, part }) => ({ title, points: curve(/<path [^>]*d="M([^"]*)"/.exec(part)?.[1] ?? '').map(([px, py]) => [px + Number(x), py + Number(y)] as const) })),
  };
}

const decoded = (text: string): string => text.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code))).replace(/&(amp|lt|gt|quot);/g, (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name]!);

function pairs(points: string): [number, number][] {
  const numbers = points.match(/-?[\d.]+/g)!.map(Number);
  return numbers.flatMap((one, index) => (index % 2 === 0 ? [[one, numbers[index + 1]!] as [number, number]] : []));
}

const around = (points: readonly [number, number][]) => ({ left: Math.min(...points.map(([x]) => x)), right: Math.max(...points.map(([x]) => x)), top: Math.min(...points.map(([, y]) => y)), bottom: Math.max(...points.map(([, y]) => y)) });

/** Points along cubic curves, of which each has three after the end of the one before. */
function curve(path: string): [number, number][] {
  const all = pairs(path);
  const curves = Array.from({ length: (all.length - 1) / 3 }, (_, index) => all.slice(3 * index, 3 * index + 4) as [[number, number], [number, number], [number, number], [number, number]]);
  const steps = Array.from({ length: 41 }, (_, index) => index / 40);
  return curves.flatMap(([a, b, c, d]) => steps.map((t): [number, number] => [mix(a[0], b[0], c[0], d[0], t), mix(a[1], b[1], c[1], d[1], t)]));
}

const mix = (a: number, b: number, c: number, d: number, t: number): number => (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t ** 2 * c + t ** 3 * d;

/** Widths of Helvetica's characters in thousandths, which Arial and Liberation Sans share. */
const narrow: Readonly<Record<string, number>> = { ...each("ijl'|", 222), ...each(' ftI!,./:;()[]\\·', 278), ...each('r-', 333), ...each('ckvsxyzJ', 500), ...each('TZFELabdeghnopqu0123456789_?#$+=<>×', 556), ...each('ABEKPSVXY&', 667), ...each('wCDHNRU', 722), ...each('GOQ', 778), ...each('mM', 833), W: 944, '@': 1015 };
function each(signs: string, width: number) {
  return Object.fromEntries([...signs].map((sign) => [sign, width]));
}
const widthOf = (text: string, size: number, bold: boolean): number => ([...text].reduce((all, sign) => all + (narrow[sign] ?? 600), 0) / 1000) * size * (bold ? 1.07 : 1);

const within = (inner: Box, outer: Omit<Box, 'text'>): boolean => inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top && inner.bottom <= outer.bottom;
const overlap = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** What is wrong with a picture, for whoever reads it. */
export function unreadable(svg: string): string[] {
  const { width, height, texts, nodes, arrows } = read(svg);
  const paper = { left: 0, right: width, top: 0, bottom: height };
  // Of neighbours from above to below, so that thousands of texts are not all compared with each other.
  const ordered = [...texts].sort((a, b) => a.top - b.top);
  const overlaps = ordered.flatMap((one, index) => {
    const near = ordered.slice(index + 1, index + 200).filter((other) => other.top < one.bottom);
    return near.filter((other) => overlap(one, other)).map((other) => `"${one.text}" overlaps "${other.text}"`);
  });
  const labels = texts.filter((text) => !nodes.some(({ frame }) => within(text, frame)));
  return [
    ...texts.filter((text) => !within(text, paper)).map(({ text }) => `"${text}" is cut`),
    ...nodes.flatMap(({ title, frame, texts: own }) => own.filter((text) => !within(text, frame)).map(({ text }) => `"${text}" leaves ${title}`)),
    ...overlaps,
    ...nodes.flatMap((one, index) => nodes.slice(index + 1).filter((other) => overlap(one.frame, other.frame)).map((other) => `${one.title} overlaps ${other.title}`)),
    ...arrows.flatMap(({ title, points }) =>
      [...nodes.map(({ frame }) => ({ ...frame, left: frame.left + 4, right: frame.right - 4, top: frame.top + 2, bottom: frame.bottom - 2 })), ...labels].flatMap((box) => (points.some(([x, y]) => x > box.left && x < box.right && y > box.top && y < box.bottom) ? [`${title} crosses ${box.text}`] : [])),
    ),
  ];
}
