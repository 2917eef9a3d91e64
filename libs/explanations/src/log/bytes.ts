// What the texts of the log are written with. The pure rooms know no Buffer and no TextEncoder, and
// a verifier must be strict: one value has one spelling, or two files could differ and both pass.

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES: ReadonlyMap<string, number> = new Map([...ALPHABET].map((sign, at) => [sign, at]));

/** Throws on half a surrogate pair: such a text has no UTF-8. */
export function utf8(text: string): Uint8Array {
  const escaped = encodeURIComponent(text);
  const bytes: number[] = [];
  for (let at = 0; at < escaped.length; at += 1) {
    if (escaped[at] === '%') {
      bytes.push(Number.parseInt(escaped.slice(at + 1, at + 3), 16));
      at += 2;
    } else {
      bytes.push(escaped.charCodeAt(at));
    }
  }
  return Uint8Array.from(bytes);
}

/** Standard Base 64 with padding, RFC 4648 section 4. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3);
    const triple = first * 65_536 + second * 256 + third;
    for (const shift of [262_144, 4096, 64, 1]) text += ALPHABET[Math.floor(triple / shift) % 64];
  }
  const missing = (3 - (bytes.length % 3)) % 3;
  return text.slice(0, text.length - missing) + '='.repeat(missing);
}

/** Null for anything but the one spelling that `toBase64` gives. */
export function fromBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0) return null;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let rest = 0;
  let bits = 0;
  let at = 0;
  for (const sign of text.slice(0, text.length - padding)) {
    const value = VALUES.get(sign);
    if (value === undefined) return null;
    [rest, bits] = [(rest % 256) * 64 + value, bits + 6];
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = Math.floor(rest / 2 ** bits) % 256;
    rest %= 2 ** bits;
  }
  return rest === 0 ? bytes : null;
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
