import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import { keepShadowRun, rehearse, type ShadowRun } from '#libs/dispatch';
import { withoutDrivers } from '#libs/explanations';
import { openDatabaseOf } from '../database-of.js';
import { policyNamed } from './documents.js';
import { shadowLines } from './shadow-lines.js';

export type ShadowGiven = {
  readonly since?: string;
  readonly sample: number;
  readonly drivers: boolean;
  readonly json: boolean;
  readonly name: string;
  readonly as: string;
};

const entropy = { newId: (): string => v7(), newSeed: () => randomBytes(32).toString('hex') };

/** Past decisions under another policy, from the database, as `paidan replay` reads it. */
export async function shadow(source: string, given: ShadowGiven): Promise<void> {
  const { name, as, drivers, sample } = given;
  const { policy } = await policyNamed(source, { name, as });
  const sinceMs = given.since === undefined ? null : Date.parse(given.since);
  if (Number.isNaN(sinceMs)) {
    throw new Error(`Expected a time such as 2026-11-22, got ${given.since ?? ''}.`);
  }
  const postgres = await openDatabaseOf(name, 'paidan-policy-shadow');
  try {
    const { database } = postgres;
    const rehearsed = await rehearse(
      database.read,
      policy,
      { sinceMs, most: sample },
      progress(process.stderr),
    );
    const nowMs = await postgres.nowMs();
    const means = { clock: { nowMs: () => nowMs }, entropy };
    const caller = { role: 'operator', subject: as, requestId: null } as const;
    const run = await database.transact((tx) =>
      keepShadowRun(tx, means, caller, { policy, rehearsed, drivers }),
    );
    say(run, given);
  } finally {
    await postgres.close();
  }
}

function say(run: ShadowRun, { json, drivers }: ShadowGiven): void {
  const shown = drivers ? run : { ...run, report: withoutDrivers(run.report) };
  const text = json ? JSON.stringify(shown, null, 2) : shadowLines(shown).join('\n');
  process.stdout.write(`${text}\n`);
}

const EVERY = 100;

/** On standard error, so that what comes out can be piped on. */
const progress =
  (to: NodeJS.WriteStream) =>
  (done: number, of: number): void => {
    if (done % EVERY === 0 || done === of) to.write(`${done} of ${of} decisions\n`);
  };
