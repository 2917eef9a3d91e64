import { AuthorizationError, connect, InvalidArgumentError } from '@nats-io/transport-node';
import type { NatsConnection, TlsOptions } from '@nats-io/transport-node';
import { LogSampler } from './log-sampler.js';
import type { NatsLog } from './log.js';

export type NatsSettings = {
  /** One server or several, parted by commas; `nats://user:password@host:port` is understood. */
  readonly url: string;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  /** Shown in the broker's own lists of connections. */
  readonly name: string;
  readonly tls?: TlsOptions | undefined;
  /** Replies arrive below it; a service that may subscribe only to its own inboxes needs one. */
  readonly inboxPrefix?: string | undefined;
  /** A broker that isn't up yet is waited for this long, then `connectNats` throws. */
  readonly firstConnectMs?: number | undefined;
  readonly log: NatsLog;
};

const FIRST_CONNECT_MS = 30_000;
const RETRY_MS = 250;
/** A dead peer is noticed within two of these; the client's own default is four minutes. */
const PING_INTERVAL_MS = 10_000;

/**
 * Connects, and from then on never gives up: a broker that is away for an hour is found again. Only
 * refused credentials at the first attempt end it at once, since waiting doesn't cure them.
 */
export async function connectNats(settings: NatsSettings): Promise<NatsConnection> {
  const { servers, user, password } = addressOf(settings);
  const deadlineMs = performance.now() + (settings.firstConnectMs ?? FIRST_CONNECT_MS);
  for (let attempt = 1; ; attempt++) {
    try {
      const connection = await connect({
        servers,
        name: settings.name,
        ...(user === undefined ? {} : { user }),
        ...(password === undefined ? {} : { pass: password }),
        ...(settings.tls === undefined ? {} : { tls: settings.tls }),
        ...(settings.inboxPrefix === undefined ? {} : { inboxPrefix: settings.inboxPrefix }),
        maxReconnectAttempts: -1,
        ignoreAuthErrorAbort: true,
        reconnectTimeWait: RETRY_MS,
        timeout: 5_000,
        pingInterval: PING_INTERVAL_MS,
        maxPingOut: 2,
      });
      settings.log.info(
        { server: connection.getServer(), version: connection.info?.version },
        'connected to NATS',
      );
      void logStatus(connection, settings.log);
      return connection;
    } catch (error) {
      if (error instanceof AuthorizationError || error instanceof InvalidArgumentError) throw error;
      if (performance.now() + RETRY_MS > deadlineMs) {
        throw new Error(
          `no NATS server answered at ${servers.join(', ')}: ${messageOf(error)}. ` +
            'Start one, or set NATS_URL to the address of one that runs.',
          { cause: error },
        );
      }
      if (attempt === 1) settings.log.warn({ servers }, 'waiting for NATS');
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

/** The round trip to the broker, for health; null when it didn't answer in time. */
export async function rttMs(connection: NatsConnection, timeoutMs: number): Promise<number | null> {
  if (connection.isClosed()) return null;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, null);
  });
  // While disconnected the client keeps the ping waiting for the next connection, hence the race.
  const answer = connection.rtt().catch(() => null);
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Sends what is still buffered and closes; closes anyway when the broker doesn't answer in time.
 */
export async function closeNats(connection: NatsConnection, withinMs = 2_000): Promise<void> {
  if (connection.isClosed()) return;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, withinMs);
  });
  await Promise.race([connection.flush().catch(() => undefined), late]);
  clearTimeout(timer);
  await connection.close();
}

function addressOf(settings: NatsSettings): {
  servers: string[];
  user: string | undefined;
  password: string | undefined;
} {
  let { user, password } = settings;
  const servers = settings.url
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const url = new URL(part.includes('://') ? part : `nats://${part}`);
      if (url.username !== '') user ??= decodeURIComponent(url.username);
      if (url.password !== '') password ??= decodeURIComponent(url.password);
      return `${url.protocol}//${url.host}`;
    });
  return { servers, user, password };
}

async function logStatus(connection: NatsConnection, log: NatsLog): Promise<void> {
  const sampler = new LogSampler(log);
  for await (const status of connection.status()) {
    switch (status.type) {
      case 'disconnect':
        log.warn({ server: status.server }, 'NATS connection lost, reconnecting');
        break;
      case 'reconnect':
        log.info({ server: status.server }, 'NATS connection is back');
        break;
      case 'error':
        // One for each answer that permissions forbid, so a stranger may cause many.
        sampler.warn('nats_error', { error: messageOf(status.error) }, 'NATS reports an error');
        break;
      case 'slowConsumer':
        sampler.warn(
          'nats_slow_consumer',
          { subject: status.sub.getSubject(), pending: status.pending },
          'a NATS subscription is falling behind',
        );
        break;
      case 'staleConnection':
        log.warn({}, 'NATS does not answer pings');
        break;
      case 'ldm':
        log.warn({ server: status.server }, 'the NATS server is about to stop');
        break;
      // Pings, attempts to reconnect and cluster changes are routine.
      default:
        break;
    }
  }
  sampler.close();
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
