import { setTimeout as delay } from 'node:timers/promises';
import { worldOf, type DecisionRecord, type DriverExplanation } from '#libs/explanations';
import { decide, defaultPolicy, type Candidate } from '#libs/matcher';
import { openPostgres, type Postgres } from '#libs/postgres';
import { northOf, type Town } from '../support/cities.js';
import { aTruck, putInForce, shortWindows } from '../support/freight.js';
import { TEST_KEK } from '../support/kek.js';
import { Market } from '../support/market.js';
import { eventually, TestService } from '../support/service.js';

const HOUR_MS = 3_600_000;
const CONTRASTS_A_DAY = 20;

let service: TestService;
let market: Market;
let postgres: Postgres;
/** One award among seven who stand close together, and some who did not win for other reasons. */
let town: Town;
let orderId: string;
const crowd: string[] = [];
const cast = { unfit: '', idle: '', plain: '' };

beforeAll(async () => {
  service = await TestService.start();
  await putInForce(service, shortWindows());
  market = new Market(service);
  postgres = await openPostgres({
    url: service.database.url,
    poolSize: 2,
    applicationName: 'test',
    kek: TEST_KEK,
  });
  await playTheAward();
}, 90_000);
afterAll(async () => {
  await postgres.close();
  await service.dispose();
});

async function playTheAward(): Promise<void> {
  town = market.town();
  for (let seat = 0; seat < 7; seat++) {
    crowd.push(await market.driver(town, { position: northOf(town, 400 + 150 * seat) }));
  }
  const truck = { vehicle: { ...aTruck().vehicle, body: 'flatbed' as const } };
  cast.unfit = await market.driver(town, { position: northOf(town, 500), truck });
  cast.plain = await market.driver(town, { position: northOf(town, 9_000), profile: false });
  cast.idle = await market.driver(town, { position: northOf(town, 100) });
  await delay(1_000);
  ({ orderId } = await market.order(town));
  await eventually(async () => (await market.why(cast.idle, orderId)).role !== 'UNDECIDED', {
    what: 'a recommendation',
  });
  for (const driverId of [...crowd, cast.unfit, cast.plain]) await market.grab(driverId, orderId);
  await market.reaches(orderId, 'confirmed');
}

const explained = async (driverId: string, order = orderId): Promise<DriverExplanation> =>
  (await market.why(driverId, order)).explanation;

const losers = (): Promise<DriverExplanation[]> =>
  Promise.all(crowd.map((driverId) => explained(driverId))).then((all) =>
    all.filter(({ role }) => role === 'LOST'),
  );

/** Whether he would have won, were this he: from the stored record, by the rules themselves. */
async function winsAs(
  { decision, subject }: DriverExplanation,
  change: (own: Candidate) => Candidate,
): Promise<boolean> {
  const { ledger, policies } = postgres.database.read;
  const stored = await ledger.decision(decision.decisionId);
  const rows = await ledger.driverRows(decision.decisionId);
  const policy = stored && (await policies.byHash(stored.policyHash));
  if (stored === null || policy === null) throw new Error('the decision is not stored');
  const judged = stored as DecisionRecord & { bundle: Parameters<typeof worldOf>[0]['bundle'] };
  const world = worldOf(judged, rows, policy);
  const candidates = world.candidates.map((each) =>
    each.driverId === subject.driverId ? change(each) : each,
  );
  return decide(judged.bundle.order, { ...world, candidates }).winner === subject.driverId;
}

const nearer =
  (meters: number) =>
  (own: Candidate): Candidate => ({
    ...own,
    place: { ...own.place, pickupMeters: Math.max(0, own.place.pickupMeters - meters) },
  });

describe('a driver who lost', () => {
  it('[D1] reads the smallest changes that would have won, and each wins on replay', async () => {
    for (const explanation of await losers()) {
      const { counterfactuals } = explanation;
      expect(counterfactuals?.verdict).toBe('CHANGES');
      const change = counterfactuals?.single
        .flatMap(({ changes }) => changes)
        .find(({ term }) => term === 'nearer');
      const meters = change?.change ?? 0;
      expect(meters).toBeGreaterThan(0);
      expect(change?.clause.text.en).toMatch(/ km nearer/);
      expect(await winsAs(explanation, nearer(meters))).toBe(true);
      expect(await winsAs(explanation, nearer(meters - (change?.step ?? 0)))).toBe(false);
      for (const { verified, replayDigest } of counterfactuals?.single ?? []) {
        expect(verified).toBe(true);
        expect(replayDigest).toMatch(/^[0-9a-f]{64}$/);
      }
    }
  });

  it('[D7] reads the winner’s parts in bands alone, the same as everyone who asks', async () => {
    const all = await losers();
    expect(all.length).toBeGreaterThanOrEqual(5);
    const winner = await market.row(all[0]?.decision.decisionId ?? '', await winnerOf());
    const told = all.map(({ contrast }) =>
      contrast?.parts.map(({ factor, rival, meters }) => ({ factor, rival, meters })),
    );
    for (const { contrast } of all) expect(contrast).toMatchObject({ told: true, ground: null });
    for (const each of told) expect(each).toEqual(told[0]);
    for (const { factor, rival, meters } of told[0] ?? []) {
      const { points = -1, weight = 0 } =
        winner?.parts.find((part) => part.factor === factor) ?? {};
      expect(rival.least).toBeLessThanOrEqual(points * weight);
      expect(rival.most).toBeGreaterThanOrEqual(points * weight);
      if (factor === 'pickup_distance') expect(meters).toEqual({ from: 0, to: 5_000 });
    }
  });

  it('[D3] reads what it would have been without his profile, and without all', async () => {
    for (const driverId of crowd) {
      const { nonPersonalised, outcome, role } = await explained(driverId);
      // Newcomers get what a profile that is off gets.
      expect(nonPersonalised?.own.total).toBe(outcome.total);
      expect(nonPersonalised?.everyone.outcome).toBe(role === 'WON' ? 'REACHED' : 'NOT_REACHED');
    }
  });

  it('[D1] is told with his profile off, too, and that his history was not looked up', async () => {
    const { counterfactuals, nonPersonalised, outcome } = await explained(cast.plain);
    expect(['CHANGES', 'JOINT']).toContain(counterfactuals?.verdict);
    expect(counterfactuals?.notActionable.map(({ term }) => term)).toContain('history');
    expect(nonPersonalised?.own).toMatchObject({ changes: false, total: outcome.total });
  });
});

describe('a driver who could not have won', () => {
  it('[D1] is told so with the proof, and is not advised to have another truck', async () => {
    const { counterfactuals } = await explained(cast.unfit);
    expect(counterfactuals).toMatchObject({ verdict: 'NOTHING', single: [], joint: null });
    expect(counterfactuals?.proof.length).toBeGreaterThan(0);
    expect(counterfactuals?.notActionable.map(({ term }) => term)).toContain('body');
  });
});

describe('a driver who did not grab', () => {
  it('[D1] is told that grabbing would have won, by what the recommendation measured', async () => {
    const { role, counterfactuals, contrast } = await explained(cast.idle);
    expect(role).toBe('NOT_REACHED');
    const terms = counterfactuals?.single.map(({ changes }) => changes.map(({ term }) => term));
    expect(terms).toContainEqual(['grab']);
    expect(counterfactuals?.basis?.text.en).toMatch(/recommendation of/);
    expect(contrast).toBeNull();
  });
});

describe('a contrast', () => {
  it('[D7] is withheld, and says why, where few are alike; his own is told', async () => {
    const lonely = market.town();
    const [near, far] = [
      await market.driver(lonely, { position: northOf(lonely, 500) }),
      await market.driver(lonely, { position: northOf(lonely, 21_000) }),
    ];
    await delay(1_000);
    const order = await market.order(lonely);
    for (const driverId of [near, far]) await market.grab(driverId, order.orderId);
    await market.reaches(order.orderId, 'confirmed');
    const { contrast, counterfactuals, parts, withheld } = await explained(far, order.orderId);
    expect(contrast).toMatchObject({ told: false, ground: 'too_few_alike', parts: [] });
    expect(withheld.map(({ field }) => field)).toContain('contrast');
    expect(counterfactuals?.verdict).toBe('CHANGES');
    expect(parts.length).toBeGreaterThan(0);
  });

  it('[D7] is told of so many decisions a day, and of those again; the rest goes on', async () => {
    const busy = market.town();
    await putInForce(service, {
      ...shortWindows({ collectMs: HOUR_MS, recommendEveryMs: HOUR_MS }),
      cityCode: busy.cityCode,
      limits: { ...defaultPolicy.limits, recommendedMax: 1 },
    });
    const drivers: string[] = [];
    for (let seat = 0; seat < 6; seat++) {
      drivers.push(await market.driver(busy, { position: northOf(busy, 300 + 10 * seat) }));
    }
    await delay(1_000);
    const orders: string[] = [];
    for (let posted = 0; posted < CONTRASTS_A_DAY + 2; posted++) {
      orders.push((await market.order(busy)).orderId);
    }
    const [, , asker = '', other = ''] = drivers;
    const grounds: (string | null | undefined)[] = [];
    for (const order of orders) {
      await eventually(async () => (await market.why(asker, order)).role !== 'UNDECIDED', {
        what: 'a recommendation',
      });
      const { contrast, counterfactuals, parts } = await explained(asker, order);
      expect(parts.length).toBeGreaterThan(0);
      expect(counterfactuals?.goal).toBe('be_recommended');
      expect(contrast?.against).toBe('last_recommended');
      grounds.push(contrast?.ground);
    }
    const told = Array<null>(CONTRASTS_A_DAY).fill(null);
    expect(grounds).toEqual([...told, 'budget', 'budget']);
    const [first = '', ...others] = orders;
    expect((await explained(asker, first)).contrast?.told).toBe(true);
    expect((await explained(other, others.at(-1) ?? '')).contrast?.told).toBe(true);
  });
});

async function winnerOf(): Promise<string> {
  const { driverId } = await market.read(orderId);
  return driverId ?? '';
}
