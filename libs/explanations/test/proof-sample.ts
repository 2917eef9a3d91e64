import { createCipheriv, generateKeyPairSync } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { canonicalJson } from '../src/canonical.js';
import { compactForm } from '../src/compact/compact-form.js';
import { sha256, signingKey } from '../src/digest.js';
import { utf8 } from '../src/log/bytes.js';
import { signCheckpoint } from '../src/log/checkpoint.js';
import { leafHash, merkleRoot } from '../src/log/merkle.js';
import { MerkleLog } from '../src/log/merkle-log.js';
import { growthFile, proofFile, type GrowthFile, type ProofFile } from '../src/log/proof-file.js';
import { PACKING_DICTIONARY } from '../src/packing-dictionary.js';
import { SHORT_MARK } from '../src/short-form.js';
import { FIRST_VALUE, FIRST_WORD, SHORT_WORDS } from '../src/short-words.js';
import { signerOf, vkeyText, type Signer } from '../src/log/signed-note.js';

export function newSigner(origin = 'freight.example/log'): Signer {
  const { privateKey } = generateKeyPairSync('ed25519');
  return signerOf(origin, signingKey(String(privateKey.export({ format: 'pem', type: 'pkcs8' }))));
}

const filler = (seed: number): Uint8Array => sha256(Uint8Array.of(seed));

/** A log of 20 decisions; the one in question is the 14th, the driver's row the 3rd of 5. */
export function sampleProof(
  signer: Signer,
  over: { total?: number; packed?: Packed | undefined } = {},
): ProofFile {
  const decisionId = '0190f3c2-7b1e-7c3a-9d64-2f8a51e0b7aa';
  const record = {
    head: { decisionId, kind: 'award', orderId: 'order-1' },
    row: {
      driverId: 'drv-0001',
      role: 'LOST',
      total: over.total ?? 7 * 900 + 3 * 450,
      parts: [
        { factor: 'pickup_distance', weight: 7, points: 900 },
        { factor: 'waiting', weight: 3, points: 450 },
      ],
    },
  };
  const [rowKey, salt, nonce] = [filler(1), filler(2), filler(3).slice(0, 12)];
  const text = canonicalJson(record);
  const sealed = seal(rowKey, nonce, packedAs(over.packed, text), decisionId);
  const commitments = [filler(4), filler(5), filler(6), sha256(salt, sealed), filler(7)];
  const root = merkleRoot(commitments.map((commitment) => leafHash(commitment)));
  const log = new MerkleLog();
  for (let at = 0; at < 20; at += 1) log.append(leafHash(at === 13 ? root : filler(10 + at)));
  return proofFile({
    ...{ decisionId, driverId: 'drv-0001', record, sealed, rowKey, salt },
    ...{ position: 3, commitments },
    log: {
      index: 13,
      path: log.inclusionPath(13),
      checkpoint: signCheckpoint({ size: log.size, root: log.root() }, signer),
      vkey: vkeyText(signer),
    },
  });
}

type Packed = 'alone' | 'not at all' | 'by dictionary' | 'in short form' | undefined;

function packedAs(how: Packed, text: string): Buffer {
  switch (how) {
    case 'not at all':
      return Buffer.from(text);
    case 'alone':
      return deflateSync(text);
    case 'by dictionary':
      return deflateSync(text, { dictionary: Buffer.from(PACKING_DICTIONARY) });
    case 'in short form':
      return Buffer.from(String.fromCharCode(SHORT_MARK) + inShort(text), 'latin1');
    case undefined:
      return Buffer.from(compactForm(JSON.parse(text)) ?? []);
  }
}

/** Of what has no word within another text; nothing else writes it any more. */
const inShort = (text: string): string =>
  SHORT_WORDS.reduce((short, word, at) => {
    const byte = String.fromCharCode(FIRST_WORD + at);
    const isName = FIRST_WORD + at < FIRST_VALUE;
    return (isName ? short.replaceAll(`,${word}`, byte) : short).replaceAll(word, byte);
  }, text);

export function sampleGrowth(signer: Signer, from = 20, to = 33, leaf = 13): GrowthFile {
  const log = new MerkleLog();
  for (let at = 0; at < to; at += 1) log.append(leafHash(filler(at === 13 ? leaf : 10 + at)));
  const note = (size: number): string => signCheckpoint({ size, root: log.root(size) }, signer);
  return growthFile({
    ...{ older: note(from), newer: note(to), vkey: vkeyText(signer) },
    path: log.consistencyPath(from),
  });
}

function seal(key: Uint8Array, nonce: Uint8Array, plain: Uint8Array, context: string): Uint8Array {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(utf8(context));
  const parts = [nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()];
  return Uint8Array.from(Buffer.concat(parts));
}
