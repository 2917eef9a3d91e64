import fc from 'fast-check';
import { RECORDS } from '../test/told.js';
import { canonicalJson } from './canonical.js';
import { sha256Hex } from './digest.js';
import { longForm, SHORT_WORDS, shortContent, shortForm } from './short-form.js';

/** As it lies in the database. */
const stored = (form: string | null): string =>
  Buffer.from(form ?? '', 'latin1').toString('latin1');

describe('the short form of a row', () => {
  it('is never changed, or what lies in databases could not be opened', () => {
    expect(SHORT_WORDS).toHaveLength(127);
    expect(sha256Hex(SHORT_WORDS.join('\n'))).toBe(
      '8eec48b0625ea502e6ce44dbc7635b5169d950f72f7402167aef406fedb6e9c7',
    );
  });

  it.each(RECORDS)('of %s is the canonical JSON again, in two fifths of its bytes', (_, record) => {
    for (const row of record.drivers) {
      const form = shortForm(row);
      const json = canonicalJson(row);
      expect(longForm(stored(form))).toBe(json);
      if (row.parts.length > 0) expect(stored(form).length).toBeLessThan(json.length / 2.5);
    }
  });

  const word = fc.constantFrom(
    ...[
      'driverId',
      'parts',
      'LOST',
      'a{',
      '{',
      ',',
      '[',
      'no word',
      '"',
      '\\',
      'é',
      '全',
      '\u0080',
    ],
  );
  const text = fc.oneof(word, fc.string());
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      ...[fc.constant(null), fc.boolean(), fc.integer(), text],
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(text, tie('value'), { maxKeys: 5, noNullPrototype: true }),
    ),
  })).value;

  it('of any value is its canonical JSON again, or there is none', () => {
    fc.assert(
      fc.property(json, (value) => {
        const form = shortForm(value);
        if (form !== null) expect(longForm(stored(form))).toBe(canonicalJson(value));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([['café'], ['司机'], ['a"b'], [{ é: 1 }], [[undefined]], [Number.NaN], [new Date(0)]])(
    'is not made of %j',
    (value) => {
      expect(shortForm(value)).toBeNull();
    },
  );

  it('of head and row is that of both', () => {
    const pair = shortContent(
      shortForm({ round: 1 }) ?? '',
      shortForm({ driverId: 'ann', rank: null }) ?? '',
    );
    const both = { head: { round: 1 }, row: { driverId: 'ann', rank: null } };
    expect(longForm(stored(pair))).toBe(canonicalJson(both));
  });

  it('with a byte that is no word is refused', () => {
    expect(() => longForm('{\u00ff}')).toThrow('no word has the byte 255');
  });
});
