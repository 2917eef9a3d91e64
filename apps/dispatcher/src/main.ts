import 'reflect-metadata';
import { join } from 'node:path';
import { obtainServices } from '#libs/embedded';
import { brokerConfiguration } from './broker-passwords.js';
import { ConfigFault, helpText, readConfig, redacted } from './config.js';
import { createLog } from './log.js';

/** sysexits.h: the configuration is at fault, so a supervisor need not try again. */
const EXIT_CONFIG = 78;
/** A stop that takes longer is cut short; everything is safe in the database. */
const STOP_MAX_MS = 20_000;

async function main(): Promise<void> {
  if (process.argv.includes('--help') || process.argv.includes('-h')) {
    process.stdout.write(helpText());
    return;
  }
  const config = readConfig(process.env);
  // Most of the code, and not needed to say what is wrong with a setting.
  const { startService } = await import('./start.js');
  const log = createLog(config.logLevel, config.instanceId);
  log.info({ config: redacted(config) }, 'starting');
  const broker = await brokerConfiguration(join(config.home, config.name), config.natsUrl === null);
  const services = await obtainServices({
    name: config.name,
    root: process.cwd(),
    home: config.home,
    log: (line) => log.info(line),
    natsConfig: broker.configText,
  });
  const service = await startService(
    {
      ...config,
      natsUser: config.natsUser ?? broker.user,
      natsPassword: config.natsPassword ?? broker.password,
    },
    services,
    log,
  ).catch(async (cause: unknown) => {
    await services.stop();
    throw cause;
  });
  log.info({ url: service.url, parts: config.parts }, 'ready');
  process.stdout.write(`${JSON.stringify({ ready: service.url })}\n`);

  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => {
      log.error('the stop took too long and is cut short');
      process.exit(1);
    }, STOP_MAX_MS).unref();
    void service
      .stop()
      .then(() => services.stop())
      .then(() => {
        log.info('stopped');
        process.exit(0);
      })
      .catch((cause: unknown) => {
        log.fatal({ err: cause }, 'the stop failed');
        process.exit(1);
      });
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  if (config.stopWithStdin) process.stdin.resume().on('close', () => stop('stdin closed'));
}

main().catch((cause: unknown) => {
  const text = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  process.stderr.write(`${cause instanceof ConfigFault ? cause.message : text}\n`);
  process.exit(cause instanceof ConfigFault ? EXIT_CONFIG : 1);
});
