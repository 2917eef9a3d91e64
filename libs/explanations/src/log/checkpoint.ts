import { fromBase64, toBase64 } from './bytes.js';
import { HASH_BYTES } from './merkle.js';
import { openNote, signNote, type Signer, type VerifierKey } from './signed-note.js';

// The checkpoint of C2SP (c2sp.org/tlog-checkpoint): which log, how many leaves, and the root over
// them, as a signed note. Whoever holds one can ask for the proof that a later one grew out of it.

export type Checkpoint = {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
};

export type OpenedCheckpoint =
  | { readonly checkpoint: Checkpoint; readonly fault: null }
  | { readonly checkpoint: null; readonly fault: CheckpointFault };

export type CheckpointFault =
  'malformed' | 'not_signed_by_key' | 'wrong_signature' | 'another_origin';

/** The key's name is the log's origin, as the form recommends. */
export function signCheckpoint(tree: { size: number; root: Uint8Array }, signer: Signer): string {
  return signNote(`${signer.name}\n${tree.size}\n${toBase64(tree.root)}\n`, signer);
}

export function openCheckpoint(note: string, key: VerifierKey): OpenedCheckpoint {
  const { text, fault } = openNote(note, key);
  if (text === null) return { checkpoint: null, fault };
  const checkpoint = checkpointOf(text);
  if (checkpoint === null) return { checkpoint: null, fault: 'malformed' };
  return checkpoint.origin === key.name
    ? { checkpoint, fault: null }
    : { checkpoint: null, fault: 'another_origin' };
}

/** Null where the text is no checkpoint. Lines after the third mean nothing to us. */
function checkpointOf(text: string): Checkpoint | null {
  const [origin = '', size = '', root = '', ...extensions] = text.slice(0, -1).split('\n');
  const bytes = fromBase64(root);
  if (origin === '' || extensions.includes('') || bytes?.length !== HASH_BYTES) return null;
  return /^(0|[1-9]\d*)$/.test(size) && Number.isSafeInteger(Number(size))
    ? { origin, size: Number(size), root: bytes }
    : null;
}
