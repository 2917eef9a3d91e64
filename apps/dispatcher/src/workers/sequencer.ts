import { readFile, rename, writeFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import { LogRefused, sequenceLog, type Clock, type Database } from '#libs/dispatch';
import type { Signer } from '#libs/explanations';
import type { Metrics } from '../operating/metrics.js';
import type { Turn } from './loop.js';

/** A proof exists within this time of its decision. */
const EVERY_MS = 1_000;
/** What made the log refuse is mended by people; who mended it waits no longer than this. */
const REFUSED_FOR_MS = 60_000;

type Means = {
  readonly database: Database;
  readonly clock: Clock;
  readonly signer: Signer;
  /** Keeps the newest checkpoint outside the database. */
  readonly memoryFile: string;
  readonly metrics: Metrics;
  readonly log: Logger;
};

/**
 * Puts the roots of new decisions in the log, a batch a second. Any number of instances may try;
 * one at a time does.
 */
export class Sequencer {
  private checkedMemory = false;

  constructor(private readonly means: Means) {}

  async turn(): Promise<Turn> {
    const { database, signer, memoryFile, metrics, log } = this.means;
    try {
      const remembered = this.checkedMemory ? null : await rememberedIn(memoryFile, signer.name);
      const sequenced = await sequenceLog(database, this.means, remembered);
      metrics.logRefused.set(0);
      if (sequenced.did !== 'another_leads') this.checkedMemory = true;
      if (sequenced.did !== 'signed') return { restMs: EVERY_MS };
      await this.remember(sequenced.checkpoint.note);
      return { restMs: sequenced.more ? 0 : EVERY_MS };
    } catch (cause) {
      if (!(cause instanceof LogRefused)) throw cause;
      metrics.logRefused.set(1);
      log.fatal({ err: cause }, 'the log of decisions is not continued: it was tampered with');
      return { restMs: REFUSED_FOR_MS };
    }
  }

  /** After the commit: a memory that is behind does no harm, one that is ahead would refuse. */
  private async remember(note: string): Promise<void> {
    const { memoryFile, log } = this.means;
    try {
      await writeFile(`${memoryFile}.${process.pid}`, note);
      await rename(`${memoryFile}.${process.pid}`, memoryFile);
    } catch (cause) {
      log.warn({ err: cause }, 'the newest checkpoint could not be kept outside the database');
    }
  }
}

/** A log that was begun under a new name, as after a restore, has nothing to remember yet. */
async function rememberedIn(file: string, name: string): Promise<string | null> {
  const note = await readFile(file, 'utf8').catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw cause;
  });
  return note?.startsWith(`${name}\n`) === true ? note : null;
}
