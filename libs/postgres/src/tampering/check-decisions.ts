import { canonicalJson, sameBytes } from '#libs/explanations';
import { decisionOf, headOf, type DecisionRow } from '../decision-row.js';
import {
  commitmentOf,
  contentIn,
  rowSecrets,
  sealedHeadOf,
  type SealedContent,
} from '../sealed-row.js';
import type { Sql } from '../sql.js';
import type { SubjectKeys } from '../subject-keys.js';
import { bundleCommitment, rootOf } from '../write-record.js';
import type { Report } from './finding.js';

/** A decision has up to two thousand rows. */
const PAGE = 50;
const DAY_MS = 86_400_000;
/** Before this age nothing is reduced to bands; what claims to be was changed by somebody else. */
const REDUCED_AFTER_MS = 180 * DAY_MS;

/** What the walls of the table say of its lists; a decision may have no rows. */
const LISTS_WHOLE = /* sql */ `(r.decision_id IS NULL OR (
  cardinality(r.roles) = cardinality(r.driver_ids)
  AND cardinality(r.ranks) = cardinality(r.driver_ids)
  AND cardinality(r.reasons) = cardinality(r.driver_ids)
  AND cardinality(r.totals) = cardinality(r.driver_ids)
  AND cardinality(r.part_ends) = cardinality(r.driver_ids)
  AND r.part_ends[cardinality(r.driver_ids)] = cardinality(r.weights)
  AND cardinality(r.points) = cardinality(r.weights)
  AND (r.commitments IS NULL) = (d.root IS NULL)
  AND (r.records IS NULL) = (d.root IS NOT NULL)
  AND (d.root IS NULL OR (
    octet_length(r.commitments) = 32 * cardinality(r.driver_ids)
    AND cardinality(r.sealed_ends) = cardinality(r.driver_ids)
    AND r.sealed_ends[cardinality(r.driver_ids)] = octet_length(r.sealed)))))`;

type Head = DecisionRow & {
  readonly bundle_salt: Buffer | null;
  readonly bundle_commitment: Buffer | null;
  readonly root: Buffer | null;
  readonly leaf_root: Buffer | null;
  readonly lists_whole: boolean;
};

type Row = {
  readonly decision_id: string;
  readonly driver_id: string;
  readonly decided_at_ms: number;
  readonly role: string;
  readonly rank: number | null;
  readonly reason: string | null;
  readonly total: number | null;
  readonly weights: readonly number[];
  readonly points: readonly number[];
  readonly position: number | null;
  /** Where records lay before they were sealed; beside a sealed one it would be read instead. */
  readonly record: string | null;
  readonly sealed: Buffer | null;
  readonly commitment: Buffer | null;
  readonly reduced_at_ms: number | null;
};

export type DecisionCounts = {
  decisions: number;
  rows: number;
  /** From the days before records were sealed: nothing was committed to. */
  unsealed: number;
  /** Rows whose content is gone by erasure, and rows reduced to bands; their hashes stand. */
  erased: number;
  reduced: number;
};

type Means = { readonly sql: Sql; readonly keys: SubjectKeys; readonly report: Report };

/** Every decision: its rows open and say what the columns say, and hash to the root of its leaf. */
export async function checkDecisions(means: Means): Promise<DecisionCounts> {
  const counts = { decisions: 0, rows: 0, unsealed: 0, erased: 0, reduced: 0 };
  let after = '';
  for (;;) {
    const { rows: heads } = await means.sql<Head>(
      `SELECT d.*, l.root AS leaf_root, ${LISTS_WHOLE} AS lists_whole
       FROM decisions d LEFT JOIN log_leaves l USING (decision_id)
         LEFT JOIN decision_rows r USING (decision_id)
       WHERE d.decision_id > $1 ORDER BY d.decision_id LIMIT ${PAGE}`,
      [after],
    );
    const last = heads.at(-1);
    if (last === undefined) return counts;
    const { rows } = await means.sql<Row>(
      `SELECT decision_id, driver_id, decided_at_ms, role, rank, reason, total, weights, points,
         position, record, sealed, commitment, reduced_at_ms
       FROM decision_drivers WHERE decision_id > $1 AND decision_id <= $2
       ORDER BY decision_id, position`,
      [after, last.decision_id],
    );
    for (const head of heads) {
      const own = rows.filter(({ decision_id }) => decision_id === head.decision_id);
      await checkDecision(means, head, own, counts);
    }
    after = last.decision_id;
  }
}

async function checkDecision(
  means: Means,
  head: Head,
  rows: readonly Row[],
  counts: DecisionCounts,
): Promise<void> {
  const { report } = means;
  const { decision_id: id, root, bundle_salt, bundle_commitment, leaf_root } = head;
  counts.decisions += 1;
  counts.rows += rows.length;
  if (root === null || bundle_salt === null || bundle_commitment === null) {
    counts.unsealed += 1;
    if (leaf_root !== null) report('decision_root_changed', id, 'has a leaf and no root');
    return;
  }
  if (leaf_root === null) report('leaf_missing', id, 'is in no leaf of the log');
  else if (!sameBytes(leaf_root, root)) report('leaf_changed', id, 'its leaf has another root');

  if (!holdsBundle(head, bundle_salt, bundle_commitment)) {
    report('bundle_changed', id, 'what all drivers share is not what was committed to');
  }
  if (!namesItsWinner(head, rows)) {
    report('columns_changed', id, 'its winner is not the row that won');
  }
  if (!head.lists_whole) {
    report('row_missing', id, 'the lists of its rows are not of one length');
    return;
  }
  const commitments = rows.map(({ commitment }) => commitment ?? Buffer.alloc(0));
  if (!sameBytes(rootOf(bundle_commitment, commitments), root)) {
    report('decision_root_changed', id, 'its rows do not hash to its root');
  }
  for (const row of rows) await checkRow(means, head, row, counts);
}

/**
 * Who holds the truck in a change of his own has won nothing by it, so only these name a winner.
 */
const AWARDING: readonly DecisionRow['kind'][] = ['award', 'manual_assignment'];

function namesItsWinner({ kind, winner }: Head, rows: readonly Row[]): boolean {
  if (winner === null) return !AWARDING.includes(kind) || rows.every(({ role }) => role !== 'WON');
  const row = rows.find(({ driver_id }) => driver_id === winner);
  return row !== undefined && ['WON', 'ERASED'].includes(row.role);
}

function holdsBundle(head: Head, salt: Buffer, commitment: Buffer): boolean {
  try {
    const decision = decisionOf(head);
    if (canonicalJson(decision.bundle) !== head.bundle) return false;
    return sameBytes(bundleCommitment({ ...decision, drivers: [] }, salt), commitment);
  } catch {
    return false;
  }
}

async function checkRow(
  { sql, keys, report }: Means,
  head: Head,
  row: Row,
  counts: DecisionCounts,
): Promise<void> {
  const where = `${row.decision_id}/${row.driver_id}`;
  if (row.reduced_at_ms !== null) {
    counts.reduced += 1;
    if (row.reduced_at_ms - row.decided_at_ms < REDUCED_AFTER_MS || row.role === 'WON') {
      report('record_changed', where, 'is marked as reduced and cannot have been');
    }
    return;
  }
  if (row.record !== null) {
    report('record_changed', where, 'has a text that nothing was committed to');
    return;
  }
  const key = await keys.known(sql, [row.driver_id]).then(
    (known) => known.get(row.driver_id) ?? null,
    () => {
      report('key_changed', where, 'the key of its driver does not unwrap');
    },
  );
  if (key === undefined) return;
  if (row.sealed === null) {
    counts.erased += 1;
    if (key !== null) report('record_changed', where, 'is empty though its driver was not erased');
    return;
  }
  if (key === null) {
    report('key_missing', where, 'its driver has no key: under another name, or half erased');
    return;
  }
  const secrets = rowSecrets(key, row.decision_id);
  if (!sameBytes(commitmentOf(secrets.salt, row.sealed), row.commitment ?? Buffer.alloc(0))) {
    report('record_changed', where, 'its bytes are not those that were committed to');
    return;
  }
  const content = contentIn(secrets, row.decision_id, row.sealed);
  if (canonicalJson(expectedBeside(head, row)) !== canonicalJson(foundInside(content))) {
    report('columns_changed', where, 'the columns beside it say something else than it does');
  }
}

/** The columns that are searched, and the words of the sealed record that they repeat. */
const expectedBeside = (head: Head, row: Row): object => ({
  head: sealedHeadOf(headOf(head)),
  decidedAtMs: row.decided_at_ms,
  driverId: row.driver_id,
  role: row.role,
  rank: row.rank,
  reason: row.reason,
  total: row.total,
  weights: row.weights,
  points: row.points,
});

function foundInside(content: string): object {
  const { head, row } = JSON.parse(content) as SealedContent;
  return {
    head,
    decidedAtMs: head.decidedAtMs,
    driverId: row.driverId,
    role: row.role,
    rank: row.rank,
    reason: row.refusal?.reason ?? null,
    total: row.total,
    weights: row.parts.map(({ weight }) => weight),
    points: row.parts.map(({ points }) => points),
  };
}
