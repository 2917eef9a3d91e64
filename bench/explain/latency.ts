import autocannon from 'autocannon';
import type { Latency } from '../load.js';

export type Question = { readonly path: string; readonly authorization: string };

export type Answered = {
  readonly perSecond: number;
  readonly answers: number;
  /** From the moment a request was due, so that a stall counts for all who waited behind it. */
  readonly ms: Latency & { readonly p99_9: number };
};

/**
 * So many a second, whatever the answers take: an open loop, as askers are. Every question is
 * another one until they begin again.
 */
export async function ask(
  url: string,
  questions: readonly Question[],
  load: { readonly perSecond: number; readonly seconds: number; readonly connections: number },
): Promise<Answered> {
  let next = 0;
  const wrong: string[] = [];
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    autocannon(
      {
        url,
        connections: load.connections,
        overallRate: load.perSecond,
        duration: load.seconds,
        timeout: 30,
        requests: [
          {
            method: 'GET',
            setupRequest: (prepared: object) => {
              const question = questions[next++ % questions.length];
              return {
                ...prepared,
                path: question?.path,
                headers: { authorization: question?.authorization },
              };
            },
            onResponse: (status: number, body: string) => {
              if (status !== 200) wrong.push(`${status} ${body}`);
            },
          },
        ],
      },
      (error: unknown, done) =>
        error === null || error === undefined ? resolve(done) : reject(error),
    );
  });
  if (wrong.length > 0 || result.errors > 0) {
    throw new Error(`${wrong.length} refused, ${result.errors} failed: ${wrong[0] ?? ''}`);
  }
  const { latency, requests, duration } = result;
  return {
    perSecond: requests.total / duration,
    answers: requests.total,
    ms: { p50: latency.p50, p99: latency.p99, p99_9: latency.p99_9, max: latency.max },
  };
}
