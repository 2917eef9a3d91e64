import fc from 'fast-check';
import { RECORDS } from '../test/told.js';
import { canonicalJson } from './canonical.js';
import { sha256Hex } from './digest.js';
import { longForm, SHORT_MARK, shortForm, shortRows } from './short-form.js';
import { SHORT_WORDS } from './short-words.js';

/** As it lies in the database. */
const stored = (form: Uint8Array | null): string =>
  Buffer.from(form ?? new Uint8Array()).toString('latin1');

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

  it('of head and row is that of both behind the mark, one row after the other', () => {
    const head = { round: 1 };
    const drivers = [{ driverId: 'ann' }, { driverId: '全' }, { driverId: 'bob', rank: null }];
    const inShort = shortRows(head);
    const forms = drivers.map((row) => inShort(row));
    expect(forms.map((form) => form?.[0])).toEqual([SHORT_MARK, undefined, SHORT_MARK]);
    for (const at of [0, 2]) {
      const long = longForm(stored(forms[at]?.subarray(1) ?? null));
      expect(long).toBe(canonicalJson({ head, row: drivers[at] }));
    }
    expect(shortRows({ orderId: 'é' })(drivers[0])).toBeNull();
  });

  it('of rows of any size and number is not written over by those after them', () => {
    const rows = [0, 1, 7, 16_300, 40_000, 5, 16_384, 12].map((length, at) => ({
      driverId: 'x'.repeat(length),
      total: [0, 9, 10, 2_147_483_647, 2_147_483_648, -1, 1e21, 0.5][at],
    }));
    const inShort = shortRows({ round: 1 });
    const forms = rows.map((row) => inShort(row));
    for (const [at, form] of forms.entries()) {
      const long = longForm(stored(form?.subarray(1) ?? null));
      expect(long).toBe(canonicalJson({ head: { round: 1 }, row: rows[at] }));
    }
  });

  it('with a byte that is no word is refused', () => {
    expect(() => longForm('{\u00ff}')).toThrow('no word has the byte 255');
  });
});
