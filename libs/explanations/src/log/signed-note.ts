import { isSignedBy, sha256, type SigningKey } from '../digest.js';
import { fromBase64, toBase64, toHex, utf8 } from './bytes.js';
import { sameBytes } from './verify.js';

// The signed note of C2SP (c2sp.org/signed-note): a text, a blank line, and one line a signature.
// Only Ed25519 is made and understood; signatures by keys we were not given are passed over, as
// the form asks, so that witnesses may add theirs.

const ED25519 = 1;
const KEY_ID_BYTES = 4;
const PUBLIC_KEY_BYTES = 32;
/** The form asks for sixteen at least; more than this is somebody wasting our time. */
const SIGNATURES_MAX = 64;

export type VerifierKey = {
  readonly name: string;
  readonly id: Uint8Array;
  readonly publicKey: Uint8Array;
};

export type Signer = VerifierKey & Pick<SigningKey, 'sign'>;

/** What reading a note comes to: its text, which may be relied on, or why it may not. */
export type Opened =
  | { readonly text: string; readonly fault: null }
  | { readonly text: null; readonly fault: 'malformed' | 'not_signed_by_key' | 'wrong_signature' };

export function verifierKey(name: string, publicKey: Uint8Array): VerifierKey {
  if (!isKeyName(name)) throw new TypeError(`expected a name without spaces or plus, got ${name}`);
  const kind = Uint8Array.of(ED25519);
  const id = sha256(utf8(`${name}\n`), kind, publicKey).slice(0, KEY_ID_BYTES);
  return { name, id, publicKey };
}

export function signerOf(name: string, key: SigningKey): Signer {
  return { ...verifierKey(name, key.publicKey), sign: (message) => key.sign(message) };
}

/** `<name>+<id>+<key>`: the form in which a key is handed round. */
export function vkeyText({ name, id, publicKey }: VerifierKey): string {
  return `${name}+${toHex(id)}+${toBase64(Uint8Array.of(ED25519, ...publicKey))}`;
}

/** Null where it is no vkey of Ed25519, or its id is not that of its key. */
export function parseVkey(text: string): VerifierKey | null {
  // Base 64 has plus signs of its own; a name and an id have none.
  const [, name = '', id = '', material = ''] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? [];
  const bytes = fromBase64(material);
  if (!isKeyName(name) || bytes?.length !== PUBLIC_KEY_BYTES + 1 || bytes[0] !== ED25519) {
    return null;
  }
  const key = verifierKey(name, bytes.slice(1));
  return toHex(key.id) === id ? key : null;
}

/** `text` ends with a newline. */
export function signNote(text: string, signer: Signer): string {
  const signature = Uint8Array.of(...signer.id, ...signer.sign(utf8(text)));
  return `${text}\n\u2014 ${signer.name} ${toBase64(signature)}\n`;
}

export function openNote(note: string, key: VerifierKey): Opened {
  const parts = partsOf(note);
  if (parts === null) return { text: null, fault: 'malformed' };
  const own = parts.signatures.filter(
    ({ name, bytes }) => name === key.name && sameBytes(bytes.subarray(0, KEY_ID_BYTES), key.id),
  );
  if (own.length === 0) return { text: null, fault: 'not_signed_by_key' };
  const message = utf8(parts.text);
  // One wrong signature by a known key and the whole note is refused.
  return own.every(({ bytes }) => isSignedBy(key.publicKey, message, bytes.subarray(KEY_ID_BYTES)))
    ? { text: parts.text, fault: null }
    : { text: null, fault: 'wrong_signature' };
}

type Parts = {
  readonly text: string;
  readonly signatures: readonly { readonly name: string; readonly bytes: Uint8Array }[];
};

function partsOf(note: string): Parts | null {
  // The form forbids control characters.
  if (/[\u0000-\u0009\u000b-\u001f]/.test(note) || !isWellFormed(note)) return null;
  const blank = note.lastIndexOf('\n\n');
  if (blank < 0 || !note.endsWith('\n')) return null;
  const lines = note.slice(blank + 2, -1).split('\n');
  if (lines.length > SIGNATURES_MAX) return null;
  const signatures: { name: string; bytes: Uint8Array }[] = [];
  for (const line of lines) {
    const [, name = '', signature = ''] = /^\u2014 (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = fromBase64(signature);
    if (!isKeyName(name) || bytes === null || bytes.length <= KEY_ID_BYTES) return null;
    signatures.push({ name, bytes });
  }
  return { text: note.slice(0, blank + 1), signatures };
}

function isKeyName(name: string): boolean {
  return name !== '' && !/[\s+]/.test(name);
}

/** Half a surrogate pair has no UTF-8. */
function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
