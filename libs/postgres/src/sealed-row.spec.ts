import type { DriverRow } from '#libs/explanations';
import { DataKey } from './data-key.js';
import { encryptRow, openRow, packerUnder, rowSecrets, type SealedHead } from './sealed-row.js';

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
/** Deeper than any record is. */
function nested(depth: number): DriverRow {
  let facts: object = {};
  for (let at = 0; at < depth; at += 1) facts = { facts };
  const part = { factor: 'waiting' as const, weight: 1, points: 1, ...facts };
  return { ...row('ann'), parts: [part as DriverRow['parts'][number]] };
}
const key = new DataKey(Buffer.alloc(32, 7));
const nonce = Buffer.alloc(12, 1);

describe('a sealed row', () => {
  it.each([
    ['in compact form', head, row('ann'), 2],
    ['in compact form for any driver', head, row('司机 "3"'), 2],
    ['in compact form under any head', { ...head, orderId: 'é' }, row('ann'), 2],
    ['by zlib where it has no such form', head, nested(70), 0x78],
  ])('is packed %s, and opens as it was', (_, under, recorded, first) => {
    const packed = packerUnder(under)(recorded);
    expect((packed[0] ?? 0) % 16).toBe(first % 16);
    const sealed = encryptRow(rowSecrets(key, 'd-1'), 'd-1', packed, nonce);
    expect(openRow(key, 'd-1', sealed)).toEqual(recorded);
  });
});
