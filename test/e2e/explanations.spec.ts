import { setTimeout as delay } from 'node:timers/promises';
import { operationById, type PostOrder } from '#libs/contracts';
import {
  DECISION_KINDS,
  PolicyMissing,
  replay,
  type DecisionRecord,
  type DriverRow,
} from '#libs/explanations';
import { defaultPolicy, type Policy } from '#libs/matcher';
import { openPostgres, type Postgres } from '#libs/postgres';
import { Asker, TRANSPORTS } from '../support/asking.js';
import { northOf, type Town } from '../support/cities.js';
import { CONSENT } from '../support/fleet.js';
import { at, aTruck, putInForce, shortWindows } from '../support/freight.js';
import { TEST_KEK } from '../support/kek.js';
import { Market, settlesAt, type DriverWhy } from '../support/market.js';
import { playOtherKinds } from '../support/other-kinds.js';
import { eventually, TestService } from '../support/service.js';

const KM = 1_000;
const MINUTE_MS = 60_000;
const LOCALES = ['zh-CN', 'en'] as const;

let service: TestService;
let market: Market;
let postgres: Postgres;
/** Drivers of one award, by what became of them. */
const cast = new Map<string, string>();
let town: Town;
let orderId: string;

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

const vehicle = aTruck().vehicle;
const flatbed = (cityCode: string) => ({
  cityCode,
  vehicle: { ...vehicle, body: 'flatbed' as const },
});
const who = (name: string): string => cast.get(name) ?? `nobody is ${name}`;

async function reportedAt(
  driverId: string,
  position: Town['position'],
  agoMs: number,
): Promise<void> {
  const driver = service.as('driver', driverId);
  await driver.ok('PUT', `/v1/drivers/${driverId}/consents/location`, CONSENT);
  const fix = { driverId, position, source: 'phone', observedAtMs: Date.now() - agoMs };
  await driver.ok('POST', '/v1/positions', { fixes: [fix] });
}

async function playTheAward(): Promise<void> {
  town = market.town();
  const { cityCode } = town;
  const enter = async (name: string, ...options: Parameters<Market['driver']>): Promise<string> => {
    cast.set(name, await market.driver(...options));
    return who(name);
  };
  await enter('winner', town, { position: northOf(town, 12_347) });
  await enter('loser', town, { position: northOf(town, 23_457) });
  await enter('another loser', town, { position: northOf(town, 61_283) });
  await enter('unfit', town, { truck: flatbed(cityCode) });
  await enter('idle', town);
  await enter('stale', town, { position: null });
  await reportedAt(who('stale'), northOf(town, 31_419), 20 * MINUTE_MS);
  await enter('off duty', town, { onDuty: false });
  await enter('elsewhere', market.town(), { position: null });
  await enter('far', town, { position: northOf(town, 330 * KM) });
  await enter('far and stale', town, { position: null });
  await reportedAt(who('far and stale'), northOf(town, 330 * KM), 20 * MINUTE_MS);
  await market.heard();
  // So soon that an old position still refuses.
  const window = { from: at(60 * MINUTE_MS), until: at(300 * MINUTE_MS) };
  const loading = { position: town.position, cityCode, window };
  ({ orderId } = await market.order(town, { loading }));
  for (const name of ['winner', 'loser', 'another loser', 'unfit']) {
    await market.grab(who(name), orderId);
  }
  expect((await market.reaches(orderId, 'confirmed')).driverId).toBe(who('winner'));
  await enter('newcomer', town);
}

/**
 * What of one driver would be known again in another's answer; short numbers are found anywhere.
 */
const canariesOf = (row: DriverRow | null): (string | number | null)[] => {
  const { pickupMeters = null, cell = null } = row?.candidate?.place ?? {};
  return [Number(pickupMeters) > 9_999 ? pickupMeters : null, cell, row?.candidate?.ticket ?? null];
};

/** As a word of its own, also where thousands are set apart. */
function isIn(answer: string, canary: string): boolean {
  const digits = /^\d{5}$/.test(canary);
  const word = digits ? `${canary.slice(0, 2)}[,.]?${canary.slice(2)}` : canary;
  return new RegExp(`(?<![0-9a-z-])${word}(?![0-9a-z])`).test(answer);
}

describe('a driver who asks why', () => {
  it.each([
    ['winner', 'WON', null],
    ['loser', 'LOST', null],
    ['unfit', 'REFUSED body_type', null],
    ['idle', 'NOT_REACHED did_not_grab', 'RECOMMENDED'],
    ['stale', 'NOT_REACHED did_not_grab', 'REFUSED position_too_old'],
    ['off duty', 'NOT_REACHED did_not_grab', 'NOT_REACHED off_duty'],
    ['elsewhere', 'NOT_REACHED did_not_grab', 'NOT_REACHED another_city'],
    ['far', 'NOT_REACHED did_not_grab', 'NOT_REACHED beyond_reach'],
    ['far and stale', 'NOT_REACHED did_not_grab', 'NOT_REACHED beyond_reach'],
    ['newcomer', 'NOT_REACHED not_registered', null],
  ])('[D1] is told the true reason: %s, %s, before that %s', async (name, expected, before) => {
    expect(await market.verdict(who(name), orderId)).toBe(expected);
    const { explanation } = await market.why(who(name), orderId);
    expect(explanation.reconstructed).toBe(expected.startsWith('NOT_REACHED'));
    expect(explanation.decision.kind).toBe('award');
    const recommended = explanation.notReached?.recommended ?? null;
    const why = recommended?.refusal?.reason ?? recommended?.notReached?.reason;
    expect(recommended && [recommended.role, why].filter(Boolean).join(' ')).toBe(before);
    if (before !== null) {
      expect(explanation.narrative).toHaveLength(before.includes(' ') ? 3 : 2);
    }
  });

  it('[D1] is told that the search was full when it was, and up to where', async () => {
    const crowded = market.town();
    await putInForce(service, {
      ...shortWindows(),
      cityCode: crowded.cityCode,
      limits: { ...defaultPolicy.limits, evaluatedMax: 2, recommendedMax: 2 },
    });
    const row: string[] = [];
    for (let index = 0; index < 4; index++) {
      const position = northOf(crowded, 20 * KM * index);
      row.push(await market.driver(crowded, { position }));
    }
    await delay(1_000);
    const order = await market.order(crowded);
    await settlesAt(
      () => market.verdict(row[3] ?? '', order.orderId),
      'NOT_REACHED beyond_search_bound',
    );
    const { explanation } = await market.why(row[3] ?? '', order.orderId);
    const { value, threshold } = explanation.notReached ?? {};
    expect(Number(value)).toBeGreaterThan(Number(threshold));
  });

  it('[D1] gets the same answer over HTTP and NATS, in his language', async () => {
    const asker = await Asker.of(service);
    try {
      for (const name of ['winner', 'loser', 'unfit', 'off duty']) {
        const authorization = `Bearer ${await service.tokens.sign('driver', who(name))}`;
        for (const locale of LOCALES) {
          const question = {
            operation: operationById('order.explain'),
            input: { orderId, locale },
            authorization,
          };
          const [http, nats] = await Promise.all(
            TRANSPORTS.map((transport) => asker.ask(transport, question)),
          );
          expect([http?.status, nats?.status]).toEqual([200, 200]);
          expect(nats?.body).toEqual(http?.body);
          const { sentences } = http?.body as DriverWhy;
          expect(sentences.length).toBeGreaterThan(0);
          for (const sentence of sentences) {
            expect(/\p{Script=Han}/u.test(sentence)).toBe(locale === 'zh-CN');
          }
        }
      }
    } finally {
      await asker.close();
    }
  });

  it.each(['winner', 'loser', 'another loser'])(
    '[D1] reads parts that add up to his total, in the view and in the record: %s',
    async (name) => {
      const { decisionId, explanation } = await market.why(who(name), orderId);
      const { parts, outcome } = explanation;
      const sum = parts.reduce((total, { weight, points }) => total + weight * points, 0);
      expect(parts.length).toBe(Object.keys(defaultPolicy.weights).length);
      expect(outcome.total).toBe(sum);
      expect((await market.row(decisionId ?? '', who(name)))?.total).toBe(sum);
      const winner = await market.row(decisionId ?? '', who('winner'));
      expect(outcome.cutoffTotal).toBe(winner?.total);
      expect(outcome.gap).toBe((winner?.total ?? 0) - sum);
    },
  );

  it('[D7] reads nothing of any rival but the total that won', async () => {
    const { decisionId } = await market.why(who('loser'), orderId);
    const rows = new Map<string, DriverRow | null>();
    for (const driverId of cast.values()) {
      rows.set(driverId, await market.row(decisionId ?? '', driverId));
    }
    for (const [name, driverId] of cast) {
      const answer = JSON.stringify(await market.why(driverId, orderId));
      const own = canariesOf(rows.get(driverId) ?? null);
      const found = [...cast]
        .filter(([rival]) => rival !== name)
        .flatMap(([rival, rivalId]) => {
          const row = rows.get(rivalId) ?? null;
          const total = rival === 'winner' ? [] : [row?.total ?? null];
          return [rivalId, ...canariesOf(row), ...total]
            .filter((canary) => canary !== null && !own.includes(canary))
            .filter((canary) => isIn(answer, String(canary)))
            .map((canary) => `${name} reads ${canary} of ${rival}`);
        });
      expect(found).toEqual([]);
    }
  });

  it('[D1] is told of a decision by its own id as well, and a stranger order is nobody to ask of', async () => {
    const { decisionId, explanation } = await market.why(who('loser'), orderId);
    const path = `/v1/decisions/${decisionId}/explanation?view=full&locale=en`;
    const asked = await service.as('driver', who('loser')).ok<DriverWhy>('GET', path);
    expect(asked.explanation).toEqual(explanation);
    const nobody = await service
      .as('driver', 'drv-never')
      .call('GET', `/v1/orders/${orderId}/explanation`);
    expect(nobody.status).toBe(404);
  });
});

describe('a shipper who asks why', () => {
  it('[D1] is told why this driver, by quarters of each part and no place', async () => {
    const { explanation, sentences } = await market.shipperWhy(orderId);
    expect(sentences.length).toBeGreaterThan(0);
    expect(explanation.winner?.driverId).toBe(who('winner'));
    const { decisionId } = await market.why(who('winner'), orderId);
    const place = (await market.row(decisionId ?? '', who('winner')))?.candidate?.place;
    const answer = JSON.stringify(explanation);
    const others = ['loser', 'unfit', 'idle'].map(who);
    const canaries = [String(place?.cell), String(place?.pickupMeters), ...others];
    expect(canaries.filter((canary) => isIn(answer, canary))).toEqual([]);
    expect(isIn(answer, who('winner'))).toBe(true);
  });

  const load = { kilograms: 8_000, litres: 32_000, vehicleSlots: 0 };
  it.each<[string, Partial<PostOrder>, string | number, (to: never) => Partial<PostOrder>]>([
    ['body_type', { bodyTypes: ['tank'] }, 'flatbed', (to) => ({ bodyTypes: ['tank', to] })],
    [
      'length',
      { bodyTypes: ['flatbed'], minLengthMillimeters: 13_000 },
      9_600,
      (to) => ({ bodyTypes: ['flatbed'], minLengthMillimeters: to }),
    ],
    [
      'weight',
      { bodyTypes: ['flatbed'], load: { ...load, kilograms: 17_500 } },
      15_000,
      (to) => ({ bodyTypes: ['flatbed'], load: { ...load, kilograms: to } }),
    ],
  ])(
    '[D1] is told which one change would reach the most trucks, and it does: %s',
    async (term, asked, to, eased) => {
      const place = market.town();
      const trucks = [
        await market.driver(place, { truck: flatbed(place.cityCode) }),
        await market.driver(place, { truck: flatbed(place.cityCode) }),
      ];
      const hopeless = await market.order(place, asked);
      const advice = await eventually(
        async () => {
          const { explanation } = await market.shipperWhy(hopeless.orderId);
          const [best] = explanation?.relaxations ?? [];
          return best?.trucks === trucks.length && best;
        },
        { what: 'advice' },
      );
      expect(advice).toMatchObject({ term, to });
      const { orderId: reposted } = await market.order(place, eased(advice.to as never));
      for (const driverId of trucks) {
        await settlesAt(() => market.verdict(driverId, reposted), 'RECOMMENDED');
      }
    },
  );
});

/** A review takes a person and a request, and is played where those are. */
const PLAYED = DECISION_KINDS.filter((kind) => kind !== 'review');

describe('the record', () => {
  const stored = async (): Promise<DecisionRecord[]> => {
    const { ledger } = postgres.database.read;
    const ids = await service.database.query<{ decision_id: string }>(
      'SELECT decision_id FROM decisions ORDER BY decision_id',
    );
    return Promise.all(
      ids.map(async ({ decision_id: id }) => {
        const decision = await ledger.decision(id);
        if (decision === null) throw new Error(`${id} vanished`);
        return { ...decision, drivers: await ledger.driverRows(id) };
      }),
    );
  };
  const policyOf = (record: DecisionRecord): Promise<Policy | null> =>
    postgres.database.read.policies.byHash(record.policyHash);

  beforeAll(async () => {
    await playOtherKinds(market);
    await eventually(
      async () => {
        const kinds = await service.database.query<{ kind: string }>(
          'SELECT DISTINCT kind FROM decisions',
        );
        return PLAYED.every((kind) => kinds.some((each) => each.kind === kind));
      },
      { what: 'a decision of every kind' },
    );
  }, 60_000);

  it('cannot hold a total that is not the sum of its parts: the database refuses it', async () => {
    const tampered = (assignment: string): Promise<unknown> =>
      service.database.query(`UPDATE decision_drivers SET ${assignment} WHERE total IS NOT NULL`);
    const refusal = /total_is_the_sum_of_its_parts/;
    await expect(tampered('total = total + 1')).rejects.toThrow(refusal);
    await expect(tampered('points[1] = points[1] + 1')).rejects.toThrow(refusal);
    await expect(tampered('weights[1] = weights[1] + 1')).rejects.toThrow(refusal);
  });

  it('of every decision gives the same bytes when it is decided again', async () => {
    const verdicts = new Map<string, number>();
    for (const record of await stored()) {
      const { verdict, differences } = replay(record, await policyOf(record));
      expect(differences).toEqual([]);
      const key = `${record.kind} ${verdict}`;
      verdicts.set(key, (verdicts.get(key) ?? 0) + 1);
    }
    expect([...verdicts.keys()].sort()).toEqual([
      'acceptance MATCH',
      'award MATCH',
      'cancellation MATCH',
      'expiry MATCH',
      'manual_assignment MATCH',
      'no_award MATCH',
      'offer MATCH',
      'profile_change MATCH',
      'recommendation MATCH',
      'release MATCH',
      'round MATCH',
    ]);
  });

  it('drifts under rules with another weight', async () => {
    const award = (await stored()).find(({ kind }) => kind === 'award');
    const policy = award === undefined ? null : await policyOf(award);
    if (award === undefined || policy === null) throw new Error('no award');
    const weights = { ...policy.weights, pickup_distance: policy.weights.pickup_distance + 1 };
    expect(replay(award, { ...policy, weights }).verdict).toBe('DRIFT');
  });

  it('is never decided again without its rules', async () => {
    const award = (await stored()).find(({ kind }) => kind === 'award');
    if (award === undefined) throw new Error('no award');
    await service.database.query('DELETE FROM policy_activations');
    await service.database.query('DELETE FROM policies WHERE policy_hash = $1', [award.policyHash]);
    const missing = await policyOf(award);
    expect(missing).toBeNull();
    expect(() => replay(award, missing)).toThrow(PolicyMissing);
  });
});
