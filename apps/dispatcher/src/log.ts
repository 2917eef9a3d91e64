import { AsyncLocalStorage } from 'node:async_hooks';
import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

/** What every line of one request carries, over HTTP and NATS alike. */
export const requestContext = new AsyncLocalStorage<{ readonly requestId: string }>();

/** JSON to standard error. Tokens and keys never reach it, wherever a careless line puts them. */
export function createLog(level: string, instanceId: string): Logger {
  return pino(
    {
      level,
      base: { service: 'paidan-dispatcher', instanceId },
      timestamp: pino.stdTimeFunctions.isoTime,
      mixin: () => requestContext.getStore() ?? {},
      redact: {
        paths: ['authorization', '*.authorization', '*.*.authorization', 'password', '*.password'],
        censor: '[redacted]',
      },
      serializers: { err: pino.stdSerializers.err },
    },
    pino.destination({ dest: 2, sync: false }),
  );
}

/** Nest's own lines in the same stream; its start-up chatter a level lower. */
export const nestLog = (log: Logger): LoggerService => ({
  log: (message: unknown, context?: unknown) => log.debug({ context }, String(message)),
  warn: (message: unknown, context?: unknown) => log.warn({ context }, String(message)),
  error: (message: unknown, ...more: unknown[]) => log.error({ more }, String(message)),
  debug: (message: unknown, context?: unknown) => log.trace({ context }, String(message)),
  verbose: (message: unknown, context?: unknown) => log.trace({ context }, String(message)),
});
