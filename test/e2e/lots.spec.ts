import { createHash, createHmac } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { defaultPolicy } from '#libs/matcher';
import { storedEvents } from '../support/event-log.js';
import { putInForce, shortWindows } from '../support/freight.js';
import { Market } from '../support/market.js';
import { northOf } from '../support/cities.js';
import { TestService } from '../support/service.js';

const TOLD_MAX = 3;

let service: TestService;
let market: Market;

beforeAll(async () => {
  service = await TestService.start();
  const { weights, limits } = defaultPolicy;
  await putInForce(service, {
    ...shortWindows({ confirmMs: 1_000 }),
    // Nothing that time itself changes, so that two who are alike stay alike.
    weights: { ...weights, waiting: 0 },
    limits: { ...limits, recommendedMax: TOLD_MAX },
  });
  market = new Market(service);
}, 60_000);
afterAll(() => service.dispose());

const sha256 = (hex: string): string =>
  createHash('sha256').update(Buffer.from(hex, 'hex')).digest('hex');
const lot = (seedHex: string, orderId: string, driverId: string): string =>
  createHmac('sha256', Buffer.from(seedHex, 'hex')).update(`${orderId}\0${driverId}`).digest('hex');

describe('a tie', () => {
  it('is broken by a lot that each driver can work out himself from the seed', async () => {
    const place = market.town();
    const alike = [await market.driver(place), await market.driver(place)];
    const { orderId, tieSeedHash: published } = await market.order(place);
    for (const driverId of alike) await market.grab(driverId, orderId);
    const { driverId: winner } = await market.reaches(orderId, 'confirmed');
    const whys = await Promise.all(alike.map((driverId) => market.why(driverId, orderId)));
    const [total, ...others] = whys.map(({ explanation }) => explanation.outcome.total);
    expect(others).toEqual([total]);
    const lots: [string, string][] = [];
    for (const [index, { explanation }] of whys.entries()) {
      const { tieBreak, outcome } = explanation;
      const driverId = alike[index] ?? '';
      expect(outcome.decidedBy).toBe('ticket');
      expect(tieBreak?.seedHash).toBe(published);
      const seed = tieBreak?.seed ?? '';
      expect(sha256(seed)).toBe(published);
      expect(tieBreak?.ownTicket).toBe(lot(seed, orderId, driverId));
      lots.push([tieBreak?.ownTicket ?? '', driverId]);
    }
    const [least] = lots.sort(([one], [other]) => (one < other ? -1 : 1));
    expect(least?.[1]).toBe(winner);
  });

  it('keeps its seed secret until the round is over, and takes another for the next', async () => {
    const place = market.town();
    const driverId = await market.driver(place);
    const posted = await market.order(place, { confirmation: 'by_shipper' });
    const { orderId } = posted;
    const [{ tie_seed: seed = '' } = {}] = await service.database.query<{ tie_seed: string }>(
      'SELECT tie_seed FROM orders WHERE order_id = $1',
      [orderId],
    );
    expect(sha256(seed)).toBe(posted.tieSeedHash);
    await market.grab(driverId, orderId);
    const seen = [
      await market.read(orderId),
      await market.why(driverId, orderId),
      await market.shipperWhy(orderId),
      ...(await events(orderId)),
    ];
    expect(JSON.stringify(seen)).not.toContain(seed);
    await market.reaches(orderId, 'awarded');
    const awarded = (await market.why(driverId, orderId)).explanation;
    expect(awarded.tieBreak?.seed).toBe(seed);
    const reopened = await market.reaches(orderId, 'open');
    expect(reopened.tieSeedHash).not.toBe(posted.tieSeedHash);
  });
});

const events = async (orderId: string) => {
  const { url, passwords } = await service.natsAddress();
  const stored = await storedEvents({ url, password: passwords.dispatcher });
  return stored.filter(({ subject }) => subject === orderId);
};

describe('recommendations', () => {
  it('[M1] go to the best few, and to nobody twice', async () => {
    const place = market.town();
    const drivers: string[] = [];
    for (let index = 0; index < 6; index++) {
      drivers.push(await market.driver(place, { position: northOf(place, 20_000 * (6 - index)) }));
    }
    // Known to the search before the order comes, so that the first look is at all of them.
    await delay(1_000);
    const { orderId } = await market.order(place);
    // Long enough for several looks.
    await delay(4_500);
    const told = (await events(orderId))
      .filter(({ type }) => type === 'cn.paidan.order.recommended.v1')
      .map(({ data }) => data as { driverId: string; rank: number });
    expect(told.map(({ driverId }) => driverId)).toEqual(drivers.slice(-TOLD_MAX).reverse());
    expect(told.map(({ rank }) => rank)).toEqual([1, 2, 3]);
    const looks = await service.database.query(
      `SELECT FROM decisions WHERE order_id = $1 AND kind = 'recommendation'`,
      [orderId],
    );
    expect(looks.length).toBeGreaterThan(1);
    expect(await market.verdict(drivers[0] ?? '', orderId)).toBe('RANKED');
    expect(await market.verdict(drivers[5] ?? '', orderId)).toBe('RECOMMENDED');
  }, 30_000);
});
