import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import {
  canonicalJson,
  COMPACT_SHAPES,
  COMPACT_WORDS,
  compactForm,
  contentOf,
  PACKING_DICTIONARY,
  SHORT_WORDS,
} from '#libs/explanations';

type Page = {
  packingDictionary?: string;
  shortWords?: { names: string[]; values: string[] };
  compactLists?: { words: string[]; shapes: string[] };
  compactValue?: (form: Uint8Array) => unknown;
};

const page: Page = {};
for (const name of ['verify-dictionary.js', 'verify-compact.js']) {
  const script = new URL(`../../../console/public/${name}`, import.meta.url);
  runInNewContext(readFileSync(script, 'utf8'), page);
}

it('a saved page opens records with the text that the service packs them with', () => {
  expect(page.packingDictionary).toBe(PACKING_DICTIONARY);
});

it('a saved page opens records of before with the words that the service had', () => {
  const { names = [], values = [] } = page.shortWords ?? {};
  expect([...names.map((name) => `"${name}":`), ...values]).toEqual(SHORT_WORDS);
});

describe('a saved page reads the compact form', () => {
  const read = (form: Uint8Array): string => canonicalJson(page.compactValue?.(form));
  const formOf = (value: unknown): Buffer => Buffer.from(compactForm(value) ?? []);

  it('by the lists of the service', () => {
    const { words = [], shapes = [] } = page.compactLists ?? {};
    expect(words).toEqual(COMPACT_WORDS);
    expect(shapes).toEqual(COMPACT_SHAPES.map((names) => names.join(' ')));
  });

  const numbers = [0, 127, 128, 8_191, 8_192, 65_536, 2 ** 24, 2 ** 32, 2 ** 48, -7, 0.5, 1e21];
  const texts = ['', 'a"b', '司机', '00ff', '0ff', 'abcde', 'again', 'again', ...COMPACT_WORDS];
  const ids = ['0190f3c2-7b1e-7c3a-9d64-2f8a51e0b7aa', `sha256:${'0f'.repeat(32)}`];
  it.each([
    ['values', [null, false, true, [], {}, numbers, texts, ids]],
    ['members of no shape', { a: 1, known: { '': 2, 全: [3] }, kilograms: 4 }],
    ['members of several shapes', { familiar: true, home: null, offer: { state: 1, b: 2 } }],
    ...COMPACT_SHAPES.map((names): [string, unknown] => [
      names.join(),
      Object.fromEntries(names.map((name, at) => [name, at])),
    ]),
  ])('of %s', (_, value) => {
    expect(read(formOf(value))).toBe(canonicalJson(value));
  });

  it('as strictly as the service, whatever byte is another', () => {
    const form = formOf({ driverId: 'ann', role: 'LOST', parts: [1, -2, '全', ...ids], a: 'abcd' });
    const outcome = (said: () => unknown): string => {
      try {
        return canonicalJson(said());
      } catch {
        return 'refused';
      }
    };
    for (let at = 1; at < form.length; at += 1) {
      for (let byte = 0; byte < 256; byte += 1) {
        const other = Buffer.from(form);
        other[at] = byte;
        const found = outcome(() => page.compactValue?.(other));
        if (found !== outcome(() => contentOf(other))) expect([at, byte, found]).toEqual([]);
      }
    }
  });
});
