import type { Socket } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import pg from 'pg';
import { StatementNames } from './statement-names.js';

/** PEM texts. The server is always verified: encryption to an unknown server keeps no secret. */
export type PostgresTls = {
  readonly ca: string;
  readonly cert?: string;
  readonly key?: string;
};

export type PostgresOptions = {
  readonly url: string;
  readonly poolSize: number;
  /** Shown by pg_stat_activity, so that an operator sees who holds a lock. */
  readonly applicationName: string;
  readonly tls?: PostgresTls;
  /** 32 bytes that wrap the drivers' keys; without it no record is written or read. */
  readonly kek?: Uint8Array;
  /** 32 bytes that fences are made with; without it nobody is erased, and no fence is known. */
  readonly fenceKey?: Uint8Array;
  /** PEM of the X25519 key that what only the law keeps is encrypted to. */
  readonly authorityKey?: string;
  /** How long an answer is waited for; shortened only by tests. */
  readonly answerTimeoutMs?: number;
  /** A connection that ended by itself. The pool replaces it; this is for the log. */
  readonly onConnectionLost?: (error: Error) => void;
};

/** A decision reads some hundred rows; one that runs longer than this has lost its plan. */
const STATEMENT_TIMEOUT_MS = 20_000;
/**
 * Longer than a crowd takes that grabs one order and waits for its row, shorter than a statement
 * may take, so that the error says it was a lock.
 */
const LOCK_TIMEOUT_MS = 10_000;
/**
 * A process that hangs inside a transaction holds an order's row; longer than it waits for
 * anything.
 */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 30_000;
/**
 * A server that vanished in the middle of a statement ends nothing by itself, and TCP waits a
 * quarter of an hour for what it sent. Longer than a statement may take, so that a server that
 * still lives speaks first and its error says why.
 */
const ANSWER_TIMEOUT_MS = 25_000;
/** Waiting for a free connection, or for the server: then the caller is told to come back. */
const CONNECT_TIMEOUT_MS = 10_000;
/** A peer that vanished without a word is found out after this long without traffic. */
const KEEP_ALIVE_MS = 10_000;

/**
 * Nothing here is a report: a scan that takes every core is one core's work for longer, and those
 * who ask meanwhile have none.
 */
const ONE_CORE_A_STATEMENT = '-c max_parallel_workers_per_gather=0 -c jit=off';

const INT8_OID = 20;

/** Settings every connection has, pooled or not. */
export function connectionSettings(options: PostgresOptions): pg.ClientConfig {
  const { tls, applicationName, answerTimeoutMs = ANSWER_TIMEOUT_MS } = options;
  return {
    application_name: applicationName,
    options: ONE_CORE_A_STATEMENT,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: answerTimeoutMs,
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    types: { getTypeParser },
    ...(tls === undefined ? {} : { ssl: sslOf(tls) }),
  };
}

const sslOf = (tls: PostgresTls): ConnectionOptions => ({ ...tls, rejectUnauthorized: true });

/**
 * A client that reports its end instead of ending the process. The pool listens for errors only
 * while a client is idle and TypeORM only until the first one; a killed server sends two, and a
 * second one that nobody hears kills Node. So each client hears itself, from its first moment to
 * its last.
 */
export function listeningClient(report: (error: Error) => void): typeof pg.Client {
  return class ListeningClient extends pg.Client {
    constructor(config?: string | pg.ClientConfig) {
      super(config);
      this.on('error', report);
      const query = named(this.query.bind(this) as Query);
      this.query = ((...given: readonly unknown[]) => {
        const answer = query(...given);
        if (answer instanceof Promise) answer.catch((error: unknown) => this.giveUp(error));
        return answer;
      }) as typeof this.query;
    }

    /**
     * A connection that was given up on still waits for its answer, and whoever gets it next would
     * wait behind; so it is cut, and the pool makes another.
     */
    private giveUp(error: unknown): void {
      if (!(error instanceof Error) || error.message !== ANSWER_TIMED_OUT) return;
      (this as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
    }
  };
}

/** In these words, and no others, pg tells that `query_timeout` has passed. */
const ANSWER_TIMED_OUT = 'Query read timeout';

type Query = (...given: readonly unknown[]) => unknown;

const names = new StatementNames();

/**
 * Only `query(text, values)`, the way every statement of ours is sent; anything else goes through
 * as it is.
 */
function named(query: Query): Query {
  return (...given) => {
    const [text, values] = given;
    const plain = given.length === 2 && typeof text === 'string' && Array.isArray(values);
    const name = plain && values.length > 0 ? names.nameOf(text) : null;
    if (!plain || name === null) return query(...given);
    const answer = answerTo(query, { name, text, values });
    answer.catch((error: unknown) => names.failed(text, error));
    return answer;
  };
}

/**
 * pg makes the statement of its text, and its name is entered afterwards: an object that has both
 * would be copied first, property by property, with every statement.
 */
const answerTo = (
  query: Query,
  { name, text, values }: { readonly name: string; readonly text: string; values: unknown[] },
): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const statement = new pg.Query(text, values, (error: Error | null | undefined, result) => {
      if (error) reject(error);
      else resolve(result);
    });
    query(Object.assign(statement, { name }));
  });

/** A connection outside the pool, for locks that last longer than a statement. */
export function dedicatedClient(
  options: PostgresOptions,
  report: (error: Error) => void,
): pg.Client {
  const Client = listeningClient(report);
  return new Client({ connectionString: options.url, ...connectionSettings(options) });
}

/**
 * Times, amounts and totals are bigint columns and numbers here; one that does not fit is a bug.
 */
export function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) {
    throw new RangeError(`expected a whole number within ±2^53 from the database, got ${text}`);
  }
  return value;
}

function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === INT8_OID && format !== 'binary') return safeInteger;
  return pg.types.getTypeParser(oid, format as 'text') as (value: string) => unknown;
}
