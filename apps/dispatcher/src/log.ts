import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

/** JSON to standard error. Tokens and keys never reach it, wherever a careless line puts them. */
export function createLog(level: string, instanceId: string): Logger {
  return pino(
    {
      level,
      base: { service: 'paidan-dispatcher', instanceId },
      timestamp: pino.stdTimeFunctions.isoTime,
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
