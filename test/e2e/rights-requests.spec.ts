import type { GroundList, RequestPage, RequestView } from '#libs/contracts';
import { storedEvents } from '../support/event-log.js';
import { putInForce, shortWindows } from '../support/freight.js';
import { Market } from '../support/market.js';
import { eventually, newKey, TestService } from '../support/service.js';

// A driver asks: at once from the record, or by a person; identity first, duplicates second.

let service: TestService;
let market: Market;
let winner: string;
let loser: string;
let orderId: string;

beforeAll(async () => {
  service = await TestService.start();
  await putInForce(service, shortWindows());
  market = new Market(service);
  const town = market.town();
  const near = { ...town.position };
  winner = await market.driver(town, { position: near });
  loser = await market.driver(town, { position: { ...near, lat: near.lat + 0.2 } });
  ({ orderId } = await market.order(town));
  await Promise.all([market.grab(winner, orderId), market.grab(loser, orderId)]);
  await market.reaches(orderId, 'confirmed');
}, 60_000);
afterAll(() => service.dispose());

const file = (driverId: string, body: object) =>
  service.as('driver', driverId).call<RequestView>('POST', '/v1/requests', body);
const fileFor = (driverId: string, body: object) =>
  service.as('service', 'gateway').call<RequestView>('POST', '/v1/requests', { driverId, ...body });
const read = (driverId: string, requestId: string) =>
  service.as('driver', driverId).call<RequestView>('GET', `/v1/requests/${requestId}`);
const verify = (requestId: string, proven: boolean) =>
  service.as('service', 'gateway').call<RequestView>('POST', `/v1/requests/${requestId}/identity`, {
    proven,
    reason: 'called back on the registered telephone',
  });
const refuse = (requestId: string, ground: string, reviewer = 'rev-1') =>
  service.as('reviewer', reviewer).call<RequestView>('POST', `/v1/requests/${requestId}/refusal`, {
    ground,
    reason: 'Answered before; nothing has changed since.',
  });
const held = async (requestId: string): Promise<number> => {
  const rows = await service.database.query(
    'SELECT FROM evidence_holds WHERE request_id = $1 AND lifted_at_ms IS NULL',
    [requestId],
  );
  return rows.length;
};
const eventsAbout = async (requestId: string): Promise<{ type: string; text: string }[]> => {
  const { url, passwords } = await service.natsAddress();
  const stored = await storedEvents({ url, password: passwords.dispatcher });
  return stored
    .filter(({ data }) => (data as { requestId?: string }).requestId === requestId)
    .map(({ type, data }) => ({ type, text: JSON.stringify(data) }));
};

describe('a request for an explanation', () => {
  it('[D1] [D2] is answered at once from the record, with both due dates beside it', async () => {
    const { status, body } = await file(loser, { kind: 'explanation', orderId });
    expect(status).toBe(201);
    expect(body).toMatchObject({ state: 'answered', closedBy: 'system', repeats: 0, words: null });
    const why = await market.why(loser, orderId);
    expect(body.answer).toMatchObject({
      role: 'LOST',
      decisionId: why.decisionId,
      sentences: { en: why.sentences },
    });
    const { receivedOn, strictDueOn, legalDueOn } = body.due;
    expect(Date.parse(strictDueOn) - Date.parse(receivedOn)).toBe(15 * 86_400_000);
    expect(legalDueOn >= strictDueOn).toBe(true);
    expect(await held(body.requestId)).toBe(0);
    expect((await read(loser, body.requestId)).body).toEqual(body);
  });

  it('is answered before anything was decided, too, and about the profile', async () => {
    const open = await market.order(market.town());
    const early = await file(loser, { kind: 'explanation', orderId: open.orderId });
    expect(['UNDECIDED', 'NOT_REACHED']).toContain((early.body.answer as { role: string }).role);
    const profile = await file(loser, { kind: 'explanation' });
    expect(profile.body).toMatchObject({ state: 'answered', answer: { role: 'PROFILE' } });
  });
});

describe('a request for a person', () => {
  it('[D2] is acknowledged, holds its evidence, and asked twice is one', async () => {
    const first = await file(loser, { kind: 'human_review', orderId, words: 'I was nearer.' });
    expect(first.body).toMatchObject({ state: 'open', words: 'I was nearer.', answer: null });
    expect(await held(first.body.requestId)).toBe(1);
    const again = await file(loser, { kind: 'human_review', orderId, words: 'I was!' });
    expect(again.body).toMatchObject({ requestId: first.body.requestId, repeats: 1 });
    const told = await eventually(async () => {
      const events = await eventsAbout(first.body.requestId);
      return events.length >= 2 && events;
    });
    expect(told.map(({ type }) => type)).toEqual([
      'cn.paidan.request.received.v1',
      'cn.paidan.request.review_opened.v1',
    ]);
    expect(told.some(({ text }) => text.includes('nearer'))).toBe(false);
  });

  it('cannot be about what was not decided, nor about a stranger’s outcome', async () => {
    const about = await file(loser, { kind: 'objection', decisionId: orderId });
    expect(about.status).toBe(404);
    await service.as('service', 'registry').ok('POST', '/v1/outcomes', {
      outcomes: [
        {
          outcomeId: 'out-of-winner',
          driverId: winner,
          kind: 'completed',
          onTime: true,
          fromCityCode: '3301',
          toCityCode: '3100',
          shipperId: 'shp-1',
          atMs: Date.now() - 86_400_000,
        },
      ],
    });
    const outcome = { kind: 'correction', outcomeId: 'out-of-winner' };
    expect((await file(loser, outcome)).status).toBe(404);
    expect((await file(winner, outcome)).status).toBe(201);
    expect((await file(winner, { ...outcome, kind: 'objection' })).status).toBe(400);
  });

  it('is seen by nobody but the driver and staff', async () => {
    const { body } = await file(loser, { kind: 'objection', orderId });
    expect((await read(winner, body.requestId)).status).toBe(404);
    const list = `/v1/drivers/${loser}/requests`;
    expect((await service.as('driver', winner).call('GET', list)).status).toBe(404);
    const mine = await service.as('driver', loser).ok<RequestPage>('GET', `${list}?limit=2`);
    expect(mine.items[0]?.requestId).toBe(body.requestId);
    expect(mine.nextCursor).not.toBeNull();
    const seen = await service
      .as('reviewer', 'rev-1')
      .call('GET', `/v1/requests/${body.requestId}`);
    expect(seen.status).toBe(200);
  });
});

describe('a request on somebody’s behalf', () => {
  const subject = () => ({ kind: 'human_review', orderId, words: 'My cousin asks for me.' });

  it('[D2] waits for identity, and its dates start at receipt', async () => {
    const filed = await fileFor(winner, subject());
    expect(filed.body).toMatchObject({ state: 'awaiting_identity', verifiedAt: null, words: null });
    const proven = await verify(filed.body.requestId, true);
    expect(proven.body).toMatchObject({ state: 'open', due: filed.body.due, words: null });
    expect(proven.body.verifiedAt).not.toBeNull();
    expect((await verify(filed.body.requestId, true)).status).toBe(409);
    expect((await read(winner, filed.body.requestId)).body.words).toBe('My cousin asks for me.');
  });

  it('keeps its way to identity when it is asked again, by whomever', async () => {
    const town = market.town();
    const driverId = await market.driver(town);
    const asked = { kind: 'objection', orderId };
    const first = await fileFor(driverId, asked);
    const again = await fileFor(driverId, asked);
    expect(again.body).toMatchObject({
      requestId: first.body.requestId,
      state: 'awaiting_identity',
    });
    const himself = await file(driverId, asked);
    expect(himself.body).toMatchObject({ requestId: first.body.requestId, state: 'open' });
    expect(himself.body.due).toEqual(first.body.due);
  });

  it('[D8] is refused on the ground that identity was not proven, and says so', async () => {
    const driverId = await market.driver(market.town());
    const filed = await fileFor(driverId, { kind: 'objection', orderId });
    await verify(filed.body.requestId, false);
    const { body } = await read(driverId, filed.body.requestId);
    expect(body).toMatchObject({ state: 'refused', refusal: { ground: 'identity_not_proven' } });
    expect(body.refusal?.groundZh).toMatch(/核实/);
    expect(await held(body.requestId)).toBe(0);
  });
});

describe('a refusal', () => {
  it('[D6] [D8] names a listed ground and its reason, and a repetition must be one', async () => {
    const driverId = await market.driver(market.town());
    const asked = { kind: 'human_review', orderId };
    const first = await file(driverId, asked);
    expect((await refuse(first.body.requestId, 'repeated')).status).toBe(409);
    expect((await refuse(first.body.requestId, 'trade_secret')).status).toBe(400);
    expect((await refuse(first.body.requestId, 'groundless')).status).toBe(200);
    const second = await file(driverId, asked);
    expect(second.body.requestId).not.toBe(first.body.requestId);
    const refused = await refuse(second.body.requestId, 'repeated');
    expect(refused.body).toMatchObject({
      state: 'refused',
      refusal: { ground: 'repeated', reason: 'Answered before; nothing has changed since.' },
    });
    expect((await refuse(second.body.requestId, 'groundless')).status).toBe(409);
  });

  it('[D8] has grounds that everyone may read, in both languages', async () => {
    const { items } = await service
      .as('driver', loser)
      .ok<GroundList>('GET', '/v1/refusal-grounds');
    expect(items.map(({ ground }) => ground)).toContain('repeated');
    for (const { zh, en } of items) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/^[A-Z]/);
    }
    expect(items.map(({ ground }) => ground)).not.toContain('trade_secret');
  });
});

describe('lateness', () => {
  it('[D2] is told once when it nears, once past the target, and is counted', async () => {
    const driverId = await market.driver(market.town());
    const { body } = await file(driverId, { kind: 'objection', orderId });
    const moveTo = (strict: number, legal: number): Promise<unknown> =>
      service.database.query(
        'UPDATE requests SET strict_due_at_ms = $2, legal_due_at_ms = $3 WHERE request_id = $1',
        [body.requestId, Date.now() + strict, Date.now() + legal],
      );
    const told = (): Promise<string[]> =>
      eventsAbout(body.requestId).then((events) => events.map(({ type }) => type));
    await moveTo(86_400_000, 90_000_000);
    await eventually(async () => (await told()).includes('cn.paidan.request.nearing_due.v1'));
    await moveTo(-1_000, 90_000_000);
    await eventually(async () => (await told()).includes('cn.paidan.request.overdue.v1'));
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    expect(metrics).toMatch(/paidan_rights_requests_open\{lateness="target_passed"\} 1/);
    expect(metrics).toMatch(/paidan_calendar_missing [01]/);
    const types = await told();
    expect(new Set(types).size).toBe(types.length);
  });

  it('has a command repeated with its key done once', async () => {
    const key = { 'idempotency-key': newKey() };
    const driver = service.as('driver', winner);
    const ask = () =>
      driver.call<RequestView>('POST', '/v1/requests', { kind: 'explanation', orderId }, key);
    const [first, second] = [await ask(), await ask()];
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('Idempotency-Replayed')).toBe('true');
  });
});
