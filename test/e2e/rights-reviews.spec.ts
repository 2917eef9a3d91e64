import type { EvidenceView, RequestView, ReviewPage, RuleReviewList } from '#libs/contracts';
import { storedEvents, type Stored } from '../support/event-log.js';
import { putInForce, shortWindows } from '../support/freight.js';
import { Market } from '../support/market.js';
import { eventually, TestService } from '../support/service.js';

// A person looks, and what he finds changes something: record, profile, priority, other decisions.

let service: TestService;
let market: Market;

beforeAll(async () => {
  service = await TestService.start();
  await putInForce(service, shortWindows());
  market = new Market(service);
}, 60_000);
afterAll(() => service.dispose());

type Town = ReturnType<Market['town']>;
const north = (town: Town, degrees: number) => ({
  ...town.position,
  lat: town.position.lat + degrees,
});

const WORDS = [
  'Der Pförtner hat die Ankunft um 09:40 ins Buch geschrieben, der Abbruch kam vom Versender.',
  'Die Entfernung stimmt mit dem Fahrtenbuch überein, der andere stand tatsächlich näher am Tor.',
  '货主在十点零五分电话取消，司机当时已在月台等候，系统却把取消记在司机名下。',
  '定位记录显示该车确实在城外，另一辆车距离装货地近得多，分数差由此而来。',
  'Ladeliste und Waage zeigen dasselbe Gewicht; an der Rechnung ist nichts zu beanstanden gewesen.',
  'Bei der Suche wurde niemand ausgelassen: das Protokoll nennt jede Zelle bis hinaus zum Rand.',
] as const;

const file = (driverId: string, body: object): Promise<RequestView> =>
  service.as('driver', driverId).ok<RequestView>('POST', '/v1/requests', body);
const desk = (reviewer: string) => {
  const ask = <T = Record<string, unknown>>(requestId: string, what: string, body?: object) =>
    service.as('reviewer', reviewer).call<T>('POST', `/v1/reviews/${requestId}/${what}`, body);
  return {
    take: (requestId: string) => ask(requestId, 'lease'),
    open: (requestId: string, piece: string) => ask<EvidenceView>(requestId, 'evidence', { piece }),
    decide: (requestId: string, verdict: object) =>
      ask<RequestView>(requestId, 'decision', verdict),
  };
};
/** Takes a case, opens what has to be opened, and decides. */
const review = async (reviewer: string, requestId: string, verdict: object) => {
  const { take, open, decide } = desk(reviewer);
  expect((await take(requestId)).status).toBe(200);
  await open(requestId, 'request');
  await open(requestId, 'driver_record');
  await open(requestId, 'outcomes');
  return decide(requestId, verdict);
};
/** Two who compete: the second is farther from loading and loses. */
const lostOrder = async (town = market.town(), profile = false) => {
  const winner = await market.driver(town, { profile });
  const loser = await market.driver(town, { position: north(town, 0.03), profile });
  const { orderId } = await market.order(town);
  await Promise.all([market.grab(winner, orderId), market.grab(loser, orderId)]);
  await market.reaches(orderId, 'confirmed');
  return { town, winner, loser, orderId };
};
const events = async (type: string): Promise<Stored[]> => {
  const { url, passwords } = await service.natsAddress();
  const stored = await storedEvents({ url, password: passwords.dispatcher });
  return stored.filter((each) => each.type === `cn.paidan.${type}.v1`);
};

describe('a review', () => {
  it('[D1] is done by who is neither author of the rules nor a party', async () => {
    const { loser, winner, orderId } = await lostOrder();
    const { requestId } = await file(loser, { kind: 'human_review', orderId });
    // opr-1 put the policy in force; shp-1 posted the order.
    for (const partial of ['opr-1', 'shp-1', winner, loser]) {
      expect((await desk(partial).take(requestId)).body).toMatchObject({ code: 'forbidden' });
    }
    const { items } = await service
      .as('reviewer', 'rev-1')
      .ok<ReviewPage>('GET', '/v1/reviews?limit=100');
    expect(items.find((each) => each.requestId === requestId)).toMatchObject({
      state: 'waiting',
      rule: 'ranking',
    });
    expect((await desk('rev-1').take(requestId)).body).toMatchObject({ takenBy: 'rev-1' });
    expect((await desk('rev-2').take(requestId)).body).toMatchObject({ code: 'wrong_state' });
  });

  it('[D1] needs evidence opened and own words, and tells time and pieces', async () => {
    const { loser, orderId } = await lostOrder();
    const { requestId } = await file(loser, { kind: 'objection', orderId });
    const { take, open, decide } = desk('rev-3');
    const upheld = (reasons: string) => decide(requestId, { outcome: 'upheld', reasons });
    expect((await upheld(WORDS[1])).body).toMatchObject({ code: 'wrong_state' });
    await take(requestId);
    expect((await upheld(WORDS[1])).body).toMatchObject({ code: 'wrong_state' });
    await open(requestId, 'request');
    const { body: piece } = await open(requestId, 'driver_record');
    expect(piece.evidence).toMatchObject({ driverId: loser, role: 'LOST' });
    expect((await open(requestId, 'replay')).body.evidence).toMatchObject({ verdict: 'MATCH' });
    const why = await market.why(loser, orderId);
    for (const copied of [
      'The decision was reviewed and found to be correct. It is upheld.',
      why.sentences.join(' '),
    ]) {
      const refused = await upheld(copied.slice(0, 1_900));
      expect([refused.status, refused.body]).toMatchObject([400, { code: 'validation_failed' }]);
    }
    const { status, body } = await upheld(WORDS[1]);
    expect([status, body.state, body.closedBy]).toEqual([200, 'answered', 'rev-3']);
    const answer = body.answer as { review: { spentMs: number; opened: string[] } };
    expect(answer.review.opened).toEqual(['request', 'driver_record', 'replay']);
    expect(answer.review.spentMs).toBeGreaterThan(0);
    const zh = [expect.stringContaining('维持'), expect.stringContaining(WORDS[1])];
    expect(body.answer).toMatchObject({ role: 'UPHELD', sentences: { zh } });
  });

  it('does not let a verdict say one thing and bring another', async () => {
    const { loser, orderId } = await lostOrder();
    const { requestId } = await file(loser, { kind: 'objection', orderId });
    const reasons = WORDS[4];
    for (const verdict of [
      { outcome: 'upheld', reasons, faultyRule: 'search' },
      { outcome: 'overturned', reasons },
      { outcome: 'overturned', reasons, faultyRule: 'factor.luck' },
      { outcome: 'data_corrected', reasons, faultyRule: 'datum.outcome' },
      { outcome: 'maybe', reasons },
    ]) {
      expect((await review('rev-4', requestId, verdict)).status).toBe(400);
    }
  });
});

describe('an overturned decision', () => {
  it('[D1] is superseded by a record, marks its rule, and owes priority that is used once', async () => {
    const { town, winner, loser, orderId } = await lostOrder();
    const { requestId, decisionId } = await file(loser, { kind: 'human_review', orderId });
    const { body } = await review('rev-5', requestId, {
      outcome: 'overturned',
      reasons: WORDS[0],
      faultyRule: 'datum.position',
    });
    const given = body.answer as { review: { supersededBy: string; compensationId: string } };
    const { supersededBy, compensationId } = given.review;
    const why = await market.why(loser, orderId);
    expect(why.decisionId).toBe(supersededBy);
    expect(why.explanation.chain).toMatchObject({ supersedes: decisionId });
    expect(why.explanation.decision).toMatchObject({
      kind: 'review',
      automation: 'HUMAN_DECIDED',
      decidedByHuman: 'rev-5',
    });
    const old = await service
      .as('driver', loser)
      .ok<typeof why>('GET', `/v1/decisions/${decisionId}/explanation?locale=en&view=full`);
    expect(old.explanation.chain).toMatchObject({ supersededBy });
    expect((await market.why(winner, orderId)).decisionId).toBe(decisionId);

    const { items } = await service
      .as('reviewer', 'rev-5')
      .ok<RuleReviewList>('GET', '/v1/rule-reviews');
    expect(items.find(({ rule }) => rule === 'datum.position')).toMatchObject({ tagged: 1 });
    expect(items.find(({ rule }) => rule === 'ranking')?.overturned).toBeGreaterThan(0);

    // Against a rival who stands nearer by less than the priority is worth.
    const rival = await market.driver(town, { position: north(town, 0.01), profile: false });
    const next = await market.order(town);
    await Promise.all([market.grab(rival, next.orderId), market.grab(loser, next.orderId)]);
    expect(await market.reaches(next.orderId, 'confirmed')).toMatchObject({ driverId: loser });
    const won = await market.why(loser, next.orderId);
    const parts = won.explanation.parts.map(({ factor, contribution }) => ({
      factor,
      contribution,
    }));
    expect(parts.at(-1)).toEqual({ factor: 'compensation', contribution: 10_000 });
    expect(parts.reduce((sum, { contribution }) => sum + contribution, 0)).toBe(
      won.explanation.contributions.total,
    );
    const standing = await service.as('driver', loser).ok('GET', `/v1/drivers/${loser}/standing`);
    expect(standing).toMatchObject({
      compensations: [{ compensationId, usedIn: won.decisionId }],
    });
    await eventually(async () =>
      (await events('compensation.used')).some(
        ({ data }) => (data as { compensationId: string }).compensationId === compensationId,
      ),
    );
    const shipper = await market.shipperWhy(next.orderId);
    expect(JSON.stringify(shipper)).not.toContain('compensation');
    const { requestId: about } = await file(rival, {
      kind: 'human_review',
      orderId: next.orderId,
    });
    await desk('rev-6').take(about);
    const replayed = await desk('rev-6').open(about, 'replay');
    expect(replayed.body.evidence).toMatchObject({ verdict: 'MATCH' });
  });
});

describe('a corrected datum', () => {
  it('[R2] is voided and not deleted, and whoever it would have changed is told', async () => {
    const town = market.town();
    const wronged = await market.driver(town, { position: north(town, 0.01) });
    const other = await market.driver(town, { position: north(town, 0.012) });
    const past = (outcomeId: string, kind: string, driverId: string) => ({
      ...{ outcomeId, driverId, kind, onTime: kind === 'completed' ? true : null },
      ...{ fromCityCode: '3301', toCityCode: '3100', shipperId: 'shp-9' },
      atMs: Date.now() - 86_400_000,
    });
    await service.as('service', 'registry').ok('POST', '/v1/outcomes', {
      outcomes: [
        past(`wrong-${wronged}`, 'driver_cancelled', wronged),
        past(`right-${wronged}`, 'completed', wronged),
        past(`right-${other}`, 'completed', other),
      ],
    });
    const { orderId } = await market.order(town);
    await Promise.all([market.grab(wronged, orderId), market.grab(other, orderId)]);
    expect(await market.reaches(orderId, 'confirmed')).toMatchObject({ driverId: other });
    const before = await service
      .as('driver', wronged)
      .ok<{ attemptedMilli: number; completedMilli: number }>(
        'GET',
        `/v1/drivers/${wronged}/profile`,
      );
    expect(before.attemptedMilli).toBeGreaterThan(before.completedMilli);

    const { requestId } = await file(wronged, {
      kind: 'correction',
      outcomeId: `wrong-${wronged}`,
      words: 'The shipper cancelled, not I.',
    });
    const { status, body } = await review('rev-7', requestId, {
      outcome: 'data_corrected',
      reasons: WORDS[2],
      faultyRule: 'datum.outcome',
      correction: {
        outcomeId: `wrong-${wronged}`,
        shouldBe: { kind: 'completed', onTime: true },
      },
    });
    expect([status, body.state]).toEqual([200, 'answered']);
    const after = await service
      .as('driver', wronged)
      .ok<typeof before>('GET', `/v1/drivers/${wronged}/profile`);
    expect(after.completedMilli).toBe(after.attemptedMilli);
    const kept = await service.database.query(
      'SELECT voided_by, voided_because FROM outcomes WHERE outcome_id = $1',
      [`wrong-${wronged}`],
    );
    expect(kept).toEqual([{ voided_by: 'rev-7', voided_because: requestId }]);

    const told = await eventually(async () => {
      const differ = (await events('decision.would_differ')).map(
        ({ data }) => data as { orderId: string; driverId: string; was: string; wouldBe: string },
      );
      const ours = differ.filter(
        (each) => each.orderId === orderId && ['WON', 'LOST'].includes(each.was),
      );
      return ours.length === 2 && ours;
    });
    expect(
      told.map(({ driverId, was, wouldBe }) => `${driverId} ${was} ${wouldBe}`).sort(),
    ).toEqual([`${wronged} LOST WON`, `${other} WON LOST`].sort());
    expect(JSON.stringify(told.find(({ driverId }) => driverId === other))).not.toContain(wronged);
    const asked = await eventually(async () => {
      const read = await service
        .as('driver', wronged)
        .ok<RequestView>('GET', `/v1/requests/${requestId}`);
      return read.correction?.state === 'done' && read;
    });
    expect(asked.correction?.decisions).toContainEqual(
      expect.objectContaining({ was: 'LOST', wouldBe: 'WON' }),
    );
    const standing = await service
      .as('driver', wronged)
      .ok<{ compensations: { requestId: string }[] }>('GET', `/v1/drivers/${wronged}/standing`);
    expect(standing.compensations.map((each) => each.requestId)).toEqual([requestId]);
    expect(
      (
        await review(
          'rev-7',
          (await file(wronged, { kind: 'correction', outcomeId: `wrong-${wronged}` })).requestId,
          {
            outcome: 'data_corrected',
            reasons: WORDS[3],
            faultyRule: 'datum.outcome',
            correction: { outcomeId: `wrong-${wronged}`, shouldBe: null },
          },
        )
      ).body,
    ).toMatchObject({ code: 'wrong_state' });
  });
});

describe('agreement', () => {
  it('[D1] above 98 % raises an alarm once: event, audit and metric', async () => {
    const { loser, orderId } = await lostOrder();
    const { requestId } = await file(loser, { kind: 'human_review', orderId });
    await service.database.query(
      `WITH asked AS (
         INSERT INTO requests (request_id, driver_id, kind, filed_by, filed_role, state,
           received_at_ms, verified_at_ms, received_on, strict_due_on, legal_due_on,
           strict_due_at_ms, legal_due_at_ms, provisional, calendar_version, closed_at_ms, closed_by)
         SELECT 'made-' || n, 'made-' || n, 'objection', 'made', 'driver', 'answered',
           1, 1, '', '', '', 1, 1, false, '', 1, 'rev-8' FROM generate_series(1, 60) n
         RETURNING request_id, driver_id)
       INSERT INTO reviews (request_id, driver_id, rule, opened_at_ms, due_at_ms, state, taken_by,
         taken_at_ms, decided_at_ms, outcome, reasons, spent_ms)
       SELECT request_id, driver_id, 'made', 1, 1, 'decided', 'rev-8', 1, $1, 'upheld', 'made', 1
       FROM asked`,
      [Date.now()],
    );
    await review('rev-8', requestId, { outcome: 'upheld', reasons: WORDS[5] });
    const alarms = await eventually(async () => {
      const raised = await events('review.agreement_alarm');
      return raised.length > 0 && raised;
    });
    expect(alarms.map(({ data }) => data)).toEqual([
      { scope: 'reviewer', key: 'rev-8', reviewed: 61, upheld: 61 },
    ]);
    const { items } = await service
      .as('operator', 'opr-2')
      .ok<{ items: { action: string; subject: string }[] }>('GET', '/v1/audit?limit=100');
    expect(items).toContainEqual(
      expect.objectContaining({ action: 'review.agreement_alarm', subject: 'rev-8' }),
    );
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    expect(metrics).toMatch(/paidan_review_agreement_alarms 1/);
  });
});
