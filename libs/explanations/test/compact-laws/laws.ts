import assert from 'node:assert/strict';
import fc from 'fast-check';
import { canonicalJson } from '../../src/canonical.js';
import { compactForm, compactRows } from '../../src/compact/compact-form.js';
import { readCompact } from '../../src/compact/reader.js';
import { SHAPES } from '../../src/compact/shapes.js';
import { WORDS } from '../../src/compact/words.js';
import { cases, recorded } from '../sample.js';

/** What the laws are about; a twin exchanges one piece to prove that a law notices. */
export type Room = {
  readonly compactForm: typeof compactForm;
  readonly compactRows: typeof compactRows;
  readonly read: (bytes: Uint8Array) => unknown;
};

const read = (bytes: Uint8Array): unknown => readCompact(Buffer.from(bytes));
export const room: Room = { compactForm, compactRows, read };

/** Throws where the law is broken. */
export type Law = (room: Room, run: fc.Parameters<unknown>) => void;

const number = fc.oneof(
  ...[fc.integer(), fc.maxSafeInteger(), fc.double({ noNaN: true, noDefaultInfinity: true })],
  fc.constantFrom(0, 127, 128, 8_191, 8_192, 65_535, 65_536, 2 ** 24, 2 ** 32, 2 ** 48, -1, -0),
);
const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), maxLength: 260 });
const text = fc.oneof(
  ...[fc.constantFrom(...WORDS), fc.string(), fc.string({ unit: 'grapheme' }), hex],
  ...[fc.uuid(), hex.map((digits) => `sha256:${digits}`), fc.constantFrom('again', '全', '\u0080')],
  fc.string({ minLength: 120, maxLength: 300 }),
);
const name = fc
  .oneof(fc.constantFrom(...SHAPES.flat()), text)
  .filter((each) => each !== '__proto__');

/** Members in any order, of shapes whole or cut off, with others behind them. */
const values = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    ...[fc.constant(null), fc.boolean(), number, text],
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .record({
        shapes: fc.array(fc.constantFrom(...SHAPES), { maxLength: 2 }),
        others: fc.array(name, { maxLength: 2 }),
        left: fc.nat(1),
        value: fc.array(tie('value'), { minLength: 1, maxLength: 6 }),
      })
      .map(({ shapes, others, left, value }) => {
        const names = [...shapes.flat().slice(0, left === 0 ? undefined : -1), ...others];
        return Object.fromEntries(names.map((each, at) => [each, value[at % value.length]]));
      }),
  ),
})).value;

/** Around the sheet's end and beyond it. */
const long = fc
  .tuple(fc.integer({ min: 0, max: 40_000 }), fc.constantFrom('x', '全'))
  .map(([length, unit]) => unit.repeat(length));
const row = fc.oneof({ weight: 3, arbitrary: values }, { weight: 1, arbitrary: long });

/** A form in which a byte is another, is left out, or from which on all is. */
const garbled = fc.tuple(values, fc.nat(), fc.integer({ min: 0, max: 255 }), fc.nat(2));

export const laws = {
  'a form says the canonical JSON that it was made of': (room, run) =>
    hold(run, values, (value) => {
      const form = room.compactForm(value);
      assert.ok(form !== null);
      assert.equal(canonicalJson(room.read(form)), canonicalJson(value));
    }),

  'a form is not written over by those after it': (room, run) =>
    hold(run, fc.tuple(values, fc.array(row, { maxLength: 12 })), ([head, rows]) => {
      const under = room.compactRows(head);
      const forms = rows.map((each) => under(each));
      for (const [at, form] of forms.entries()) {
        assert.ok(form !== null);
        assert.equal(canonicalJson(room.read(form)), canonicalJson({ head, row: rows[at] }));
      }
    }),

  'a row of a decision is a quarter of its canonical JSON': (room, run) =>
    hold(run, cases, (given) => {
      for (const each of recorded(given.order, given.world).drivers) {
        const form = room.compactForm(each);
        if (each.parts.length === 0) continue;
        assert.ok(form !== null && form.length < canonicalJson(each).length / 4);
      }
    }),

  'what was cut off is refused': (room, run) =>
    hold(run, fc.tuple(values, fc.nat()), ([value, at]) => {
      const form = room.compactForm(value) ?? new Uint8Array();
      assert.throws(() => room.read(form.subarray(0, at % form.length)), RangeError);
    }),

  'what was garbled is refused, or says something that has a form': (room, run) =>
    hold(run, garbled, ([value, at, byte, how]) => {
      const form = [...(room.compactForm(value) ?? [])];
      form.splice(1 + (at % form.length), how === 0 ? 0 : 1, ...(how === 1 ? [] : [byte]));
      let said: unknown;
      try {
        said = room.read(Uint8Array.from(form));
      } catch (error) {
        assert.ok(error instanceof RangeError, String(error));
        return;
      }
      const again = room.compactForm(said);
      assert.ok(again !== null);
      assert.equal(canonicalJson(room.read(again)), canonicalJson(said));
    }),
} satisfies Record<string, Law>;

function hold<T>(
  run: fc.Parameters<unknown>,
  arbitrary: fc.Arbitrary<T>,
  predicate: (value: T) => void,
): void {
  fc.assert(fc.property(arbitrary, predicate), run as fc.Parameters<[T]>);
}
