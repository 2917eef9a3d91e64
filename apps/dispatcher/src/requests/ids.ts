import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import type { Entropy } from '#libs/dispatch';

export const uuidv7 = (): string => v7();

export const systemEntropy: Entropy = {
  newId: uuidv7,
  newSeed: () => randomBytes(32).toString('hex'),
};
