import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { signingKey } from '../digest.js';
import { fromBase64, toBase64, toHex, utf8 } from './bytes.js';
import { openCheckpoint, signCheckpoint } from './checkpoint.js';
import { openNote, parseVkey, signerOf, signNote, vkeyText } from './signed-note.js';
import { parseTlogProof, tlogProofText } from './tlog-proof.js';

/** The example of c2sp.org/signed-note, word for word. */
const VKEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const NOTE = `This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`;

const freshKey = (name: string) => {
  const { privateKey } = generateKeyPairSync('ed25519');
  return signerOf(name, signingKey(String(privateKey.export({ format: 'pem', type: 'pkcs8' }))));
};
const present = <T>(value: T | null): T => {
  if (value === null) throw new Error('expected something, found null');
  return value;
};
const ROOT = Uint8Array.from({ length: 32 }, (_, at) => at * 7);

describe('base 64', () => {
  it('is what Node writes, and reads back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const text = toBase64(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64'));
        expect(fromBase64(text)).toEqual(bytes);
      }),
    );
  });

  it.each(['A', 'AB', 'AB=', 'AB==', 'AA=A', 'A===', 'AAA-', 'AAA\n', ' AAA', 'QUI=QUI='])(
    'refuses %j, which is no spelling of anything, or a second one',
    (text) => {
      expect(fromBase64(text)).toBeNull();
    },
  );

  it('writes UTF-8 as everybody does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(toHex(utf8(text))).toBe(Buffer.from(text).toString('hex'));
      }),
    );
  });
});

describe('a signed note', () => {
  const key = present(parseVkey(VKEY));

  it('of another implementation is read, and its key is written the same', () => {
    expect(openNote(NOTE, key)).toEqual({ text: 'This is an example message.\n', fault: null });
    expect(vkeyText(key)).toBe(VKEY);
  });

  it('is read back by the key that signed it and refused by any other', () => {
    const [own, other] = [freshKey('paidan.example/log'), freshKey('paidan.example/log')];
    const note = signNote('订单\n\nsecond part\n', own);
    expect(openNote(note, own)).toEqual({ text: '订单\n\nsecond part\n', fault: null });
    expect(openNote(note, other).fault).toBe('not_signed_by_key');
    expect(openNote(note, { ...other, id: own.id }).fault).toBe('wrong_signature');
    expect(openNote(note, { ...own, name: 'another' }).fault).toBe('not_signed_by_key');
  });

  it('passes over the signatures of witnesses', () => {
    const [own, witness] = [freshKey('paidan.example/log'), freshKey('witness.example')];
    const [, line = ''] = signNote('a\n', witness).split('\n\n');
    expect(openNote(signNote('a\n', own) + line, own).text).toBe('a\n');
    expect(openNote(signNote('a\n', own) + line, witness).text).toBe('a\n');
  });

  it('is refused when any byte of it is changed', () => {
    const own = freshKey('paidan.example/log');
    const note = signCheckpoint({ size: 41, root: ROOT }, own);
    for (let at = 0; at < note.length; at += 1) {
      for (const sign of ['A', '1', '\n', '+', ' ']) {
        const changed = note.slice(0, at) + sign + note.slice(at + 1);
        if (changed !== note) expect(openCheckpoint(changed, own).checkpoint).toBeNull();
      }
      const shorter = note.slice(0, at) + note.slice(at + 1);
      expect(openCheckpoint(shorter, own).checkpoint).toBeNull();
    }
  });

  it.each([
    ['a control character', NOTE.replace('This', 'Th\u0007s')],
    ['half a surrogate pair', NOTE.replace('This', '\ud800')],
    ['no blank line', NOTE.replace('\n\n', '\n')],
    ['no last newline', NOTE.slice(0, -1)],
    ['a hyphen for the dash', NOTE.replace('—', '-')],
    ['a signature without bytes', NOTE.replace(/Uw2Q\S+/, 'Uw2QOg==')],
    ['too many signatures', NOTE + NOTE.slice(NOTE.indexOf('—')).repeat(64)],
  ])('with %s is malformed', (_, note) => {
    expect(openNote(note, key)).toEqual({ text: null, fault: 'malformed' });
  });

  it.each([
    ['another id', VKEY.replace('530d903a', '530d903b')],
    ['another name', VKEY.replace('foo', 'fop')],
    ['a key too short', VKEY.slice(0, -4)],
    ['another kind of key', VKEY.replace('+Ae', '+Be')],
    ['no key', 'example.com/foo+530d903a'],
  ])('has no vkey with %s', (_, text) => {
    expect(parseVkey(text)).toBeNull();
  });
});

describe('a checkpoint', () => {
  const key = freshKey('paidan.example/log');

  it('tells log, size and root', () => {
    const note = signCheckpoint({ size: 20_852_163, root: ROOT }, key);
    expect(note.split('\n').slice(0, 4)).toEqual([
      'paidan.example/log',
      '20852163',
      toBase64(ROOT),
      '',
    ]);
    expect(openCheckpoint(note, key).checkpoint).toEqual({
      origin: 'paidan.example/log',
      size: 20_852_163,
      root: ROOT,
    });
  });

  it.each([
    ['a size with a leading zero', `paidan.example/log\n07\n${toBase64(ROOT)}\n`, 'malformed'],
    ['a root too short', 'paidan.example/log\n7\nAAAA\n', 'malformed'],
    ['too few lines', 'paidan.example/log\n7\n', 'malformed'],
    ['an empty line', `paidan.example/log\n7\n${toBase64(ROOT)}\n\nmore\n`, 'malformed'],
    ['the name of another log', `other.example\n7\n${toBase64(ROOT)}\n`, 'another_origin'],
  ])('with %s is refused though signed', (_, text, fault) => {
    expect(openCheckpoint(signNote(text, key), key)).toEqual({ checkpoint: null, fault });
  });
});

describe('a tlog proof', () => {
  const proof = { index: 7, path: [ROOT, ROOT.map((byte) => 255 - byte)], checkpoint: NOTE };

  it('is read back as it was written, and with extra data', () => {
    const text = tlogProofText(proof);
    expect(text.split('\n').slice(0, 2)).toEqual(['c2sp.org/tlog-proof@v1', 'index 7']);
    expect(parseTlogProof(text)).toEqual(proof);
    expect(parseTlogProof(text.replace('index', 'extra AAAA\nindex'))).toEqual(proof);
    expect(parseTlogProof(tlogProofText({ ...proof, path: [] }))).toEqual({ ...proof, path: [] });
  });

  it.each([
    ['another version', tlogProofText(proof).replace('@v1', '@v2')],
    ['no index', tlogProofText(proof).replace('index 7\n', '')],
    ['an index with a zero', tlogProofText(proof).replace('index 7', 'index 07')],
    ['a hash too short', tlogProofText(proof).replace(toBase64(ROOT), 'AAAA')],
    ['a path without end', tlogProofText({ ...proof, path: Array<Uint8Array>(54).fill(ROOT) })],
    ['no checkpoint', 'c2sp.org/tlog-proof@v1\nindex 7\n'],
  ])('with %s is refused', (_, text) => {
    expect(parseTlogProof(text)).toBeNull();
  });
});
