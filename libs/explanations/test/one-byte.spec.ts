import { checkFile } from '../src/log/check-file.js';
import { newSigner, sampleGrowth, sampleProof } from './proof-sample.js';

/** All texts that differ from this one by one letter. */
function* slips(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += 1) {
    yield text.slice(0, at) + (text[at] === '0' ? '1' : '0') + text.slice(at + 1);
  }
}

/** Null where it is no JSON any more, which no reader will take. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const signer = newSigner();

describe.each([
  ['a proof file', sampleProof(signer)],
  ['a consistency file', sampleGrowth(signer)],
])('%s', (_, file) => {
  it('is refused when any one byte of it is changed', () => {
    const text = JSON.stringify(file);
    const accepted = [...slips(text)].filter((changed) => {
      const read = parsed(changed);
      // A letter's other spelling, such as an escape, is the same file.
      if (JSON.stringify(read) === text) return false;
      return checkFile(read, null).steps.every(({ holds }) => holds);
    });
    expect(accepted).toEqual([]);
  });
});
