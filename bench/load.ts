import autocannon from 'autocannon';
import { quantile, rounded } from './rounds.js';

export type Latency = { readonly p50: number; readonly p99: number; readonly max: number };

/** One request of a chain; what an earlier one of the same chain learnt is in `chain`. */
export type Shot<Chain> = {
  readonly request: (chain: Chain) => {
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
  };
  readonly answered?: (chain: Chain, status: number, body: string) => void;
};

export type Fired = {
  readonly answers: number;
  readonly seconds: number;
  readonly httpMs: Latency;
};

/**
 * A closed loop: as many chains at once as there are connections, each sending its next request
 * when the last was answered. That finds the most a server can do, and flatters its latencies.
 */
export async function fire<Chain extends object>(
  url: string,
  load: {
    readonly connections: number;
    /** So many chains, or as many as fit in so long. */
    readonly until: { readonly chains: number } | { readonly seconds: number };
    readonly begin: () => Chain;
    readonly shots: readonly Shot<Chain>[];
  },
): Promise<Fired> {
  const { connections, until, shots } = load;
  const chains = new WeakMap<object, Chain>();
  const chainOf = (context: object, first: boolean): Chain => {
    const known = chains.get(context);
    if (known !== undefined && !first) return known;
    const made = load.begin();
    chains.set(context, made);
    return made;
  };
  const wrong: string[] = [];
  const startMs = performance.now();
  const options: autocannon.Options = {
    url,
    connections,
    timeout: 30,
    ...('chains' in until ? { amount: until.chains * shots.length } : { duration: until.seconds }),
    requests: shots.map(({ request, answered }, place) => ({
      method: 'POST' as const,
      setupRequest: (prepared: object, context: object) => {
        const { path, headers, body } = request(chainOf(context, place === 0));
        return { ...prepared, path, headers, ...(body === undefined ? {} : { body }) };
      },
      onResponse: (status: number, body: string, context: object) => {
        if (status >= 300) wrong.push(`${status} ${body}`);
        else answered?.(chainOf(context, false), status, body);
      },
    })),
  };
  const took: number[] = [];
  let lastMs = startMs;
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const run = autocannon(options, (error: unknown, done) =>
      error === null || error === undefined ? resolve(done) : reject(error),
    );
    run.on('response', (_client, _status, _bytes, ms) => {
      took.push(ms);
      lastMs = performance.now();
    });
  });
  if (wrong.length > 0 || result.errors > 0) {
    throw new Error(
      `${wrong.length} refused, ${result.errors} failed of ${result.requests.sent}: ${wrong[0] ?? ''}`,
    );
  }
  return {
    answers: took.length,
    seconds: (lastMs - startMs) / 1000,
    httpMs: latencyOf(took),
  };
}

export function latencyOf(ms: readonly number[]): Latency {
  const sorted = [...ms].sort((a, b) => a - b);
  return {
    p50: rounded(quantile(sorted, 0.5)),
    p99: rounded(quantile(sorted, 0.99)),
    max: rounded(sorted.at(-1) ?? Number.NaN),
  };
}
