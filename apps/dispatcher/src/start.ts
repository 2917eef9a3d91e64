import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import helmet from '@fastify/helmet';
import type { Logger } from 'pino';
import { Fleet, PolicyShelf, ProfileBook, type Matching } from '#libs/dispatch';
import { devKey, devKeys } from '#libs/embedded';
import { migrate, openPostgres, type Postgres } from '#libs/postgres';
import { remoteKeys, type TokenRules } from './access/caller.js';
import { AppModule } from './app.module.js';
import { connectBroker } from './broker.js';
import type { Config } from './config.js';
import { ensurePolicy } from './ensure-policy.js';
import { closeGracefully } from './graceful-close.js';
import { nestLog } from './log.js';
import { Health } from './operating/health.js';
import { Metrics } from './operating/metrics.js';
import { requestIdFrom } from './requests/exchange.js';
import { systemEntropy } from './requests/ids.js';
import { Service } from './service.js';
import { DatabaseClock } from './workers/database-clock.js';
import { startWorkers } from './workers/start-workers.js';

/** As for NATS messages; a batch of a thousand fixes fits. */
export const BODY_BYTES_MAX = 256 * 1024;

export type Addresses = { readonly databaseUrl: string; readonly natsUrl: string };
export type Running = { readonly url: string; stop(): Promise<void> };

/** Brings the whole service up, in the order in which one thing needs another, and down in reverse. */
export async function startService(
  config: Config,
  addresses: Addresses,
  log: Logger,
): Promise<Running> {
  const postgres = await openDatabase(config, addresses.databaseUrl, log);
  const clock = new DatabaseClock(() => postgres.nowMs());
  await clock.follow();
  const matching: Matching = {
    clock,
    entropy: systemEntropy,
    fleet: new Fleet(),
    profiles: new ProfileBook(),
    policies: new PolicyShelf(),
  };
  const { database } = postgres;
  await ensurePolicy(database, matching, config.policyFile, log);
  const service = new Service(database, matching, clock);
  const metrics = new Metrics();
  const broker = await connectBroker(config, addresses.natsUrl, metrics, log);
  const workers = startWorkers({ config, postgres, broker, service, matching, metrics, log });
  const health = new Health([
    { name: 'postgres', fault: () => postgres.ping(500) },
    { name: 'nats', fault: () => broker.fault() },
    { name: 'fleet', fault: async () => (workers.fleetReady() ? null : 'reading the fleet') },
  ]);
  const rules = await tokenRules(config);
  const app = await createApp(
    config,
    log,
    AppModule.with({
      service,
      health,
      metrics,
      rules,
      log,
      api: config.parts.includes('api'),
    }),
  );
  if (config.parts.includes('api')) {
    app.connectMicroservice(broker.requestServer(), { inheritAppConfig: true });
    await app.startAllMicroservices();
  }
  closeGracefully(app);
  await workers.fleetRead();
  await app.listen(config.port, config.host);
  broker.announce();
  health.markStarted();
  return {
    url: await app.getUrl(),
    stop: async () => {
      health.markStopping();
      broker.silence();
      await app.close();
      await workers.stop();
      await broker.close();
      await postgres.close();
    },
  };
}

async function openDatabase(config: Config, url: string, log: Logger): Promise<Postgres> {
  const { databaseCaFile } = config;
  const postgres = await openPostgres({
    url,
    poolSize: config.databasePoolMax,
    applicationName: `paidan-${config.instanceId}`,
    ...(databaseCaFile === null ? {} : { tls: { ca: readFileSync(databaseCaFile, 'utf8') } }),
    onConnectionLost: (error) => log.warn({ err: error }, 'a database connection ended'),
  });
  await migrate(postgres.dataSource, (line) => log.info(line));
  return postgres;
}

async function tokenRules(config: Config): Promise<TokenRules> {
  const { jwtIssuer: issuer, jwtAudience: audience, jwksUrl } = config;
  const keys =
    jwksUrl === null
      ? devKeys(await devKey(join(config.home, config.name, 'dev-key.json')))
      : remoteKeys(jwksUrl);
  return { issuer, audience, keys };
}

async function createApp(
  config: Config,
  log: Logger,
  module: ReturnType<typeof AppModule.with>,
): Promise<NestFastifyApplication> {
  const { tlsCertFile, tlsKeyFile } = config;
  const https =
    tlsCertFile === null || tlsKeyFile === null
      ? null
      : { cert: readFileSync(tlsCertFile), key: readFileSync(tlsKeyFile) };
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_BYTES_MAX,
    genReqId: (request: { headers: IncomingHttpHeaders }) => {
      const given = request.headers['x-request-id'];
      return requestIdFrom(Array.isArray(given) ? given[0] : given);
    },
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    requestTimeout: 30_000,
    ...(https === null ? {} : { https }),
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: nestLog(log),
  });
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: { defaultSrc: ["'self'"], upgradeInsecureRequests: https === null ? null : [] },
    },
    strictTransportSecurity: https === null ? false : {},
  });
  return app;
}
