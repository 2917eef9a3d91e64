import { erase, type ErasureMeans } from './advance-erasures.js';

/**
 * Before the service opens: a database that was restored from a backup knows drivers again who were
 * erased since. The fences lie outside of it, too; both sides are made equal, and whoever is behind
 * one of them is erased again, before anybody can be answered out of what came back (R7). Answers
 * how many.
 */
export async function applyFences(means: ErasureMeans): Promise<number> {
  const { database, outside, clock, entropy } = means;
  const beyond = await outside.fences();
  await database.transact((tx) => tx.erasures.addFences(beyond, clock.nowMs()));
  const known = new Set(beyond);
  for (const { fence } of await database.read.erasures.fences(0)) {
    if (!known.has(fence)) await outside.putFence(fence, clock.nowMs());
  }
  const returned = await database.read.erasures.returned();
  for (const driverId of returned) {
    const erasure = await database.transact((tx) =>
      tx.erasures.ask({
        erasureId: entropy.newId(),
        driverId,
        ground: 'other_law',
        askedByRole: 'restore',
        atMs: clock.nowMs(),
      }),
    );
    await erase(means, erasure, { whatever: erasure.askedByRole === 'restore' });
  }
  return returned.length;
}
