import { RECORDS } from '../../test/told.js';
import { canonicalJson } from '../canonical.js';
import { contentOf, sha256Hex, unpacked } from '../digest.js';
import { reduceRow } from '../reduce.js';
import { COMPACT_MARK, SHAPE_BYTES, WORD_BYTES } from './codes.js';
import { compactForm, compactRows } from './compact-form.js';
import { SHAPES } from './shapes.js';
import { WORDS } from './words.js';

/** As it lies in the database. */
const stored = (form: Uint8Array | null): Buffer => Buffer.from(form ?? new Uint8Array());

const namesIn = (value: unknown): string[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([name, each]: [string, unknown]) => [
        ...(Array.isArray(value) ? [] : [name]),
        ...namesIn(each),
      ]);

/** A name that stands in the form itself: its length, its letters. */
const inline = (name: string): string => `\u00a9${String.fromCharCode(name.length)}${name}`;

describe('the compact form of a row', () => {
  it('is never changed, or what lies in databases could not be opened', () => {
    const shapes = SHAPES.map((names) => names.join(' '));
    expect([WORDS.length, SHAPES.length]).toEqual([130, 109]);
    expect(sha256Hex([...WORDS, '', ...shapes].join('\n'))).toBe(
      '274b7c45e30affd6668558a7ec811c92acef719fd6acdf46ba0599a8fc97077f',
    );
  });

  it('has lists in which a byte finds all, and nothing twice', () => {
    const shapes = SHAPES.map((names) => names.join(' '));
    expect(new Set(WORDS).size).toBe(WORDS.length);
    expect(new Set(shapes).size).toBe(SHAPES.length);
    expect(WORDS.length).toBeLessThanOrEqual(WORD_BYTES + 256);
    expect(SHAPES.length).toBeLessThanOrEqual(SHAPE_BYTES + 256);
  });

  it.each(RECORDS)('of %s is its canonical JSON again, in a fifth of its bytes', (_, record) => {
    for (const row of [...record.drivers, ...record.drivers.map(reduceRow)]) {
      const json = canonicalJson(row);
      const form = stored(compactForm(row));
      expect(unpacked(form)).toBe(json);
      expect(contentOf(form)).toEqual(row);
      if (row.parts.length > 0) expect(form.length).toBeLessThan(json.length / 5);
      const letters = form.toString('latin1');
      expect(namesIn(row).filter((name) => letters.includes(inline(name)))).toEqual([]);
      // As it was read from JSON, its members are in another order.
      expect(unpacked(stored(compactForm(JSON.parse(json))))).toBe(json);
    }
  });

  it.each([
    ['', '02a900'],
    ['LOST', '02b6'],
    ['compensation', '02b400'],
    ['ab', '02a9026162'],
    ['司', '02aa0153f8'],
    ['00ff', '02ac0200ff'],
    ['0ff', '02a903306666'],
    ['abcde', '02ad030abcde'],
    ['0190f3c2-7b1e-7c3a-9d64-2f8a51e0b7aa', '02ae0190f3c27b1e7c3a9d642f8a51e0b7aa'],
    [`sha256:${'0f'.repeat(32)}`, `02af${'0f'.repeat(32)}`],
    [['ab', 'ab'], '02b002a9026162ab'],
    [['y'.repeat(64), 'y'.repeat(64)], `02b002a940${'79'.repeat(64)}ab`],
    [['y'.repeat(65), 'y'.repeat(65)], `02b002${`a941${'79'.repeat(65)}`.repeat(2)}`],
    [[0, 127, 128, 8_191, 8_192, 65_536], '02b00600 7f 8080 9fff a32000 a4010000'],
    [[2 ** 24, 2 ** 32, 2 ** 48 - 1], '02b003 a501000000 a6000100000000 a6ffffffffffff'],
    [[-1, 0.5, 2 ** 48], '02b003 a701 a803302e35 a80f323831343734393736373130363536'],
    [[null, false, true, -0], '02b004 a0a1a200'],
    [{ known: 1, kilograms: 2 }, '02b1 01 02 b2 a9056b6e6f776e a9096b696c6f6772616d73'],
    [{}, '02b1b2'],
    [{ familiar: true, home: null }, '02b3f7a2b508a0'],
  ])('of %j is known to the byte', (value, hex) => {
    const form = stored(compactForm(value));
    expect(form.toString('hex')).toBe(hex.replaceAll(' ', ''));
    expect(unpacked(form)).toBe(canonicalJson(value));
  });

  const own = JSON.parse('{"__proto__":1}') as unknown;
  it.each([['\ud800'], [{ '\ud800': 1 }], [[undefined]], [Number.NaN], [new Date(0)], [own], [1n]])(
    'is not made of what is no JSON, or could not be read: %p',
    (value) => {
      expect(compactForm(value)).toBeNull();
    },
  );

  it('of head and row is that of both, and of a head without one there is none', () => {
    const form = stored(compactRows({ round: 1 })({ driverId: 'ann' }));
    expect(form[0]).toBe(COMPACT_MARK);
    expect(contentOf(form)).toEqual({ head: { round: 1 }, row: { driverId: 'ann' } });
    expect(compactRows({ round: undefined })({ driverId: 'ann' })).toBeNull();
  });

  it.each([
    ['nothing', '02'],
    ['what no value begins with', '02b2'],
    ['a shape that is in no list', '02b5ff'],
    ['a word that is in no list', '02b4ff'],
    ['a text that is longer than the rest', '02a90561'],
    ['more after it', '020000'],
    ['a text again that was none', '02ab'],
    ['a long text again', `02b002a941${'79'.repeat(65)}ab`],
    ['a letter beyond ASCII', '02a901e9'],
    ['half a character', '02aa01d800'],
    ['a number that is spelt otherwise', '02a804302e3530'],
    ['a number without an end', '02a808496e66696e697479'],
    ['a name twice', '02b10102b2a90161a90161'],
    ['a name of no object', `02b101b2a909${Buffer.from('__proto__').toString('hex')}`],
    ['a word as a name', '02b101b2b6'],
    ['a length that is none', '02a9a0'],
    ['further members that are a list', '02b3f7a2b000'],
    ['an odd digit that is left in', '02ad0110'],
    ['a negative nothing', '02a700'],
    ['a depth of no record', `02${'b001'.repeat(65)}00`],
    ['lengths in lengths', `02${'ac'.repeat(100_000)}`],
  ])('with %s is refused', (_, hex) => {
    expect(() => contentOf(Buffer.from(hex, 'hex'))).toThrow(RangeError);
  });
});
