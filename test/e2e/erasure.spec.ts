import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  DecisionList,
  DecisionProofView,
  ErasureView,
  LogKeyView,
  OrderView,
} from '#libs/contracts';
import { ERASURE_RECIPIENTS, noticesOf, noticeSubject } from '#libs/contracts';
import { connect } from '@nats-io/transport-node';
import { aTruck, putInForce, shortWindows } from '../support/freight.js';
import { aDriverWithTraces, askErasure, certified } from '../support/driver-with-traces.js';
import { heldIn, type Held } from '../support/heap.js';
import { writeTestKek } from '../support/kek.js';
import { Market } from '../support/market.js';
import { paidan } from '../support/paidan.js';
import { quiet } from '../support/rows.js';
import { eventually, TestService } from '../support/service.js';
import { databaseText, found, streamText, type Canary } from '../support/traces.js';

const NAMED = 'canary-drv-9c41';
/** In a value of every field that is his; each occurs nowhere else. */
const CANARIES: readonly Canary[] = [
  { name: 'his id', text: NAMED },
  { name: 'length', text: '12347' },
  { name: 'gross weight', text: '31337' },
  { name: 'capacity', text: '14953' },
  { name: 'latitude', text: '30.273853' },
  { name: 'place by hand', text: '30.281971' },
  { name: 'version of the text he agreed to', text: 'canary-text-1' },
  { name: 'shipper of his past', text: 'canary-shp-77' },
  { name: 'his past', text: 'canary-outcome-5' },
  { name: 'words of his request', text: 'canary-words-31' },
  { name: 'what was held against him', text: 'canary-evidence-8' },
  { name: 'his words against it', text: 'canary-contest-6' },
];

const HEAPS = new URL('../support/thread-heaps.mjs', import.meta.url).href;

let service: TestService;
let market: Market;
let snapshots: string;

beforeAll(async () => {
  snapshots = await mkdtemp(join(tmpdir(), 'paidan-heap-'));
  service = await TestService.start({
    NODE_OPTIONS: `--heapsnapshot-signal=SIGUSR2 --diagnostic-dir=${snapshots} --import ${HEAPS}`,
    THREAD_HEAPS: snapshots,
  });
  market = new Market(service);
  await putInForce(service, shortWindows());
}, 120_000);
afterAll(async () => {
  await service?.dispose();
  await rm(snapshots, { recursive: true, force: true });
});

const himself = (driverId = NAMED) => service.as('driver', driverId);
const erase = (driverId = NAMED): Promise<ErasureView> => askErasure(service, driverId);

describe('a driver who asks to be erased', () => {
  let orders: { won: string; lost: string; rival: string };
  let notices: string[];
  let loggedBefore: number;
  let proofBefore: DecisionProofView;

  /** Of the decision that he and the rival were both judged in. */
  async function rivalsProof(): Promise<DecisionProofView> {
    const { items } = await service
      .as('operator', 'opr-1')
      .ok<DecisionList>('GET', `/v1/orders/${orders.lost}/decisions`);
    const award = items.find(({ kind }) => kind === 'award')?.decisionId ?? '';
    return eventually(async () => {
      const asked = `/v1/decisions/${award}/proof`;
      const answer = await service.as('driver', orders.rival).call<DecisionProofView>('GET', asked);
      return answer.status === 200 && answer.body;
    });
  }

  /** By the thread that answers, which then remembers him as well. */
  async function explainedByAThread(): Promise<void> {
    const why = `/v1/orders/${orders.lost}/explanation`;
    await eventually(async () => {
      for (const driverId of [NAMED, orders.rival]) await himself(driverId).ok('GET', why);
      const metrics = await fetch(`${service.url}/metrics`).then((answer) => answer.text());
      return Number(/explained_total\{where="thread"\} (\d+)/.exec(metrics)?.[1] ?? 0) >= 2;
    });
  }

  beforeAll(async () => {
    orders = await aDriverWithTraces({ service, market }, NAMED);
  }, 120_000);

  it('[R5] is told to deliver first while he carries an order', async () => {
    const town = market.town();
    const carrying = await market.driver(town);
    const { orderId } = await market.order(town);
    await market.grab(carrying, orderId);
    await market.reaches(orderId, 'confirmed');
    const path = `/v1/drivers/${carrying}/erasure`;
    const refused = await himself(carrying).call('POST', path, { ground: 'service_ended' });
    expect([refused.status, refused.body['code']]).toEqual([409, 'carries_an_order']);
    const wrong = await himself(carrying).call('POST', path, { ground: 'because' });
    expect(wrong.status).toBe(400);
    const stranger = await himself('drv-else').call('POST', path, { ground: 'service_ended' });
    expect(stranger.status).toBe(404);
  }, 60_000);

  it('[R3] was to be found everywhere before', async () => {
    const texts = await databaseText(service.database);
    const places = found(CANARIES, texts);
    for (const { name } of CANARIES) {
      expect(places.filter((place) => place.endsWith(`: ${name}`))).not.toEqual([]);
    }
    expect(found(CANARIES, await streamText(service))).toContain('PAIDAN_EVENTS: his id');
  });

  it('[R3 R5] is in no table, no stream, no log line and no memory afterwards', async () => {
    notices = await listening();
    proofBefore = await rivalsProof();
    await explainedByAThread();
    loggedBefore = service.logged.length;
    await quiet(service.database);
    const asked = await erase();
    expect(asked.state).toBe('asked');
    await certified(service, asked.erasureId);
    await quiet(service.database);
    expect(found(CANARIES, await databaseText(service.database))).toEqual([]);
    expect(found(CANARIES, await streamText(service))).toEqual([]);
    expect(found(CANARIES, new Map([['log', service.logged]]))).toEqual([]);
    expect(loggedBefore).toBeLessThan(service.logged.length);
    expect(found(CANARIES, await answers())).toEqual([]);
    expect(await leftInMemory()).toEqual([]);
  }, 120_000);

  it('[R3] is told to those who had his data, until each says that it has deleted it', async () => {
    expect(notices).toEqual(
      expect.arrayContaining(ERASURE_RECIPIENTS.map(() => expect.stringContaining(NAMED))),
    );
    const [row] = await service.database.query<{ erasure_id: string; subject: Buffer | null }>(
      'SELECT erasure_id, subject FROM erasures ORDER BY asked_at_ms DESC LIMIT 1',
    );
    const path = `/v1/erasures/${row?.erasure_id ?? ''}/acknowledgement`;
    expect(row?.subject).not.toBeNull();
    for (const recipient of ERASURE_RECIPIENTS) {
      await service.as('service', 'partner').ok('POST', path, { recipient });
    }
    await eventually(async () => {
      const [now] = await service.database.query<{ subject: Buffer | null }>(
        'SELECT subject FROM erasures WHERE erasure_id = $1',
        [row?.erasure_id],
      );
      return now?.subject === null;
    });
  }, 30_000);

  it('[R5] can not be registered again, nor named as a co-driver', async () => {
    const registry = service.as('service', 'registry');
    const again = await registry.call('PUT', `/v1/drivers/${NAMED}`, aTruck());
    expect([again.status, again.body['code']]).toEqual([410, 'driver_erased']);
    const crew = { size: 2 as const, coDriverId: NAMED };
    const named = await registry.call('PUT', '/v1/drivers/drv-with-him', aTruck({ crew }));
    expect([named.status, named.body['code']]).toEqual([410, 'driver_erased']);
    const told = await service
      .as('service', 'terminals')
      .ok<{ results: string[] }>('POST', '/v1/positions', {
        fixes: [
          {
            driverId: NAMED,
            position: { lat: 30.1, lng: 120.1, coordinateSystem: 'wgs84' },
            source: 'phone',
            observedAtMs: Date.now(),
          },
        ],
      });
    expect(told.results).toEqual(['unknown_driver']);
    expect(found(CANARIES, await databaseText(service.database))).toEqual([]);
  });

  it('[R6] leaves the shipper his order, under a name that means nobody', async () => {
    const order = await service
      .as('shipper', 'shp-1')
      .ok<OrderView>('GET', `/v1/orders/${orders.won}`);
    expect([order.status, order.driverId?.startsWith('erased-')]).toEqual(['rated', true]);
    const kept = await service.database.query<{ kind: string; years: number }>(
      `SELECT kind, ((retain_until_ms - created_at_ms) / 86400000 / 365)::int AS years
       FROM restricted_records ORDER BY kind`,
    );
    expect(kept.length).toBeGreaterThanOrEqual(3);
    expect(kept.every(({ years }) => years === 3)).toBe(true);
    expect(kept[0]?.kind).toBe('identity');
  });

  it('[R3 D1] costs no other driver his proof, made before or after', async () => {
    const { vkey } = await service.as('driver', orders.rival).ok<LogKeyView>('GET', '/v1/log/key');
    const file = join(snapshots, 'proof.json');
    for (const proof of [proofBefore, await rivalsProof()]) {
      await writeFile(file, JSON.stringify(proof));
      const { code, out } = await paidan(['verify', file, '--key', vkey]);
      expect([code, out]).toEqual([0, expect.any(String)]);
    }
  }, 60_000);

  it('[R6] is read by the authority alone, and his decisions are ERASED to replay', async () => {
    const home = { DATABASE_URL: service.database.url, KEK_FILE: await writeTestKek(snapshots) };
    const files = await readdir(service.folder);
    expect(files).toEqual(
      expect.arrayContaining(['authority-private.pem', 'authority-public.pem']),
    );
    const key = join(service.folder, 'authority-private.pem');
    const opened = await paidan(['unseal', '--key', key], home);
    const lines = opened.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind: string; content: Record<string, unknown> });
    expect(opened.code).toBe(0);
    expect(lines.find(({ kind }) => kind === 'identity')?.content['driverId']).toBe(NAMED);
    const transaction = lines.find(({ content }) => content['orderId'] === orders.won);
    expect(transaction?.content).toMatchObject({ driverId: NAMED, status: 'rated' });
    const replayed = await paidan(['replay', '--since', '2020-01-01'], home);
    expect([replayed.code, / [1-9]\d* ERASED/.test(replayed.out)]).toEqual([0, true]);
    expect(replayed.out).toMatch(/ 0 DRIFT/);
  }, 60_000);

  it('[R5] breaks no rule that is to hold at every moment', async () => {
    const metrics = await fetch(`${service.url}/metrics`).then((answer) => answer.text());
    expect(metrics.match(/paidan_invariant_violations\{[^}]*\} [^0].*/g) ?? []).toEqual([]);
  });

  /** What all the others are answered about what he was part of. */
  async function answers(): Promise<ReadonlyMap<string, string>> {
    const operator = service.as('operator', 'opr-1');
    const paths = [
      ...[orders.won, orders.lost].flatMap((orderId) => [
        `/v1/orders/${orderId}`,
        `/v1/orders/${orderId}/decisions`,
        `/v1/orders/${orderId}/funnel`,
      ]),
      '/v1/audit?limit=100',
      '/v1/orders?limit=100',
      '/v1/drivers/co-of-9c41',
    ];
    const texts = new Map<string, string>();
    for (const path of paths) texts.set(path, JSON.stringify(await operator.ok('GET', path)));
    return texts;
  }

  async function listening(): Promise<string[]> {
    const { url, passwords } = await service.natsAddress();
    const heard: string[] = [];
    for (const recipient of ERASURE_RECIPIENTS) {
      const connection = await connect({
        servers: url,
        user: recipient,
        pass: passwords[recipient],
        inboxPrefix: `_INBOX_${recipient}`,
      });
      connection.subscribe(noticesOf(recipient), {
        callback: (_, message) => {
          if (message.subject === noticeSubject(recipient, 'driver_erased'))
            heard.push(message.string());
        },
      });
      await connection.flush();
      closing.push(() => connection.close());
    }
    return heard;
  }

  const closing: (() => Promise<void>)[] = [];
  afterAll(async () => {
    await Promise.all(closing.map((close) => close()));
  });
});

/** A snapshot of the heap is itself full of numbers, so numbers are not looked for in it. */
const WORDS = CANARIES.filter(({ text }) => !/^\d+$/.test(text));

const LOOKS = 4;

/**
 * What stays is held by something, and the test says by what. Something that is just under way, a
 * recipient who is told again, is gone when it is looked at again.
 */
async function leftInMemory(): Promise<Held[]> {
  let held: Held[] = [];
  for (let look = 0; look < LOOKS; look++) {
    const sought = new RegExp(WORDS.map(({ text }) => text).join('|'));
    held = (await heaps()).flatMap((text) => heldIn(text, sought));
    if (held.length === 0) break;
  }
  return held;
}

/** The main thread and the one that answers. */
const THREADS = 2;

/** Everything the process has in its memory, after what nobody refers to was collected. */
async function heaps(): Promise<string[]> {
  for (const signal of ['SIGUSR2', 'SIGWINCH'] as const) process.kill(service.pid, signal);
  const texts = await eventually(
    async () => {
      const names = (await readdir(snapshots)).filter((each) => each.endsWith('.heapsnapshot'));
      const whole = await Promise.all(names.map((name) => readFile(join(snapshots, name), 'utf8')));
      return whole.length === THREADS && whole.every((text) => /\}\s*$/.test(text)) && whole;
    },
    { withinMs: 60_000, what: 'heap snapshots' },
  );
  for (const name of await readdir(snapshots)) await rm(join(snapshots, name));
  return texts;
}
