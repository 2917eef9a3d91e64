import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { OrderView, RolloutView, ShadowRunView } from '#libs/contracts';
import type { ShadowReport } from '#libs/explanations';
import { defaultPolicy, type Policy } from '#libs/matcher';
import type { Town } from '../support/cities.js';
import { putInForce, shortWindows } from '../support/freight.js';
import { Market } from '../support/market.js';
import { paidan, type Ran } from '../support/paidan.js';
import { quiet } from '../support/rows.js';
import { eventually, TestService } from '../support/service.js';

// From a document to what decides: checked, rehearsed, let in for a share, in force; and back.

let service: TestService;
let market: Market;
let town: Town;
let folder: string;
let near: string;
let fitting: string;
let settled: OrderView;

const KM = 1_000;
const METERS_PER_DEGREE = 111_195;

/** An order that nobody grabs is looked at once, so that what was decided stays as it is. */
const WINDOWS = shortWindows({ recommendEveryMs: 86_400_000 });

const policy = (
  change: Partial<Policy> = {},
  weights: Partial<Policy['weights']> = {},
): Policy => ({
  ...defaultPolicy,
  ...WINDOWS,
  name: 'of-the-town',
  cityCode: town.cityCode,
  weights: { ...defaultPolicy.weights, ...weights },
  ...change,
});
/** The body counts much more, and waiting more. */
const bold = (): Policy => policy({ version: 2 }, { body_fit: 60, waiting: 12 });
const NAMED = ['/policy/weights/body_fit', '/policy/weights/waiting'];

const operator = () => service.as('operator', 'opr-1');
const put = (document: Policy, over: object = {}) =>
  operator().call<{ hash: string; code?: string; errors?: { path: string }[]; detail?: string }>(
    'POST',
    '/v1/policies',
    { policy: document, activate: true, ...over },
  );

let files = 0;
async function file(document: unknown): Promise<string> {
  const path = join(folder, `policy-${++files}.json`);
  await writeFile(path, JSON.stringify(document));
  return path;
}

const cli = (...args: string[]): Promise<Ran> =>
  paidan(['policy', ...args], {
    PAIDAN_HOME: dirname(service.folder),
    PAIDAN_NAME: 'service',
    DATABASE_URL: service.database.url,
    KEK_FILE: join(dirname(service.folder), 'kek'),
  });

beforeAll(async () => {
  service = await TestService.start();
  folder = await mkdtemp(join(tmpdir(), 'paidan-policies-'));
  await putInForce(service, WINDOWS);
  market = new Market(service);
  town = market.town();
  const { position } = town;
  const north = { ...position, lat: position.lat + (30 * KM) / METERS_PER_DEGREE };
  near = await market.driver(town, { truck: { vehicle: wing }, position });
  fitting = await market.driver(town, { position: north });
  settled = await market.order(town);
  for (const driverId of [near, fitting]) await market.grab(driverId, settled.orderId);
  settled = await market.reaches(settled.orderId, 'confirmed');
  await quiet(service.database);
}, 60_000);
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await service.dispose();
});

/** May stand in for the box that is asked for, and is none. */
const wing = {
  body: 'wing',
  lengthMillimeters: 9_600,
  widthMillimeters: 2_400,
  heightMillimeters: 2_600,
  grossKilograms: 25_000,
  axles: 3,
  capacity: { kilograms: 15_000, litres: 55_000, vehicleSlots: 0 },
} as const;

describe('a document', () => {
  it('is checked with every place by its path, and said in words', async () => {
    const wrong = { ...policy(), weights: { ...defaultPolicy.weights, waiting: -1 }, tide: 1 };
    const [unsound, sound] = await Promise.all([
      cli('check', await file(wrong), '--against', 'default'),
      cli('check', await file(bold())),
    ]);
    expect([unsound.code, sound.code]).toEqual([1, 0]);
    expect(unsound.out).toContain('/weights/waiting: expected a whole number from 0 to 1000');
    expect(unsound.out).toContain('/tide: is not known here');
    expect(sound.out).toContain(`beside in-force:${town.cityCode} (paidan-test version 1)`);
    expect(sound.out).toContain('counts for more: 8 → 60');
    expect(sound.out).toContain('2 weights change by more than 20 %');
  });

  it('is compared by path, for programs', async () => {
    const shorter = {
      ...defaultPolicy.tables,
      waitingSeconds: [
        [0, 0],
        [3600, 1000],
      ] as const,
    };
    const path = await file({ ...bold(), tables: shorter });
    const ran = await cli('diff', 'default', path, '--json');
    const changes = JSON.parse(ran.out) as { kind: string; path: string }[];
    expect(changes.map((change) => `${change.kind} ${change.path}`)).toEqual(
      expect.arrayContaining(['weight /weights/body_fit', 'table /tables/waitingSeconds']),
    );
  });
});

describe('"weights changed without a trace"', () => {
  it('[D5] a weight that moves by more than a fifth is refused, by its path, and nothing changes', async () => {
    for (const over of [{}, { force: true }]) {
      const { status, body } = await put(bold(), over);
      expect([status, body.code]).toEqual([409, 'policy_change_large']);
      expect(body.errors?.map(({ path }) => path)).toEqual(NAMED);
      expect(body.detail).toContain('there is no shadow run of this policy');
    }
    const { hash } = await operator().ok<{ hash: string }>('POST', '/v1/policies', {
      policy: bold(),
      activate: false,
    });
    const rollout = { hash, method: 'percent', percent: 1, force: true };
    const refused = await operator().call('POST', '/v1/policy-rollouts', rollout);
    expect([refused.status, refused.body['code']]).toEqual([409, 'policy_change_large']);
    expect((await market.order(town)).policyHash).toBe(settled.policyHash);
  });

  it('[D5] nor do small steps add up to one within a day', async () => {
    const fifth = policy({ cityCode: '*', version: 3 }, { waiting: 9 });
    const { status } = await put(fifth);
    expect(status).toBe(201);
    const again = policy({ cityCode: '*', version: 4 }, { waiting: 10 });
    const { status: refused, body } = await put(again);
    // 9 to 10 is 11 %; 8, which has decided within the day, to 10 is 25 %.
    expect([refused, body.errors?.map(({ path }) => path)]).toEqual([
      409,
      ['/policy/weights/waiting'],
    ]);
    expect((await put(policy({ cityCode: '*', name: 'paidan-test' }))).status).toBe(201);
  });

  it('rules that nobody rehearses are those that have decided nothing', async () => {
    const elsewhere = market.town();
    const quietTown = { ...bold(), cityCode: elsewhere.cityCode };
    expect((await put(quietTown)).status).toBe(201);
    const other = { ...quietTown, version: 3, weights: defaultPolicy.weights };
    expect((await put(other)).status).toBe(201);
  });
});

describe('a shadow run', () => {
  let overHttp: ShadowRunView;
  beforeAll(() => quiet(service.database));
  const report = (): ShadowReport => overHttp.report as unknown as ShadowReport;

  it('says which past decisions would turn, by how much, and for whom', async () => {
    overHttp = await operator().ok<ShadowRunView>('POST', '/v1/policy-shadow-runs', {
      policy: bold(),
      sample: 500,
    });
    expect(report().winners).toMatchObject({ flips: 1, certain: 1, toNobody: 0 });
    const [flip] = report().flips;
    expect(flip).toMatchObject({
      ...{ orderId: settled.orderId, decisionId: settled.awardedBy, kind: 'award' },
      loser: { from: 'WON', to: 'LOST' },
      winner: { from: 'LOST', to: 'WON' },
    });
    expect(flip?.marginBefore).toBeGreaterThan(0);
    expect(flip?.marginAfter).toBeGreaterThan(0);
    const bodies = report().groups.filter(({ dimension }) => dimension === 'body');
    expect(bodies.map(({ group }) => group)).toEqual(['box', 'wing']);
    expect(report().skipped).toMatchObject({ drift: 0, erased: 0 });
  });

  it('names nobody unless asked, and then it is on record whom it named', async () => {
    expect(JSON.stringify(overHttp)).not.toContain(near);
    const named = await operator().ok<ShadowRunView>('POST', '/v1/policy-shadow-runs', {
      ...{ policy: bold(), sample: 500, drivers: true },
    });
    expect(JSON.stringify(named.report)).toContain(near);
    expect(named.resultHash).toBe(overHttp.resultHash);
    const shown = await service.database.query<{ driver_id: string; operation: string }>(
      `SELECT driver_id, operation FROM driver_accesses WHERE reason = $1`,
      [`shadow run ${named.runId}`],
    );
    expect(shown.map(({ driver_id }) => driver_id).sort()).toEqual([near, fitting].sort());
    const { items } = await operator().ok<{ items: ShadowRunView[] }>(
      'GET',
      '/v1/policy-shadow-runs',
    );
    expect(JSON.stringify(items)).not.toContain(near);
  });

  it('is the same from the command line: the same decisions, the same result', async () => {
    const ran = await cli('shadow', await file(bold()), '--as', 'opr-7');
    expect(ran.code).toBe(0);
    expect(ran.out).toContain(`result ${overHttp.resultHash}`);
    expect(ran.out).toContain('other winner 1 (1 for certain)');
    expect(ran.out).not.toContain(near);
  });
});

describe('a rollout', () => {
  const posted: OrderView[] = [];
  let rollout: RolloutView;

  it('[D5] lets a second policy decide for its share; each order keeps what it drew', async () => {
    const path = await file(bold());
    const ran = await cli('rollout', 'start', path, '--percent', '50', '--force', '--as', 'opr-1');
    expect(ran.out).toContain(`50 % of new orders for ${town.cityCode}`);
    const { items } = await service
      .as('driver', near)
      .ok<{ items: RolloutView[] }>('GET', '/v1/policy-rollouts');
    rollout = items[0] as RolloutView;
    expect(rollout).toMatchObject({ method: 'percent', percent: 50, endedAt: null });
    for (let count = 0; count < 16; count++) posted.push(await market.order(town));
    const hashes = new Set(posted.map(({ policyHash }) => policyHash));
    expect([...hashes].sort()).toEqual([rollout.hash, rollout.baseHash].sort());
    for (const { orderId, policyHash } of posted) expect(policyHash).toBe(redrawn(orderId));
  });

  /** As anybody can, with what is published. */
  const redrawn = (orderId: string): string => {
    const hex = createHash('sha256').update(`${rollout.salt}\n${orderId}`).digest('hex');
    const bucket = Number.parseInt(hex.slice(0, 8), 16) % 10_000;
    return bucket < rollout.percent * 100 ? rollout.hash : rollout.baseHash;
  };

  it('[D1] each decision names its policy, and says whether it was drawn', async () => {
    const drew = posted.find(({ policyHash }) => policyHash === rollout.hash);
    const kept = posted.find(({ policyHash }) => policyHash === rollout.baseHash);
    for (const order of [drew, kept]) {
      const orderId = order?.orderId ?? '';
      const why = await eventually(
        async () => {
          const told = await market.why(fitting, orderId);
          return told.role !== 'UNDECIDED' && told;
        },
        { what: 'a decision' },
      );
      const { parameters } = why.explanation;
      expect(parameters.policyHash).toBe(order?.policyHash);
      expect(parameters.drawn).toMatchObject({ rolloutId: rollout.rolloutId, percent: 50 });
      expect(parameters.drawn?.arm).toBe(order === drew ? 'candidate' : 'base');
      expect(parameters.cameBy.text.en).toContain(order === drew ? 'was drawn' : 'was not drawn');
    }
    const { explanation } = await market.why(near, settled.orderId);
    expect([explanation.parameters.drawn, explanation.parameters.cameBy.message]).toEqual([
      null,
      'rules.came_by.in_force',
    ]);
  });

  it('[D5] is published with the rules, for everyone', async () => {
    const page = await fetch(`${service.url}/rules?city=${town.cityCode}`);
    const { rollouts } = (await page.json()) as { rollouts: Record<string, unknown>[] };
    expect(rollouts).toEqual([
      expect.objectContaining({ policyHash: rollout.hash, percent: 50, method: 'percent' }),
    ]);
    const html = await fetch(`${service.url}/rules?city=${town.cityCode}&lang=en`, {
      headers: { accept: 'text/html' },
    });
    expect(await html.text()).toContain(`data-rollout="${rollout.hash}"`);
  });

  it('keeps who is in as its share grows, and goes back at once', async () => {
    const { rolloutId, salt } = await operator().ok<RolloutView>('POST', '/v1/policy-rollouts', {
      ...{ hash: rollout.hash, method: 'percent', percent: 100, force: true },
    });
    expect([rolloutId === rollout.rolloutId, salt]).toEqual([false, rollout.salt]);
    expect((await market.order(town)).policyHash).toBe(rollout.hash);
    const ran = await cli('rollout', 'end', rolloutId, '--reason', 'a test');
    expect(ran.out).toMatch(/ended .*\(ended\)/);
    expect((await market.order(town)).policyHash).toBe(rollout.baseHash);
    const now = await Promise.all(posted.map(({ orderId }) => market.read(orderId)));
    expect(now.map(({ policyHash }) => policyHash)).toEqual(
      posted.map(({ policyHash }) => policyHash),
    );
    const again = await operator().call('POST', `/v1/policy-rollouts/${rolloutId}/end`, {
      reason: 'again',
    });
    expect([again.status, again.body['code']]).toEqual([409, 'wrong_state']);
  });

  it('switches back and forth by region and stretch of time', async () => {
    const wanted = { hash: rollout.hash, method: 'switchback', percent: 50, force: true };
    const { status, body } = await operator().call('POST', '/v1/policy-rollouts', wanted);
    expect([status, JSON.stringify(body)]).toEqual([
      400,
      expect.stringContaining('/windowMinutes'),
    ]);
    await operator().ok('POST', '/v1/policy-rollouts', { ...wanted, windowMinutes: 10_080 });
    const hashes = new Set<string>();
    for (let count = 0; count < 5; count++) hashes.add((await market.order(town)).policyHash);
    // All of a week in this town are alike, unless the week ends right now.
    expect(hashes.size).toBeLessThanOrEqual(2);
  });
});

describe('putting it in force', () => {
  it('needs the rehearsal and somebody who insists; a rollout there ends, and all is on record', async () => {
    const path = await file(bold());
    const { status, body } = await put(bold());
    expect([status, body.detail]).toEqual([409, expect.stringContaining('Insist with force')]);
    const ran = await cli('activate', path, '--force', '--as', 'opr-9');
    expect([ran.code, ran.out]).toEqual([
      0,
      expect.stringContaining(`of-the-town version 2 is in force for ${town.cityCode}`),
    ]);
    const order = await market.order(town);
    expect(ran.out).toContain(order.policyHash);
    const { items } = await operator().ok<{ items: RolloutView[] }>('GET', '/v1/policy-rollouts');
    expect(items.filter(({ endedAt }) => endedAt === null)).toEqual([]);
    expect(items[0]?.endedBecause).toBe('activated');
    const { items: audit } = await operator().ok<{ items: Record<string, unknown>[] }>(
      'GET',
      '/v1/audit?limit=5',
    );
    expect(audit[0]).toMatchObject({
      ...{ actor: 'opr-9', action: 'policy.activate', subject: order.policyHash },
      detail: {
        before: settled.policyHash,
        shadowRun: expect.any(String) as string,
        weights: [
          { part: 'body_fit', before: 8, after: 60 },
          { part: 'waiting', before: 8, after: 12 },
        ],
      },
    });
  });
});
