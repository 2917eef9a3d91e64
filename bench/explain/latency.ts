import { Agent, get } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Latency } from '../load.js';
import { quantile, rounded } from '../rounds.js';
import { Seeded } from '../seeded.js';

export type Question = { readonly path: string; readonly authorization: string };

export type Answered = {
  readonly perSecond: number;
  readonly answers: number;
  /** From the moment a request was due, so that a stall counts for all who waited behind it. */
  readonly ms: Latency & { readonly p99_9: number };
};

export type Load = {
  readonly url: string;
  readonly questions: readonly Question[];
  readonly perSecond: number;
  readonly seconds: number;
  /** Of the moments at which they ask. */
  readonly seed: number;
};

const TIMEOUT_MS = 30_000;
/** More than ever wait at once unless the service stands still. */
const CONNECTIONS_MAX = 256;

/**
 * An open loop, as askers are: each asks when he wants to know, whatever the others' answers take,
 * so they come at random (a Poisson process, given how many come). Load generators that send a
 * second's requests at its beginning measure how long a queue of their own making is. Every
 * question is another one until they begin again.
 */
export async function ask({ url, questions, ...rate }: Load): Promise<Answered> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS_MAX });
  const waits: number[] = [];
  const wrong: string[] = [];
  const startMs = performance.now();
  const pending: Promise<void>[] = [];
  for (const [turn, afterMs] of momentsOf(rate).entries()) {
    const dueMs = startMs + afterMs;
    const earlyMs = dueMs - performance.now();
    if (earlyMs > 0) await delay(earlyMs);
    const question = questions[turn % questions.length];
    if (question === undefined) throw new Error('no question to ask');
    pending.push(
      answerTo(url, question, agent).then(
        () => void waits.push(performance.now() - dueMs),
        (error: unknown) => void wrong.push(String(error)),
      ),
    );
  }
  await Promise.all(pending);
  const endMs = performance.now();
  agent.destroy();
  if (wrong.length > 0) throw new Error(`${wrong.length} had no answer: ${wrong[0] ?? ''}`);
  waits.sort((a, b) => a - b);
  const part = (share: number): number => rounded(quantile(waits, share));
  return {
    perSecond: rounded((waits.length * 1_000) / (endMs - startMs)),
    answers: waits.length,
    ms: { p50: part(0.5), p99: part(0.99), p99_9: part(0.999), max: part(1) },
  };
}

/** So many moments at random, in their order. */
function momentsOf({
  perSecond,
  seconds,
  seed,
}: Pick<Load, 'perSecond' | 'seconds' | 'seed'>): number[] {
  const random = new Seeded(seed);
  const moments = Array.from({ length: perSecond * seconds }, () => random.next());
  return moments.map((moment) => moment * seconds * 1_000).sort((a, b) => a - b);
}

const answerTo = (url: string, { path, authorization }: Question, agent: Agent): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = get(`${url}${path}`, { agent, headers: { authorization } }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => (bytes += chunk.byteLength));
      response.on('error', reject);
      response.on('end', () => {
        if (response.statusCode === 200 && bytes > 0) resolve();
        else reject(new Error(`${response.statusCode ?? 0} with ${bytes} bytes`));
      });
    });
    request.setTimeout(TIMEOUT_MS, () => request.destroy(new Error('no answer in time')));
    request.on('error', reject);
  });
