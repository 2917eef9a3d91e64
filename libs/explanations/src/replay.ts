import { decide, inRound } from '#libs/matcher';
import type { Candidate, Policy, World } from '#libs/matcher';
import { canonicalJson } from './canonical.js';
import { policyHash } from './digest.js';
import { KINDS } from './kinds/table.js';
import { recordOf, type RecordContext } from './record-of.js';
import {
  isJudged,
  type DecisionBundle,
  type DecisionRecord,
  type DriverRow,
  type JudgedRecord,
} from './record.js';

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
  /**
   * `ERASED`: somebody in it was erased, or what was measured of a loser is reduced to bands by
   * now, so it can no longer be decided again. That it was not changed besides shows in the log.
   */
  readonly verdict: 'MATCH' | 'DRIFT' | 'ERASED';
  /** Paths that came out differently, the first few. */
  readonly differences: readonly string[];
};

/**
 * Decides again from what was recorded, with the recorded policy, and compares byte for byte. A
 * consequence is worked out again by the builder that wrote it, from what was recorded as having
 * happened.
 */
export function replay(record: DecisionRecord, policy: Policy | null): ReplayResult {
  if (policy === null) throw new PolicyMissing(record.policyHash);
  if (record.drivers.some(isGone)) return { verdict: 'ERASED', differences: [] };
  const again = { ...takenAgain(record, policy), policyHash: policyHash(policy) };
  if (canonicalJson(again) === canonicalJson(record)) return { verdict: 'MATCH', differences: [] };
  return { verdict: 'DRIFT', differences: differences(record, again, '$') };
}

/**
 * What would have been recorded of the same drivers under other rules: who grabbed, what was
 * measured and the tickets stay as they were. Null where no drivers were compared, so that no rule
 * chose between them.
 */
export function decidedUnder(record: DecisionRecord, policy: Policy): DecisionRecord | null {
  if (KINDS[record.kind].proof.by === 'rules') return null;
  // A round nobody won is an award under rules by which somebody does.
  return takenAgain(record.kind === 'no_award' ? { ...record, kind: 'award' } : record, policy);
}

/** No longer what it was decided on: of somebody only the place is left, or bands. */
export const isGone = ({ role, reduced }: DriverRow): boolean =>
  role === 'ERASED' || reduced === true;

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

function takenAgain(record: DecisionRecord, policy: Policy): DecisionRecord {
  const { proof } = KINDS[record.kind];
  if (proof.by === 'rules') return proof.again(record, policy);
  const { bundle } = record;
  if (!isJudged(bundle))
    throw new Error(`a ${record.kind} without its search: ${record.decisionId}`);
  return decidedAgain({ ...record, bundle }, policy);
}

/**
 * The seed, the ids, the human's part and the cause are inputs; everything else is worked out anew.
 */
function decidedAgain(record: JudgedRecord, policy: Policy): DecisionRecord {
  const { bundle, drivers } = record;
  const world = worldOf(record, drivers, policy);
  const decision = decide(bundle.order, world);
  return recordOf(bundle.round === undefined ? decision : inRound(decision, record.winner), {
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
    ...(bundle.human === undefined ? {} : { human: bundle.human }),
    assigned: record.kind === 'manual_assignment' ? record.winner : null,
    ...together(record),
  });
}

/** What was settled beside other orders is an input here; `replayRound` settles it again. */
function together({ bundle, drivers }: JudgedRecord): Pick<RecordContext, 'together'> {
  const { round } = bundle;
  if (round === undefined) return {};
  const tradeOffs = drivers.flatMap(({ driverId, tradeOff }) =>
    tradeOff === undefined ? [] : [{ driverId, ...tradeOff }],
  );
  return { together: { round, tradeOffs } };
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
