import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseTlogProof } from '#libs/explanations';
import { openDatabaseOf } from '../database-of.js';
import { folderOf, installation } from '../installation.js';

type Given = { readonly name: string; readonly key: string | null; readonly held: string | null };

/** Walks everything that is stored. One line a finding, and what was looked at. */
export async function verifyDatabase(given: Given, say: (line: string) => void): Promise<boolean> {
  const instance = installation(given.name);
  const held = await heldCheckpoints(join(folderOf(instance), 'log-checkpoint'), given.held);
  const postgres = await openDatabaseOf(given.name, 'paidan-verify');
  const { checkForTampering } = await import('#libs/postgres');
  try {
    const { counts, findings, more } = await checkForTampering(postgres, { vkey: given.key, held });
    for (const { kind, where, detail } of findings) say(`FAILED  ${kind}  ${where}: ${detail}`);
    if (more) say('FAILED  … and more');
    say(`${counts.decisions} decisions, ${counts.rows} rows, ${counts.leaves} leaves,`);
    say(`${counts.checkpoints} checkpoints; ${held.length} held from outside`);
    if (counts.erased + counts.reduced + counts.unsealed > 0) {
      const gone = `${counts.erased} erased, ${counts.reduced} reduced to bands`;
      say(`${gone}, ${counts.unsealed} decisions from before records were sealed`);
    }
    if (given.key === null) say('note    the keys came from the database; --key names yours');
    say(findings.length === 0 ? 'VERIFIED' : 'NOT VERIFIED');
    return findings.length === 0;
  } finally {
    await postgres.close();
  }
}

/** The steward's own memory, and what somebody kept: a checkpoint, or a file that holds one. */
async function heldCheckpoints(memory: string, file: string | null): Promise<string[]> {
  const remembered = await readFile(memory, 'utf8').catch(() => null);
  const given = file === null ? null : notesIn(await readFile(file, 'utf8'));
  if (given?.length === 0) throw new Error(`${file ?? ''}: expected a checkpoint or a proof file`);
  return [...(remembered === null ? [] : [remembered]), ...(given ?? [])];
}

function notesIn(text: string): string[] {
  if (!text.startsWith('{')) return [text];
  const { log, older, newer, note } = JSON.parse(text) as Readonly<Record<string, unknown>>;
  const proved = typeof log === 'string' ? parseTlogProof(log)?.checkpoint : undefined;
  return [proved, older, newer, note].filter((each) => typeof each === 'string');
}
