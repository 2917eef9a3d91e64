import { readFile } from 'node:fs/promises';
import { checkFile, sameBytes, toBase64, type Checked, type Step } from '#libs/explanations';

/** A proof of a decision with two thousand drivers is some 12 KB. */
const BYTES_MAX = 4 * 1024 * 1024;

const HOLDS: Readonly<Record<Step, string>> = {
  form: 'it has the form of a file of this kind',
  opens: 'the sealed row opens with its key and is the record in this file',
  belongs: 'the record is of the driver and the decision that the file names',
  adds_up: 'the total in the record is the sum of its parts',
  signed: 'the checkpoint of the log is signed by the key',
  in_log: 'the record is in the decision, and the decision in the log that was signed',
  older_signed: 'the earlier checkpoint is signed by the key',
  newer_signed: 'the later checkpoint is signed by the key',
  grown: 'the later log begins with the whole earlier one, unchanged',
  known_key: 'the key is the one you know',
};

const FAILS: Readonly<Record<Step, string>> = {
  form: 'this is no proof and no consistency proof of Paidan',
  opens: 'the sealed row does not open to the record in this file',
  belongs: 'the record is of another driver or another decision',
  adds_up: 'the total in the record is not the sum of its parts',
  signed: 'the checkpoint of the log is not signed by the key',
  in_log: 'the record does not lead to the log that was signed',
  older_signed: 'the earlier checkpoint is not signed by the key',
  newer_signed: 'the later checkpoint is not signed by the key',
  grown: 'the later log does not begin with the earlier one: its past was changed',
  known_key: 'the key is not the one you know',
};

/** One line a step, one verdict a file, and one over all where checkpoints can be compared. */
export async function verifyFiles(
  files: readonly string[],
  key: string | null,
  say: (line: string) => void,
): Promise<boolean> {
  const seen: Checked['checkpoints'][number][] = [];
  let allHold = true;
  for (const file of files) {
    say(file);
    const checked = checkFile(await contentOf(file), key);
    for (const { step, holds } of checked.steps) {
      say(holds ? `  ok      ${HOLDS[step]}` : `  FAILED  ${FAILS[step]}`);
    }
    for (const line of placeLines(checked)) say(`          ${line}`);
    const holds = checked.steps.every((each) => each.holds);
    if (holds && key === null) {
      say('  note    the key came with the file; with --key it is held against the one you know');
    }
    say(holds ? '  VERIFIED' : '  NOT VERIFIED');
    allHold &&= holds;
    seen.push(...checked.checkpoints);
  }
  const forks = forksAmong(seen);
  for (const line of forks) say(`FAILED  ${line}`);
  return allHold && forks.length === 0;
}

async function contentOf(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8');
  if (text.length > BYTES_MAX) throw new Error(`${file}: expected at most ${BYTES_MAX} bytes`);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function placeLines({ entry, checkpoints }: Checked): string[] {
  const sizes = checkpoints.map(({ origin, size }) => `${origin}, ${size} decisions`);
  if (entry === null) return sizes;
  return sizes.map((of) => `decision ${entry.index + 1} of ${of}`);
}

/** Two signed roots over the same number of decisions: proof that two histories were told. */
function forksAmong(checkpoints: Checked['checkpoints']): string[] {
  const roots = new Map<string, Uint8Array>();
  const forks: string[] = [];
  for (const { origin, size, root } of checkpoints) {
    const known = roots.get(`${origin} ${size}`);
    roots.set(`${origin} ${size}`, known ?? root);
    if (known === undefined || sameBytes(known, root)) continue;
    const both = `${toBase64(known)} and ${toBase64(root)}`;
    forks.push(`${origin} was signed twice at ${size} decisions: ${both}`);
  }
  return forks;
}
