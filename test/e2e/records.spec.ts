import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { recordSchema, RECORD_SCHEMAS } from '#libs/contracts';
import { canonicalJson, type DriverCard, type DriverExplanation } from '#libs/explanations';
import { putInForce, shortWindows } from '../support/freight.js';
import { northOf } from '../support/cities.js';
import { Market } from '../support/market.js';
import { eventually, TestService } from '../support/service.js';

// Card and full record as drivers get them, held against the schemas that are published.

type Asked<View> = {
  readonly role: string;
  readonly decisionId: string;
  readonly explanation: View;
};

let service: TestService;
let market: Market;
/** What drivers were asked to explain: `[driver, decision]`. */
const cases: (readonly [string, string])[] = [];

beforeAll(async () => {
  service = await TestService.start();
  await putInForce(service, shortWindows({ ratingMs: 60_000 }));
  market = new Market(service);
  const place = market.town();
  const near = await market.driver(place, { position: northOf(place, 4_321) });
  const far = await market.driver(place, { position: northOf(place, 43_210) });
  const plain = await market.driver(place, { profile: false, position: null });
  const off = await market.driver(place, { onDuty: false });
  const { orderId } = await market.order(place);
  for (const driverId of [near, far]) await market.grab(driverId, orderId);
  await market.reaches(orderId, 'confirmed');
  const cancelled = await market.order(place);
  await market.grab(far, cancelled.orderId);
  await service
    .as('shipper', 'shp-1')
    .ok('POST', `/v1/orders/${cancelled.orderId}/cancel`, { reason: 'cargo not ready' });
  for (const status of ['loading', 'in_transit', 'delivered']) {
    await service.as('driver', near).ok('POST', `/v1/orders/${orderId}/progress`, { status });
  }
  const decisions = await eventually(
    async () => {
      const rows = await service.database.query<{ decision_id: string; kind: string }>(
        'SELECT decision_id, kind FROM decisions ORDER BY decided_at_ms',
      );
      const kinds = new Set(rows.map(({ kind }) => kind));
      const wanted = ['recommendation', 'award', 'cancellation', 'profile_change'];
      return wanted.every((kind) => kinds.has(kind)) && rows;
    },
    { what: 'every decision' },
  );
  for (const { decision_id: decisionId } of decisions) {
    for (const driverId of [near, far, plain, off]) cases.push([driverId, decisionId]);
  }
}, 90_000);
afterAll(() => service.dispose());

const ask = <View>(driverId: string, decisionId: string, view?: string): Promise<Asked<View>> =>
  service
    .as('driver', driverId)
    .ok(
      'GET',
      `/v1/decisions/${decisionId}/explanation${view === undefined ? '' : `?view=${view}`}`,
    );

const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
/** Closed, so that a field nobody described is found. */
const exactly = (name: string): ValidateFunction => ajv.compile(recordSchema(name, true) ?? false);

const isSame =
  (one: unknown) =>
  (other: unknown): boolean =>
    canonicalJson(one) === canonicalJson(other);

const wholeOnly = (value: unknown): boolean =>
  typeof value === 'object' && value !== null
    ? Object.values(value).every(wholeOnly)
    : typeof value !== 'number' || Number.isSafeInteger(value);

describe('[D1] what a driver is given', () => {
  it('is the card, unless he asks for everything', async () => {
    const [driverId, decisionId] = cases[0] ?? ['', ''];
    expect((await ask<DriverCard>(driverId, decisionId)).explanation.schema).toBe('paidan.card/1');
    const full = await ask<DriverExplanation>(driverId, decisionId, 'full');
    expect(full.explanation.schema).toBe('paidan.explanation/2');
    const path = `/v1/decisions/${decisionId}/explanation?view=poster`;
    const refused = await service.as('driver', driverId).call('GET', path);
    expect([refused.status, refused.body['code']]).toEqual([400, 'validation_failed']);
  });

  it('is, as a card and as a record, what the published schemas say, and no field more', async () => {
    const [card, record] = [exactly('card-1'), exactly('explanation-2')];
    const roles = new Set<string>();
    for (const [driverId, decisionId] of cases) {
      const short = await ask<DriverCard>(driverId, decisionId);
      const full = await ask<DriverExplanation>(driverId, decisionId, 'full');
      roles.add(short.role);
      card(short.explanation);
      expect(card.errors ?? []).toEqual([]);
      record(full.explanation);
      expect(record.errors ?? []).toEqual([]);
      for (const view of [short.explanation, full.explanation]) {
        expect(wholeOnly(view)).toBe(true);
        expect(canonicalJson(JSON.parse(canonicalJson(view)))).toBe(canonicalJson(view));
      }
    }
    expect([...roles].sort()).toEqual(
      ['LOST', 'NOT_REACHED', 'REFUSED', 'WON'].filter((role) => roles.has(role)),
    );
    expect(roles.size).toBeGreaterThanOrEqual(3);
  });

  it('is one record in two views: no number in the card is missing in the record', async () => {
    for (const [driverId, decisionId] of cases) {
      const { explanation: card } = await ask<DriverCard>(driverId, decisionId);
      const { explanation: full } = await ask<DriverExplanation>(driverId, decisionId, 'full');
      expect(card.recordId).toBe(full.recordId);
      // What counted most is said once on the card, and not again among the reasons.
      const again = full.narrative.filter((reason) => !card.reasons.some(isSame(reason)));
      expect(full.narrative.filter((reason) => card.reasons.some(isSame(reason)))).toEqual(
        card.reasons,
      );
      expect(again.every(({ message }) => /^reason\.(strong|weak)est$/.test(message))).toBe(true);
      // Who has no total reads none that was needed: his points were not compared.
      const { total, cutoffTotal, gap } = full.outcome;
      expect([card.total, card.cutoffTotal, card.gap]).toEqual(
        total === null
          ? [null, null, null]
          : [total, card.role === 'WON' ? null : cutoffTotal, gap],
      );
      expect(card.parts.length).toBeLessThanOrEqual(full.parts.length);
      const sum = card.parts.reduce((total, part) => total + part.contribution, 0);
      if (full.outcome.total !== null) {
        expect(full.contributions.baseline + sum).toBe(full.contributions.total);
      }
    }
  });

  it('[S3] names who answers for it, its rules and which teams heard of him', async () => {
    const found = await Promise.all(
      cases.map(([driverId, decisionId]) => ask<DriverExplanation>(driverId, decisionId, 'full')),
    );
    for (const { explanation } of found) {
      expect(explanation.controller.name).not.toBe('');
      const { path } = explanation.system.publishedRules;
      const rules = (await (await fetch(`${service.url}${path}`)).json()) as { policyHash: string };
      expect(rules.policyHash).toBe(explanation.system.policyHash);
    }
    const won = found.find(
      ({ role, explanation }) => role === 'WON' && explanation.decision.kind === 'award',
    );
    expect(won?.explanation.recipients).toEqual([
      {
        event: 'order.awarded',
        teams: expect.arrayContaining(['partner', 'operations']) as unknown,
      },
    ]);
    const lost = found.find(
      ({ role, explanation }) => role === 'LOST' && explanation.decision.kind === 'award',
    );
    expect(lost?.explanation.recipients).toEqual([]);
  });
});

describe('the published schemas', () => {
  it.each([...RECORD_SCHEMAS])('of %s are served to everyone as they are written', async (name) => {
    const response = await fetch(`${service.url}/schemas/${name}.json`);
    expect(response.headers.get('content-type')).toContain('application/schema+json');
    expect(await response.json()).toEqual(recordSchema(name));
  });

  it('of what does not exist are not found', async () => {
    for (const name of ['card-9.json', 'card-1', 'constructor.json', '..%2fopenapi.json']) {
      expect((await fetch(`${service.url}/schemas/${name}`)).status).toBe(404);
    }
  });
});

describe('[D1] evidence of a driver in no record', () => {
  it('may be used for thirty days, and as long as an open request needs it', async () => {
    const off = cases.at(-1)?.[0] ?? '';
    const [expiry] = await service.database.query<{ decision_id: string }>(
      `SELECT decision_id FROM decisions WHERE kind = 'recommendation' ORDER BY decided_at_ms LIMIT 1`,
    );
    const decisionId = expiry?.decision_id ?? '';
    const reason = async (): Promise<string | undefined> =>
      (await ask<DriverExplanation>(off, decisionId, 'full')).explanation.notReached?.reason;
    expect(await reason()).toBe('off_duty');
    await service.database.query('UPDATE decisions SET decided_at_ms = decided_at_ms - $1', [
      31 * 86_400_000,
    ]);
    await service.database.query('UPDATE drivers SET registered_at_ms = 0');
    await service.database.query('UPDATE driver_states SET from_ms = from_ms - $1', [
      32 * 86_400_000,
    ]);
    // A record never changes, so what was read of it is remembered for a while.
    await service.stop();
    await service.run();
    expect(await reason()).toBe('evidence_expired');
    const hold = (driverId: string): Promise<unknown> =>
      service.database.query(
        `INSERT INTO evidence_holds (request_id, driver_id, order_id, decision_id, placed_at_ms)
         VALUES ($1, $2, NULL, $3, 1)`,
        [`request-of-${driverId}`, driverId, decisionId],
      );
    await hold('drv-another');
    expect(await reason()).toBe('evidence_expired');
    await hold(off);
    expect(await reason()).toBe('off_duty');
    expect((await ask<DriverExplanation>(off, decisionId, 'full')).explanation.retention.held).toBe(
      true,
    );
    await service.database.query('UPDATE evidence_holds SET lifted_at_ms = 2');
    expect(await reason()).toBe('evidence_expired');
  });
});
