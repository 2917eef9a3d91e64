import { decideOften, type Candidate, type Placings, type Policy, type World } from '#libs/matcher';
import type { DecisionBundle, DecisionHeader, DriverRow } from '../record.js';
import { canonicalJson } from '../canonical.js';
import { worldOf } from '../replay.js';
import { withoutProfile } from './past-terms.js';

/** A recorded decision, ready to be taken again with one driver or all of them otherwise. */
export type Deciding = {
  readonly world: World<Policy>;
  readonly decide: (candidates: readonly Candidate[]) => Placings;
  /** As it was recorded. */
  readonly again: Placings;
  /** With everyone's profile off: the same for whoever asks. */
  readonly withoutProfiles: () => Placings;
};

type Recorded = {
  readonly header: Pick<DecisionHeader, 'decidedAtMs'>;
  readonly bundle: DecisionBundle;
  readonly rows: readonly DriverRow[];
  readonly policy: Policy;
};

/** A thousand who lost one order ask about the same rows: what follows from these alone is kept. */
const kept = new WeakMap<readonly DriverRow[], Deciding & { readonly of: string }>();

export function decidingOf({ header, bundle, rows, policy }: Recorded): Deciding {
  const { order, purpose, search } = bundle;
  const of = canonicalJson({ order, purpose, search, decidedAtMs: header.decidedAtMs });
  const known = kept.get(rows);
  if (known?.world.policy === policy && known.of === of) return known;
  const world = worldOf({ ...header, bundle }, rows, policy);
  const decide = decideOften(order, world);
  let off: Placings | null = null;
  const deciding = {
    of,
    world,
    decide,
    again: decide(world.candidates),
    withoutProfiles: () => (off ??= decide(world.candidates.map(withoutProfile))),
  };
  kept.set(rows, deciding);
  return deciding;
}
