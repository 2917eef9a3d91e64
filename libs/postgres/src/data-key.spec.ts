import { createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { DataKey } from './data-key.js';

const bytes = (minLength: number, maxLength: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength, maxLength });

describe('a driver’s key', () => {
  it('authenticates as Node’s HMAC does, whatever is authenticated and however long', () => {
    const messages = fc.array(bytes(0, 300), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(bytes(32, 32), messages, (raw, all) => {
        const key = new DataKey(raw);
        for (const message of all) {
          const expected = createHmac('sha512', raw).update(message).digest('hex');
          expect(key.hmacSha512(message).toString('hex')).toBe(expected);
        }
      }),
    );
  });

  it('derives a key for a purpose, and another one for another', () => {
    const raw = Buffer.alloc(32, 7);
    const derived = (purpose: string): string =>
      new DataKey(raw).derived(purpose).export().toString('hex');
    expect(derived('trip/o1')).toBe(createHmac('sha256', raw).update('trip/o1').digest('hex'));
    expect(derived('trip/o2')).not.toBe(derived('trip/o1'));
  });

  it('is a copy, and shows itself to nobody who prints it', () => {
    const raw = Buffer.alloc(32, 7);
    const key = new DataKey(raw);
    const before = key.hmacSha512(raw);
    raw.fill(0);
    expect(key.hmacSha512(Buffer.alloc(32, 7))).toEqual(before);
    expect(inspect(key, { showHidden: true, depth: 9 })).toBe('DataKey {}');
    expect(JSON.stringify(key)).toBe('{}');
  });

  it.each([0, 31, 33])('has 32 bytes, and not %i', (length) => {
    expect(() => new DataKey(new Uint8Array(length))).toThrow(RangeError);
  });
});
