import { deflateSync } from 'node:zlib';
import { unpacked } from './digest.js';
import { PACKING_DICTIONARY } from './packing-dictionary.js';

const packed = (text: string, dictionary: string): Buffer =>
  deflateSync(text, { dictionary: Buffer.from(dictionary) });

describe('what rows are packed with', () => {
  it('is never changed, or what lies in databases could not be opened', () => {
    // RFC 1950: the four bytes after the header are the Adler-32 of the dictionary.
    expect(packed('{}', PACKING_DICTIONARY).subarray(2, 6).toString('hex')).toBe('d9a0c32d');
  });

  it('opens what was packed with it, and nothing that was packed with another text', () => {
    expect(unpacked(packed('{"row":{}}', PACKING_DICTIONARY))).toBe('{"row":{}}');
    expect(() => unpacked(packed('{"row":{}}', `${PACKING_DICTIONARY} `))).toThrow('dictionary');
  });
});
