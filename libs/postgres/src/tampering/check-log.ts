import {
  leafHash,
  MerkleLog,
  openCheckpoint,
  parseVkey,
  sameBytes,
  sha256,
  utf8,
} from '#libs/explanations';
import type { Sql } from '../sql.js';
import type { Report } from './finding.js';

const PAGE = 5_000;

export type Trusted = {
  /** The key the reader knows, as a vkey; without one the database vouches for its own. */
  readonly vkey: string | null;
  /** Signed checkpoints from outside the database: of a driver, of the steward's own file. */
  readonly held: readonly string[];
};

export type LogCounts = { readonly leaves: number; readonly checkpoints: number };

/** Leaves in their places, the kept nodes above them, and everything that was ever signed. */
export async function checkLog(sql: Sql, trusted: Trusted, report: Report): Promise<LogCounts> {
  const log = await readLeaves(sql, report);
  await checkNodes(sql, log, report);
  const checkpoints = await checkCheckpoints(sql, log, trusted, report);
  return { leaves: log.size, checkpoints };
}

async function readLeaves(sql: Sql, report: Report): Promise<MerkleLog> {
  const log = new MerkleLog();
  let from = 0;
  for (;;) {
    const { rows } = await sql<{
      leaf_index: number;
      root: Buffer;
      decision_id: string;
      decided: boolean;
      certificate: string | null;
    }>(
      `SELECT l.leaf_index, l.root, l.decision_id, d.decision_id IS NOT NULL AS decided,
         e.certificate
       FROM log_leaves l LEFT JOIN decisions d USING (decision_id)
         LEFT JOIN erasures e
           ON l.decision_id LIKE 'erasure-%' AND e.erasure_id = substr(l.decision_id, 9)
       WHERE l.leaf_index >= $1 ORDER BY l.leaf_index LIMIT ${PAGE}`,
      [from],
    );
    for (const { leaf_index, root, decision_id, decided, certificate } of rows) {
      if (certificate !== null) {
        // An erasure's certificate is a leaf of its own.
        if (!sameBytes(sha256(utf8(certificate)), root)) {
          report('certificate_changed', decision_id, 'is not the certificate in the log');
        }
      } else if (!decided) {
        report('decision_missing', decision_id, `has leaf ${leaf_index} and no record`);
      }
      if (leaf_index !== log.size) {
        report('leaf_missing', `leaf ${log.size}`, `the next leaf is ${leaf_index}`);
        return log;
      }
      log.append(leafHash(root));
    }
    if (rows.length < PAGE) return log;
    from = log.size;
  }
}

async function checkNodes(sql: Sql, log: MerkleLog, report: Report): Promise<void> {
  const { rows } = await sql<{ height: number; node_index: number; hash: Buffer }>(
    'SELECT height, node_index, hash FROM log_nodes ORDER BY height, node_index',
  );
  const kept = new Map<number, number>();
  for (const { height, node_index, hash } of rows) {
    const where = `node ${node_index} at height ${height}`;
    const next = kept.get(height) ?? 0;
    if (node_index !== next) report('node_changed', where, `expected node ${next} before it`);
    kept.set(height, node_index + 1);
    const known = node_index < Math.floor(log.size / 2 ** height);
    if (!known || !sameBytes(hash, log.subtree(height, node_index))) {
      report('node_changed', where, 'is not the root of the leaves below it');
    }
  }
  for (let height = 8; log.size >= 2 ** height; height += 8) {
    const expected = Math.floor(log.size / 2 ** height);
    const found = kept.get(height) ?? 0;
    if (found < expected) {
      report('node_changed', `height ${height}`, `expected ${expected} nodes, found ${found}`);
    }
  }
}

type Stored = {
  readonly origin: string;
  readonly size: number;
  readonly note: string;
  readonly vkey: string;
};

async function checkCheckpoints(
  sql: Sql,
  log: MerkleLog,
  { vkey, held }: Trusted,
  report: Report,
): Promise<number> {
  const keys = new Map<string, string>();
  const trusted = vkey === null ? null : parseVkey(vkey);
  if (vkey !== null && trusted !== null) keys.set(trusted.name, vkey);
  let after = { origin: '', size: -1 };
  let count = 0;
  let signedSize = 0;
  for (;;) {
    const { rows } = await sql<Stored>(
      `SELECT origin, size, note, vkey FROM log_checkpoints
       WHERE (origin, size) > ($1, $2::bigint) ORDER BY origin, size LIMIT ${PAGE}`,
      [after.origin, after.size],
    );
    for (const stored of rows) {
      const where = `checkpoint ${stored.size} of ${stored.origin}`;
      const known = keys.get(stored.origin) ?? stored.vkey;
      keys.set(stored.origin, known);
      if (stored.vkey !== known) report('checkpoint_changed', where, 'names another key');
      checkNote(log, known, stored.note, where, report, stored);
      signedSize = Math.max(signedSize, stored.size);
    }
    count += rows.length;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) break;
    after = last;
  }
  if (log.size > signedSize) {
    report('checkpoint_missing', `size ${log.size}`, `only ${signedSize} leaves are signed for`);
  }
  for (const note of held) {
    const [origin = ''] = note.split('\n', 1);
    const key = keys.get(origin) ?? vkey;
    const where = `the checkpoint held of ${origin}`;
    if (key === null) report('checkpoint_missing', where, 'the database knows no such log');
    else checkNote(log, key, note, where, report, null);
  }
  return count;
}

function checkNote(
  log: MerkleLog,
  vkey: string,
  note: string,
  where: string,
  report: Report,
  stored: Stored | null,
): void {
  const key = parseVkey(vkey);
  const { checkpoint, fault } =
    key === null ? { checkpoint: null, fault: 'no_key' } : openCheckpoint(note, key);
  if (checkpoint === null) {
    report('checkpoint_changed', where, `does not open with its key: ${fault}`);
    return;
  }
  if (stored !== null && (checkpoint.size !== stored.size || checkpoint.origin !== stored.origin)) {
    report('checkpoint_changed', where, `says size ${checkpoint.size} of ${checkpoint.origin}`);
  }
  if (checkpoint.size > log.size) {
    report('leaf_missing', where, `${checkpoint.size} leaves were signed, ${log.size} are there`);
  } else if (!sameBytes(checkpoint.root, log.root(checkpoint.size))) {
    const kind = stored === null ? 'log_rewritten' : 'leaf_order_changed';
    report(kind, where, 'the leaves in their order are not those that were signed');
  }
}
