import { readFileSync } from 'node:fs';

const css = readFileSync(new URL('../public/console.css', import.meta.url), 'utf8');

/** The colours of `:root`, in the light and, where they differ, in the dark. */
function colours(dark: boolean): ReadonlyMap<string, string> {
  const [light = '', rest = ''] = css.split('@media (prefers-color-scheme: dark)');
  const block = (text: string) => text.slice(text.indexOf(':root {'), text.indexOf('\n\n'));
  const of = (text: string) =>
    [...block(text).matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(
      ([, name = '', colour = '']) => [name, colour] as const,
    );
  return new Map(dark ? [...of(light), ...of(rest)] : of(light));
}

/** Relative luminance as WCAG 2 defines it. */
function luminance(colour: string): number {
  const channel = (at: number): number => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(a: string, b: string): number {
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (lighter + 0.05) / (darker + 0.05);
}

const TEXTS = [
  ...['ink', 'muted', 'accent', 'cut', 'good', 'bad'].map((text) => [text, 'card'] as const),
  ...['ink', 'muted'].map((text) => [text, 'ground'] as const),
  ...['ink', 'muted', 'good'].map((text) => [text, 'flow'] as const),
  ['accent-ink', 'accent'],
  ['muted', 'track'],
  ['card', 'good'],
  ['card', 'cut'],
] as const;
const SHAPES = ['trip', 'profile', 'waiting', 'cut', 'cut-soft', 'good', 'muted'] as const;

describe.each([
  ['light', false],
  ['dark', true],
] as const)('the %s colours of the page', (_, dark) => {
  const of = (name: string): string => {
    const colour = colours(dark).get(name);
    if (colour === undefined) throw new Error(`the page has no colour ${name}`);
    return colour;
  };

  it.each(TEXTS)('let %s be read on %s (WCAG AA)', (text, ground) => {
    expect(contrast(of(text), of(ground))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(SHAPES)('let a bar of %s be told from the card it stands on (WCAG AA)', (shape) => {
    expect(contrast(of(shape), of('card'))).toBeGreaterThanOrEqual(3);
  });
});
