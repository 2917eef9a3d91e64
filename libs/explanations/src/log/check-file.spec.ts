import { newSigner, sampleGrowth, sampleProof } from '../../test/proof-sample.js';
import { checkFile } from './check-file.js';
import { vkeyText } from './signed-note.js';

const signer = newSigner();
const failing = (file: unknown, known: string | null = null): string[] =>
  checkFile(file, known).steps.flatMap(({ step, holds }) => (holds ? [] : [step]));

describe('a proof file', () => {
  const file = sampleProof(signer);

  it('[D1] holds in every step, and says which decision of how many it is', () => {
    expect(failing(file)).toEqual([]);
    const { entry, checkpoints } = checkFile(file, null);
    expect(entry).toEqual({ index: 13, total: 7650 });
    expect(checkpoints).toMatchObject([{ origin: 'freight.example/log', size: 20 }]);
    expect(checkFile(file, null).steps.map(({ step }) => step)).not.toContain('known_key');
  });

  it('holds under the key the reader knows, and not under any other', () => {
    expect(failing(file, vkeyText(signer))).toEqual([]);
    expect(failing(file, vkeyText(newSigner()))).toEqual(['known_key']);
    expect(failing(file, 'no key')).toEqual(['known_key']);
  });

  it('is refused when the total in it is not the sum of its parts, though all was signed', () => {
    expect(failing(sampleProof(signer, { total: 9000 }))).toEqual(['adds_up']);
  });

  it.each(['alone', 'not at all', 'by dictionary', 'in short form'] as const)(
    'opens what was sealed when rows were packed %s',
    (packed) => {
      expect(failing(sampleProof(signer, { packed }))).toEqual([]);
    },
  );

  it('is refused in the name of another driver or decision', () => {
    expect(failing({ ...file, driverId: 'drv-0002' })).toEqual(['belongs']);
    expect(failing({ ...file, decisionId: file.decisionId.replace('0', '1') })).toEqual([
      'opens',
      'belongs',
    ]);
  });

  it('signed by another key is in no log of ours', () => {
    const other = newSigner();
    expect(failing({ ...file, vkey: vkeyText(other) })).toEqual(['signed', 'in_log']);
    expect(failing({ ...file, log: sampleProof(other).log })).toEqual(['signed', 'in_log']);
  });

  it.each([
    ['nothing', null],
    ['a number', 7],
    ['an empty object', {}],
    ['another version', { ...file, format: 'paidan.proof/2' }],
    ['no record', { ...file, record: null }],
    ['a path that is none', { ...file, decision: { ...file.decision, path: 'AAAA' } }],
    ['half a position', { ...file, decision: { ...file.decision, position: 1.5 } }],
    ['a key that is none', { ...file, vkey: 7 }],
    ['half a surrogate pair', { ...file, log: '\ud800' }],
  ])('that is %s has not the form of one', (_, given) => {
    expect(failing(given)).toEqual(['form']);
  });
});

describe('a consistency file', () => {
  const file = sampleGrowth(signer);

  it('holds, and names both checkpoints', () => {
    expect(failing(file)).toEqual([]);
    expect(checkFile(file, null).checkpoints.map(({ size }) => size)).toEqual([20, 33]);
    expect(failing(sampleGrowth(signer, 0, 5))).toEqual([]);
    expect(failing(sampleGrowth(signer, 8, 8))).toEqual([]);
  });

  it('is refused when the past of the log was changed, whatever path is sent', () => {
    const rewritten = sampleGrowth(signer, 20, 33, 99);
    expect(failing({ ...file, newer: rewritten.newer })).toEqual(['grown']);
    expect(failing({ ...rewritten, older: file.older })).toEqual(['grown']);
  });
});
