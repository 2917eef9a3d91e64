import { randomBytes, randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';
import type { Entropy } from '#libs/dispatch';

export const uuidv7 = (): string => v7();

/** Of a request: as unlike all others, in no order with those of the same millisecond. */
export const requestId = (): string => v7({ rng: sixteen });

/** Drawn many at a time: one call for sixteen bytes costs more than all else of an id. */
const drawn = new Uint8Array(4_096);
let used = drawn.length;

function sixteen(): Uint8Array {
  if (used === drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  return drawn.subarray(used, (used += 16));
}

export const systemEntropy: Entropy = {
  newId: uuidv7,
  newSeed: () => randomBytes(32).toString('hex'),
};
