import { randomUUID } from 'node:crypto';
import { createDatabase, databaseAt, type TestDatabase } from '../support/database.js';
import { aDriverWithTraces, askErasure, certified } from '../support/driver-with-traces.js';
import { aTruck, putInForce, shortWindows } from '../support/freight.js';
import { Market } from '../support/market.js';
import { quiet } from '../support/rows.js';
import { TestService } from '../support/service.js';
import { databaseText, found, streamText } from '../support/traces.js';

let service: TestService;
let market: Market;

beforeAll(async () => {
  service = await TestService.start();
  market = new Market(service);
  await putInForce(service, shortWindows());
}, 120_000);
afterAll(async () => {
  await service?.dispose();
});

describe('a database that is restored from before an erasure', () => {
  it('[R7] is erased again before the service answers', async () => {
    const driverId = 'canary-drv-b2d0';
    const canaries = [{ name: 'his id', text: driverId }];
    await aDriverWithTraces({ service, market }, driverId);
    await quiet(service.database);
    await service.stop();
    const name = new URL(service.database.url).pathname.slice(1);
    const backup = await createDatabase(name);
    await service.run();
    const { erasureId } = await askErasure(service, driverId);
    await certified(service, erasureId);
    await service.stop();
    expect(found(canaries, await databaseText(backup))).not.toEqual([]);
    await swap(service.database, backup);
    expect(found(canaries, await databaseText(service.database))).not.toEqual([]);
    // Whatever was decided since the backup is in a signed log that this one would contradict.
    await service.run({ LOG_ORIGIN: 'restored.example/log/2' });
    expect(found(canaries, await databaseText(service.database))).toEqual([]);
    const registry = service.as('service', 'registry');
    expect((await registry.call('PUT', `/v1/drivers/${driverId}`, aTruck())).status).toBe(410);
    expect(
      (await service.as('driver', driverId).call('GET', `/v1/drivers/${driverId}`)).status,
    ).toBe(404);
    const [again] = await service.database.query<{ erasure_id: string }>(
      `SELECT erasure_id FROM erasures WHERE asked_by_role = 'restore'`,
    );
    await certified(service, again?.erasure_id ?? '');
    await quiet(service.database);
    expect(found(canaries, await databaseText(service.database))).toEqual([]);
    expect(found(canaries, await streamText(service))).toEqual([]);
    await backup.drop();
  }, 180_000);
});

describe('an erasure whose process is killed', () => {
  it.each([0, 20, 150, 6_200])(
    '[R3] is finished by the next one, after %i ms',
    async (delayMs) => {
      const driverId = `canary-drv-k${delayMs}`;
      await service.as('service', 'registry').ok('PUT', `/v1/drivers/${driverId}`, aTruck());
      const consent = { granted: true, textVersion: 'canary-text-k' };
      await service
        .as('driver', driverId)
        .ok('PUT', `/v1/drivers/${driverId}/consents/location`, consent);
      const { erasureId } = await askErasure(service, driverId);
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      await service.kill();
      await service.run();
      const { certificate } = await certified(service, erasureId);
      expect(JSON.parse(certificate ?? '{}')).toMatchObject({ erasureId, ground: 'service_ended' });
      await quiet(service.database);
      const canaries = [{ name: 'his id', text: driverId }];
      expect(found(canaries, await databaseText(service.database))).toEqual([]);
      expect(found(canaries, await streamText(service))).toEqual([]);
      expect(found(canaries, new Map([['log', service.logged]]))).toEqual([]);
      expect(
        (await service.as('service', 'registry').call('PUT', `/v1/drivers/${driverId}`, aTruck()))
          .status,
      ).toBe(410);
    },
    120_000,
  );
});

/** The backup takes the place of the live database, under its name. */
async function swap(live: TestDatabase, backup: TestDatabase): Promise<void> {
  const [one, other] = [live, backup].map(({ url }) => new URL(url).pathname.slice(1));
  const server = new URL(live.url);
  server.pathname = '/postgres';
  const admin = databaseAt(server.href);
  const aside = `paidan_test_${randomUUID().replaceAll('-', '')}`;
  await admin.query(`ALTER DATABASE ${one} RENAME TO ${aside}`);
  await admin.query(`ALTER DATABASE ${other} RENAME TO ${one}`);
  await admin.query(`ALTER DATABASE ${aside} RENAME TO ${other}`);
}
