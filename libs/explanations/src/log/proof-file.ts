import { toBase64 } from './bytes.js';
import { inclusionPath, leafHash } from './merkle.js';
import { tlogProofText } from './tlog-proof.js';

// Files that stand for themselves: whoever has one needs nobody's answer to check it, and any
// language with SHA-256, AES-256-GCM and Ed25519 will do. Bytes are base 64.

export const PROOF_FORMAT = 'paidan.proof/1';
export const GROWTH_FORMAT = 'paidan.consistency/1';

/** One driver's row of one decision, and its way from there into the signed log. */
export type ProofFile = {
  readonly format: typeof PROOF_FORMAT;
  readonly decisionId: string;
  readonly driverId: string;
  /** What was recorded, in the clear: what `sealed` opens to. */
  readonly record: object;
  /** As it lies in the database: nonce, ciphertext and tag of AES-256-GCM. */
  readonly sealed: string;
  readonly rowKey: string;
  readonly salt: string;
  /** From SHA-256(salt ‖ sealed), a leaf of the decision's tree, to that tree's root. */
  readonly decision: {
    readonly position: number;
    readonly leaves: number;
    readonly path: readonly string[];
  };
  /** A C2SP tlog-proof; its entry is the root of the decision's tree. */
  readonly log: string;
  readonly vkey: string;
};

/** That a later checkpoint grew out of an earlier one. */
export type GrowthFile = {
  readonly format: typeof GROWTH_FORMAT;
  readonly older: string;
  readonly newer: string;
  readonly path: readonly string[];
  readonly vkey: string;
};

export type ProofParts = {
  readonly decisionId: string;
  readonly driverId: string;
  readonly record: object;
  readonly sealed: Uint8Array;
  readonly rowKey: Uint8Array;
  readonly salt: Uint8Array;
  readonly position: number;
  readonly commitments: readonly Uint8Array[];
  readonly log: {
    readonly index: number;
    readonly path: readonly Uint8Array[];
    readonly checkpoint: string;
    readonly vkey: string;
  };
};

export function proofFile(parts: ProofParts): ProofFile {
  const leaves = parts.commitments.map((commitment) => leafHash(commitment));
  return {
    format: PROOF_FORMAT,
    decisionId: parts.decisionId,
    driverId: parts.driverId,
    record: parts.record,
    sealed: toBase64(parts.sealed),
    rowKey: toBase64(parts.rowKey),
    salt: toBase64(parts.salt),
    decision: {
      position: parts.position,
      leaves: leaves.length,
      path: inclusionPath(leaves, parts.position).map(toBase64),
    },
    log: tlogProofText(parts.log),
    vkey: parts.log.vkey,
  };
}

export function growthFile(given: {
  readonly older: string;
  readonly newer: string;
  readonly path: readonly Uint8Array[];
  readonly vkey: string;
}): GrowthFile {
  return { format: GROWTH_FORMAT, ...given, path: given.path.map(toBase64) };
}
