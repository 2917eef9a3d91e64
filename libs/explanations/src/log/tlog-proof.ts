import { fromBase64, toBase64 } from './bytes.js';
import { HASH_BYTES } from './merkle.js';

// The proof of C2SP (c2sp.org/tlog-proof): one entry's place in the log, the path from it to the
// root, and the signed checkpoint. Any other tool that knows the form can check it; the entry is
// the 32 bytes of a decision's root.

const FIRST_LINE = 'c2sp.org/tlog-proof@v1';
/** A tree of 2^53 leaves is as high as this. */
const PATH_MAX = 53;

export type TlogProof = {
  readonly index: number;
  readonly path: readonly Uint8Array[];
  /** The signed note, word for word. */
  readonly checkpoint: string;
};

export function tlogProofText({ index, path, checkpoint }: TlogProof): string {
  return [FIRST_LINE, `index ${index}`, ...path.map(toBase64), '', checkpoint].join('\n');
}

/** Null where the text is no such proof. */
export function parseTlogProof(text: string): TlogProof | null {
  const blank = text.indexOf('\n\n');
  if (blank < 0) return null;
  const [first, second = '', ...rest] = text.slice(0, blank).split('\n');
  if (first !== FIRST_LINE) return null;
  // Extra data is signed by nobody, and we have no use for any.
  const [indexLine = '', ...hashes] = /^extra \S+$/.test(second) ? rest : [second, ...rest];
  const [, index] = /^index (0|[1-9]\d*)$/.exec(indexLine) ?? [];
  if (index === undefined || !Number.isSafeInteger(Number(index))) return null;
  if (hashes.length > PATH_MAX) return null;
  const path = hashes.map(fromBase64);
  return path.every((hash) => hash?.length === HASH_BYTES)
    ? { index: Number(index), path: path as Uint8Array[], checkpoint: text.slice(blank + 2) }
    : null;
}
