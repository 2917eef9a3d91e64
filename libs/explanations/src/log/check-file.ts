import { canonicalJson } from '../canonical.js';
import { sha256, unseal } from '../digest.js';
import { fromBase64, utf8 } from './bytes.js';
import { openCheckpoint, type Checkpoint } from './checkpoint.js';
import { leafHash } from './merkle.js';
import { GROWTH_FORMAT, PROOF_FORMAT, type GrowthFile, type ProofFile } from './proof-file.js';
import { parseVkey, vkeyText } from './signed-note.js';
import { parseTlogProof } from './tlog-proof.js';
import { rootFromInclusion, verifyConsistency, verifyInclusion } from './verify.js';

// Checks a file that came from anywhere, with nothing but the file. Every step is taken, whatever
// became of those before it, so that the reader sees what holds and what does not.

export const STEPS = [
  'form',
  'opens',
  'belongs',
  'adds_up',
  'signed',
  'in_log',
  'older_signed',
  'newer_signed',
  'grown',
  'known_key',
] as const;
export type Step = (typeof STEPS)[number];

export type Checked = {
  readonly steps: readonly { readonly step: Step; readonly holds: boolean }[];
  /** Of what holds; null where it does not. */
  readonly checkpoints: readonly Checkpoint[];
  readonly entry: { readonly index: number; readonly total: number | null } | null;
};

/** `known` is a vkey the reader had before: without it the file vouches for its own key. */
export function checkFile(file: unknown, known: string | null): Checked {
  if (isProof(file)) return checkProof(file, known);
  if (isGrowth(file)) return checkGrowth(file, known);
  return { steps: [{ step: 'form', holds: false }], checkpoints: [], entry: null };
}

function checkProof(file: ProofFile, known: string | null): Checked {
  const bytes = (text: string): Uint8Array => fromBase64(text) ?? new Uint8Array();
  const sealed = bytes(file.sealed);
  const opened = unseal(bytes(file.rowKey), sealed, file.decisionId);
  const record = canonical(file.record);
  const { head, row } = file.record as Partial<Sealed>;

  const root = rootFromInclusion({
    leafHash: leafHash(sha256(bytes(file.salt), sealed)),
    index: file.decision.position,
    size: file.decision.leaves,
    path: file.decision.path.map(bytes),
  });
  const proof = parseTlogProof(file.log);
  const key = parseVkey(file.vkey);
  const checkpoint =
    proof === null || key === null ? null : openCheckpoint(proof.checkpoint, key).checkpoint;
  const included =
    root !== null &&
    proof !== null &&
    checkpoint !== null &&
    verifyInclusion({ leafHash: leafHash(root), ...proof, ...checkpoint });
  return {
    steps: [
      { step: 'form', holds: true },
      { step: 'opens', holds: opened !== null && record !== null && opened === record },
      {
        step: 'belongs',
        holds: head?.decisionId === file.decisionId && row?.driverId === file.driverId,
      },
      { step: 'adds_up', holds: addsUp(row) },
      { step: 'signed', holds: checkpoint !== null },
      { step: 'in_log', holds: included },
      ...knownStep(file.vkey, known),
    ],
    checkpoints: checkpoint === null ? [] : [checkpoint],
    entry: included ? { index: proof.index, total: row?.total ?? null } : null,
  };
}

function checkGrowth(file: GrowthFile, known: string | null): Checked {
  const key = parseVkey(file.vkey);
  const open = (note: string): Checkpoint | null =>
    key === null ? null : openCheckpoint(note, key).checkpoint;
  const [older, newer] = [open(file.older), open(file.newer)];
  const path = file.path.map((text) => fromBase64(text) ?? new Uint8Array());
  return {
    steps: [
      { step: 'form', holds: true },
      { step: 'older_signed', holds: older !== null },
      { step: 'newer_signed', holds: newer !== null },
      {
        step: 'grown',
        holds:
          older !== null &&
          newer !== null &&
          verifyConsistency({
            ...{ oldSize: older.size, oldRoot: older.root },
            ...{ newSize: newer.size, newRoot: newer.root, path },
          }),
      },
      ...knownStep(file.vkey, known),
    ],
    checkpoints: [older, newer].filter((each) => each !== null),
    entry: null,
  };
}

function knownStep(vkey: string, known: string | null): Checked['steps'] {
  if (known === null) return [];
  const key = parseVkey(known);
  return [{ step: 'known_key', holds: key !== null && vkeyText(key) === vkey }];
}

type Sealed = {
  readonly head: { readonly decisionId?: unknown };
  readonly row: {
    readonly driverId?: unknown;
    readonly total?: number | null;
    readonly parts?: readonly { readonly weight: number; readonly points: number }[];
  };
};

/** Who was refused has no total and no parts, and that adds up. */
function addsUp(row: Sealed['row'] | undefined): boolean {
  const parts = row?.parts;
  if (!Array.isArray(parts)) return false;
  if (row?.total === null) return parts.length === 0;
  return parts.reduce((sum, { weight, points }) => sum + weight * points, 0) === row?.total;
}

function canonical(record: object): string | null {
  try {
    return canonicalJson(record);
  } catch {
    return null;
  }
}

function isProof(file: unknown): file is ProofFile {
  if (!isObject(file) || file['format'] !== PROOF_FORMAT || !isObject(file['record'])) return false;
  const { decision } = file;
  return (
    areTexts(file, 'decisionId', 'driverId', 'sealed', 'rowKey', 'salt', 'log', 'vkey') &&
    isObject(decision) &&
    Number.isSafeInteger(decision['position']) &&
    Number.isSafeInteger(decision['leaves']) &&
    isPath(decision['path'])
  );
}

function isGrowth(file: unknown): file is GrowthFile {
  return (
    isObject(file) &&
    file['format'] === GROWTH_FORMAT &&
    areTexts(file, 'older', 'newer', 'vkey') &&
    isPath(file['path'])
  );
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const areTexts = (file: Readonly<Record<string, unknown>>, ...names: readonly string[]): boolean =>
  names.every((name) => typeof file[name] === 'string' && utf8Able(file[name]));

const isPath = (value: unknown): boolean =>
  Array.isArray(value) && value.length <= 64 && value.every((each) => typeof each === 'string');

function utf8Able(text: string): boolean {
  try {
    return utf8(text).length >= text.length;
  } catch {
    return false;
  }
}
