import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { ERASURE_RECIPIENTS } from '#libs/contracts';
import {
  ConsentShelf,
  Fleet,
  PolicyShelf,
  ProfileBook,
  ReturnBoards,
  ShareBook,
  type Matching,
} from '#libs/dispatch';
import {
  devAuthorityKey,
  devFenceKey,
  devKek,
  devKey,
  devKeys,
  readFenceKey,
  readKek,
} from '#libs/embedded';
import type { Standing } from '#libs/explanations';
import { markedRegion, markRegion, migrate, openPostgres, type Postgres } from '#libs/postgres';
import { applyFences, type ErasureMeans } from '#libs/rights';
import { remoteKeys, type TokenRules } from './access/caller.js';
import { VerifiedTokens } from './access/verified-tokens.js';
import { AppModule } from './app.module.js';
import { connectBroker } from './broker.js';
import type { Config } from './config.js';
import { ensurePolicy } from './ensure-policy.js';
import { createApp } from './create-app.js';
import { closeGracefully } from './graceful-close.js';
import { logSigner } from './log-signer.js';
import { orRefuseRegion, refuseRegion } from './region.js';
import { Health } from './operating/health.js';
import { Metrics } from './operating/metrics.js';
import { systemEntropy } from './requests/ids.js';
import { Service } from './service.js';
import { CONNECTIONS_A_THREAD } from './settings.js';
import { AnswerThread } from './why/answer-thread.js';
import type { ThreadData } from './why/messages.js';
import { DatabaseClock } from './workers/database-clock.js';
import { ParentClock } from './workers/parent-clock.js';
import { startWorkers } from './workers/start-workers.js';

export type Addresses = { readonly databaseUrl: string; readonly natsUrl: string };
export type Running = { readonly url: string; stop(): Promise<void> };

/**
 * Brings the whole service up, in the order in which one thing needs another, and down in reverse.
 */
export async function startService(
  config: Config,
  addresses: Addresses,
  log: Logger,
): Promise<Running> {
  const metrics = new Metrics();
  const options = await postgresOptions(config, addresses.databaseUrl);
  const postgres = await openDatabase(config, options, log);
  const broker = await connectBroker(config, addresses.natsUrl, metrics, log).catch(orRefuseRegion);
  const first = await markRegion(postgres.database, config.region);
  if (first !== config.region) refuseRegion('the database', first, config.region);
  const databaseClock = new DatabaseClock(() => postgres.nowMs());
  await databaseClock.follow();
  const parentClock = config.clock === 'parent' ? await ParentClock.open() : null;
  const clock = parentClock ?? databaseClock;
  const matching: Matching = {
    clock,
    entropy: systemEntropy,
    fleet: new Fleet(),
    profiles: new ProfileBook(),
    shares: new ShareBook(),
    returns: new ReturnBoards(),
    policies: new PolicyShelf(),
    texts: new ConsentShelf(),
  };
  const { database } = postgres;
  await matching.texts.refresh(database.read);
  await ensurePolicy(database, matching, config.policyFile, log);
  const threads = answerThreads(config, options, log);
  const service = new Service(database, matching, clock, standingOf(config), threads, (where) =>
    metrics.explained.inc({ where }),
  );
  const erasing: ErasureMeans = {
    ...{ database, clock, entropy: matching.entropy },
    ...{ outside: broker.outside, recipients: ERASURE_RECIPIENTS },
  };
  // Nothing is decided, answered or told out of a restored database before the erased are gone.
  const again = await applyFences(erasing);
  if (again > 0) log.warn({ drivers: again }, 'erased again: the database is from before');
  const rules = await tokenRules(config);
  const workers = startWorkers({
    ...{ config, postgres, broker, service, matching, metrics, log },
    ...{ databaseClock, parentClock, erasing, verified: rules.verified },
    signer: config.parts.includes('steward') ? await logSigner(config) : null,
  });
  const health = new Health([
    { name: 'postgres', fault: () => postgres.ping(500) },
    { name: 'nats', fault: () => broker.fault() },
    { name: 'fleet', fault: async () => (workers.fleetReady() ? null : 'reading the fleet') },
  ]);
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
      await Promise.all(threads.map((thread) => thread.stop()));
      await workers.stop();
      await broker.close();
      await postgres.close();
    },
  };
}

/** Who answers for the decisions, told in every explanation. */
const standingOf = (config: Config): Standing => ({
  controller: {
    name: config.controllerName,
    contact: config.controllerContact,
    protectionOfficer: config.protectionOfficer,
  },
  codeDigest: config.codeDigest,
});

/** Connections of this thread and of those that answer are as many as was allowed, together. */
async function postgresOptions(config: Config, url: string): Promise<Options> {
  const { databaseCaFile, databasePoolMax, answerThreads: threads } = config;
  return {
    url,
    poolSize: databasePoolMax - threads * CONNECTIONS_A_THREAD,
    applicationName: `paidan-${config.instanceId}`,
    kek: await kekOf(config),
    ...(await rightsKeys(config)),
    ...(databaseCaFile === null ? {} : { tls: { ca: readFileSync(databaseCaFile, 'utf8') } }),
  };
}

type Options = ThreadData['postgres'];

const answerThreads = (config: Config, postgres: Options, log: Logger): AnswerThread[] =>
  Array.from(
    { length: config.answerThreads },
    () =>
      new AnswerThread(
        {
          postgres: { ...postgres, poolSize: CONNECTIONS_A_THREAD },
          standing: standingOf(config),
          ...{ logLevel: config.logLevel, instanceId: config.instanceId },
        },
        { ended: (cause) => log.error({ err: cause }, 'a thread that answers ended by itself') },
      ),
  );

async function openDatabase(config: Config, options: Options, log: Logger): Promise<Postgres> {
  const postgres = await openPostgres({
    ...options,
    onConnectionLost: (error) => log.warn({ err: error }, 'a database connection ended'),
  });
  // Before its schema is touched; the stream is looked at before the database is marked.
  const marked = await markedRegion(postgres.database);
  if (marked !== null && marked !== config.region) {
    refuseRegion('the database', marked, config.region);
  }
  await migrate(postgres.dataSource, (line) => log.info(line));
  await postgres.keys.check(postgres.database.sql);
  return postgres;
}

/** Of those who were erased, and of those who alone may still read what the law keeps of them. */
async function rightsKeys({
  fenceKeyFile,
  authorityKeyFile,
  home,
  name,
}: Config): Promise<{ fenceKey: Uint8Array; authorityKey: string }> {
  const folder = join(home, name);
  return {
    fenceKey: await (fenceKeyFile === null ? devFenceKey(folder) : readFenceKey(fenceKeyFile)),
    authorityKey:
      authorityKeyFile === null
        ? await devAuthorityKey(folder)
        : readFileSync(authorityKeyFile, 'utf8'),
  };
}

const kekOf = ({ kekFile, home, name }: Config): Promise<Uint8Array> =>
  kekFile === null ? devKek(join(home, name, 'kek')) : readKek(kekFile);

async function tokenRules(config: Config): Promise<TokenRules> {
  const { jwtIssuer: issuer, jwtAudience: audience, jwksUrl } = config;
  const keys =
    jwksUrl === null
      ? devKeys(await devKey(join(config.home, config.name, 'dev-key.json')))
      : remoteKeys(jwksUrl);
  return { issuer, audience, keys, verified: new VerifiedTokens() };
}
