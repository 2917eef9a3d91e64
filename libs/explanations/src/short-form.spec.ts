import { sha256Hex, unpacked } from './digest.js';
import { longForm } from './short-form.js';
import { SHORT_WORDS } from './short-words.js';

/** A row as it was written while rows were. */
const STORED =
  'AXune5IxMzUwMKgxNzkwMDAwMDAwMDAwqSJkLTEiqiJtYXRjaGVyLzEih9irIm8tMSKsMa0ic2hhMjU2OjAwIq4xfa97' +
  'sNCZImFubiKUW3uB6IJ7mjEyMzQ1wtt9gzkwMIQ3fSx7gfSCe4/RhdEsInNoYXJlUGVybWlsbGUiOi0xfYM0NTCEM31d' +
  'lTIsInJlZHVjZWQiOtKW0IjTlzExNjUwfX0=';
const SAID = {
  head: {
    ...{ cutoffTotal: 13_500, decidedAtMs: 1_790_000_000_000, decisionId: 'd-1' },
    ...{ engineVersion: 'matcher/1', kind: 'award', orderId: 'o-1', orderVersion: 1 },
    ...{ policyHash: 'sha256:00', round: 1 },
  },
  row: {
    candidate: null,
    driverId: 'ann',
    parts: [
      {
        factor: 'pickup_distance',
        facts: { pickupMeters: 12_345, placeSource: 'position' },
        ...{ points: 900, weight: 7 },
      },
      {
        factor: 'fair_share',
        facts: { known: false, profileOff: false, sharePermille: -1 },
        ...{ points: 450, weight: 3 },
      },
    ],
    ...{ rank: 2, reduced: true, refusal: null, role: 'LOST', total: 11_650 },
  },
};

describe('the short form of a row', () => {
  it('is never changed, or what lies in databases could not be opened', () => {
    expect(SHORT_WORDS).toHaveLength(127);
    expect(sha256Hex(SHORT_WORDS.join('\n'))).toBe(
      '8eec48b0625ea502e6ce44dbc7635b5169d950f72f7402167aef406fedb6e9c7',
    );
  });

  it('is still the canonical JSON that it was made of', () => {
    expect(unpacked(Buffer.from(STORED, 'base64'))).toBe(JSON.stringify(SAID));
  });

  it('with a byte that is no word is refused', () => {
    expect(() => longForm('{\u00ff}')).toThrow('no word has the byte 255');
  });
});
