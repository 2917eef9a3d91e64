import { createSecretKey } from 'node:crypto';
import type { DriverRow } from '#libs/explanations';
import { openRow, packerUnder, sealRow, type SealedHead } from './sealed-row.js';

const head: SealedHead = {
  decisionId: 'd-1',
  kind: 'award',
  orderId: 'o-1',
  orderVersion: 1,
  round: 1,
  decidedAtMs: 1_790_000_000_000,
  policyHash: 'sha256:00',
  engineVersion: '1',
  cutoffTotal: null,
};
const row = (driverId: string): DriverRow => ({
  driverId,
  role: 'REFUSED',
  rank: null,
  total: null,
  refusal: { reason: 'busy', value: 1, threshold: 1 },
  candidate: null,
  parts: [],
});
const key = createSecretKey(Buffer.alloc(32, 7));
const nonce = Buffer.alloc(12, 1);

describe('a sealed row', () => {
  it.each([
    ['in short form', head, 'ann', 1],
    ['by zlib for a text in the row that is not ASCII', head, '司机', 0x78],
    ['by zlib for a text in the head that is not ASCII', { ...head, orderId: 'é' }, 'ann', 0x78],
    ['by zlib for a text with a quote in it', head, 'a"b', 0x78],
  ])('is packed %s, and opens as it was', (_, under, driverId, first) => {
    const packed = packerUnder(under)(row(driverId));
    expect((packed[0] ?? 0) % 16).toBe(first % 16);
    const { sealed } = sealRow(key, 'd-1', packed, nonce);
    expect(openRow(key, 'd-1', sealed)).toEqual(row(driverId));
  });
});
