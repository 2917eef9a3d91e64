import { decide } from '#libs/matcher';
import type { Candidate, Policy, World } from '#libs/matcher';
import { canonicalJson } from './canonical.js';
import { policyHash } from './digest.js';
import { recordOf } from './record-of.js';
import type { DecisionBundle, DecisionRecord, DriverRow } from './record.js';

/** Without the rules there is no deciding again; guessing at others would prove nothing. */
export class PolicyMissing extends Error {
  constructor(readonly policyHash: string) {
    super(`policy ${policyHash} is not stored; the decision cannot be replayed without it`);
    this.name = 'PolicyMissing';
  }
}

/** Enough to find the cause; a record of two thousand rows may drift in every one. */
const DIFFERENCES_MAX = 20;

export type ReplayResult = {
  /** `NOT_DECIDED`: taken without `decide` (a release), so there is nothing to decide again. */
  readonly verdict: 'MATCH' | 'DRIFT' | 'NOT_DECIDED';
  /** Paths that came out differently, the first few. */
  readonly differences: readonly string[];
};

/** Decides again from what was recorded, with the recorded policy, and compares byte for byte. */
export function replay(record: DecisionRecord, policy: Policy | null): ReplayResult {
  if (policy === null) throw new PolicyMissing(record.policyHash);
  if (record.kind === 'release') return { verdict: 'NOT_DECIDED', differences: [] };
  const again = decidedAgain(record, policy);
  if (canonicalJson(again) === canonicalJson(record)) return { verdict: 'MATCH', differences: [] };
  return { verdict: 'DRIFT', differences: differences(record, again, '$') };
}

/** The world as `decide` was given it, put together from the bundle and the drivers' rows. */
export function worldOf(
  { decidedAtMs, bundle }: { readonly decidedAtMs: number; readonly bundle: DecisionBundle },
  rows: readonly DriverRow[],
  policy: Policy,
): World<Policy> {
  return {
    nowMs: decidedAtMs,
    purpose: bundle.purpose,
    policy,
    search: bundle.search,
    candidates: rows
      .map(({ candidate }) => candidate)
      .filter((candidate): candidate is Candidate => candidate !== null),
  };
}

/**
 * The seed, the ids, the human's part and the cause are inputs; everything else is worked out anew.
 */
function decidedAgain(record: DecisionRecord, policy: Policy): DecisionRecord {
  const { bundle, drivers } = record;
  const world = worldOf(record, drivers, policy);
  return recordOf(decide(bundle.order, world), {
    decisionId: record.decisionId,
    kind: record.kind,
    round: record.round,
    order: bundle.order,
    world,
    policyHash: policyHash(policy),
    tieSeed: bundle.tieSeed,
    tieSeedHash: bundle.tieSeedHash,
    decidedByHuman: record.decidedByHuman,
    cause: bundle.cause,
    assigned: record.kind === 'manual_assignment' ? record.winner : null,
  });
}

function differences(recorded: unknown, again: unknown, path: string): string[] {
  if (!isContainer(recorded) || !isContainer(again)) {
    return Object.is(recorded, again) ? [] : [path];
  }
  const keys = [...new Set([...Object.keys(recorded), ...Object.keys(again)])].sort();
  const found: string[] = [];
  for (const key of keys) {
    found.push(...differences(recorded[key], again[key], `${path}.${key}`));
    if (found.length >= DIFFERENCES_MAX) break;
  }
  return found.slice(0, DIFFERENCES_MAX);
}

const isContainer = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
