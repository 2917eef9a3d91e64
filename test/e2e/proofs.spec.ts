import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type {
  DecisionList,
  DecisionProofView,
  LogCheckpointView,
  LogConsistencyView,
  LogKeyView,
} from '#libs/contracts';
import { newSigner, sampleProof } from '../../libs/explanations/test/proof-sample.js';
import { openBrowser } from '../support/browser.js';
import { post } from '../support/freight.js';
import { writeTestKek } from '../support/kek.js';
import { awardedOrder, DRIVERS, SHIPPER, type PageData } from '../support/page-data.js';
import { paidan } from '../support/paidan.js';
import { eventually, TestService } from '../support/service.js';

// A driver, a union, a court: what each can check without believing the service.

let service: TestService;
let data: PageData;
let folder: string;
let decisionId: string;
let proof: DecisionProofView;
let files = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paidan-proofs-'));
  service = await TestService.start();
  data = await awardedOrder(service);
  const { items } = await service
    .as('shipper', SHIPPER)
    .ok<DecisionList>('GET', `/v1/orders/${data.order.orderId}/decisions`);
  decisionId = items.find(({ kind }) => kind === 'award')?.decisionId ?? '';
  proof = await proofOf(data.loser);
}, 180_000);

afterAll(async () => {
  await service?.dispose();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

const path = (of = decisionId): string => `/v1/decisions/${of}/proof`;

const proofOf = (driver: string, of = decisionId): Promise<DecisionProofView> =>
  eventually(async () => {
    const answer = await service.as('driver', driver).call<DecisionProofView>('GET', path(of));
    return answer.status === 200 && answer.body;
  });

const read = <T>(path_: string): Promise<T> => service.as('driver', data.loser).ok<T>('GET', path_);

async function file(content: unknown): Promise<string> {
  const name = join(folder, `file-${(files += 1)}.json`);
  await writeFile(name, typeof content === 'string' ? content : JSON.stringify(content));
  return name;
}

/** One letter changed: the first digit of a total, wherever it stands. */
const changed = (of: object): string =>
  JSON.stringify(of).replace(/"total":(\d)/, (_, digit) => `"total":${(Number(digit) % 9) + 1}`);

/** A decision more in the log. */
async function grown(beyond: number): Promise<LogCheckpointView> {
  await post(service, {}, SHIPPER);
  return eventually(async () => {
    const checkpoint = await read<LogCheckpointView>('/v1/log/checkpoint');
    return checkpoint.size > beyond && checkpoint;
  });
}

describe('the proof of a decision', () => {
  it('[D1] is verified offline, under the key the driver knows', async () => {
    const { vkey } = await read<LogKeyView>('/v1/log/key');
    const { code, out } = await paidan(['verify', await file(proof), '--key', vkey]);
    expect(out).toContain('  ok      the key is the one you know');
    expect(out).toContain('  VERIFIED\n');
    expect(out).not.toContain('FAILED');
    expect(code).toBe(0);
  });

  it('[D1] is refused when one letter of the record in it was changed', async () => {
    const forged = await file(changed(proof));
    const { code, out } = await paidan(['verify', forged]);
    expect(out).toContain('  FAILED  the sealed row does not open to the record in this file');
    expect(out).toContain('  FAILED  the total in the record is not the sum of its parts');
    expect(out).toContain('NOT VERIFIED');
    expect(code).toBe(1);
  });

  it('[D7] holds of the other drivers a hash each at most, and no name', () => {
    const text = JSON.stringify(proof);
    expect(text).toContain(data.loser);
    for (let index = 0; index < DRIVERS; index += 1) {
      const other = `drv-${1001 + index}`;
      if (other !== data.loser) expect(text).not.toContain(other);
    }
  });

  it("is given to the driver himself, to staff by approval only; another's is not there", async () => {
    const status = async (as: Parameters<TestService['as']>, query = '') =>
      (await service.as(...as).call('GET', path() + query)).status;
    expect(await status(['reviewer', 'rev-1'], `?driverId=${data.loser}`)).toBe(403);
    expect(await status(['reviewer', 'rev-1'])).toBe(404);
    expect(await status(['driver', data.winner], `?driverId=${data.loser}`)).toBe(404);
    expect(await status(['driver', data.notReached])).toBe(404);
    expect(await status(['shipper', SHIPPER])).toBe(403);
  });

  it('of each driver of one decision leads to the same entry of the log', async () => {
    const other = await proofOf(data.winner);
    const place = ({ log }: DecisionProofView) => log.split('\n')[1];
    expect(place(other)).toBe(place(proof));
    expect(other.decision.position).not.toBe(proof.decision.position);
    expect(other.decision.leaves).toBe(proof.decision.leaves);
  });
});

describe('the log', () => {
  it('is proved to have grown from the checkpoint that somebody holds', async () => {
    const held = await read<LogCheckpointView>('/v1/log/checkpoint');
    const later = await grown(held.size);
    const query = `?from=${held.size}&to=${later.size}`;
    const growth = await read<LogConsistencyView>(`/v1/log/consistency${query}`);
    expect(growth.older).toBe(held.note);
    const { code, out } = await paidan(['verify', await file(proof), await file(growth)]);
    expect(out).toContain('the later log begins with the whole earlier one, unchanged');
    expect(code).toBe(0);
  });

  it('has no proof from a size that it never signed', async () => {
    const newest = await read<LogCheckpointView>('/v1/log/checkpoint');
    const asked = service.as('driver', data.loser);
    const beyond = `/v1/log/consistency?from=${newest.size + 1_000}`;
    expect((await asked.call('GET', beyond)).status).toBe(404);
    const backwards = `/v1/log/consistency?from=${newest.size}&to=0`;
    const answer = await asked.call('GET', backwards);
    expect([answer.status, answer.body['code']]).toEqual([400, 'validation_failed']);
  });

  it('goes on after the service was killed in the middle of its work', async () => {
    const posting = Array.from({ length: 12 }, () => post(service, {}, SHIPPER).catch(() => null));
    await Promise.race(posting);
    const held = await read<LogCheckpointView>('/v1/log/checkpoint');
    await service.kill();
    await Promise.all(posting);
    await service.run();
    const later = await grown(held.size);
    const growth = await read<LogConsistencyView>(
      `/v1/log/consistency?from=${held.size}&to=${later.size}`,
    );
    expect((await paidan(['verify', await file(growth)])).code).toBe(0);
    const waiting = 'SELECT count(*)::int AS n FROM log_leaves WHERE leaf_index IS NULL';
    await eventually(async () => {
      const [left] = await service.database.query<{ n: number }>(waiting);
      return left?.n === 0;
    });
    expect(service.logged).not.toContain('tampered');
  }, 90_000);

  it('is told in the metrics', async () => {
    const text = await (await fetch(`${service.url}/metrics`)).text();
    const value = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
    expect(value('paidan_log_size')).toBeGreaterThan(0);
    expect(value('paidan_log_waiting')).toBeLessThan(100);
    expect(value('paidan_log_refused')).toBe(0);
  });
});

describe('the whole database', () => {
  const walk = async (...more: string[]) =>
    paidan(['verify', '--database', ...more], {
      DATABASE_URL: service.database.url,
      KEK_FILE: await writeTestKek(folder),
    });

  it('is found whole, with what a driver holds of it', async () => {
    const { vkey } = await read<LogKeyView>('/v1/log/key');
    const { code, out } = await walk('--key', vkey, '--held', await file(proof));
    expect(out).toMatch(/checkpoints; 1 held from outside\nVERIFIED\n$/);
    expect(code).toBe(0);
  });

  it('names the decision in which one byte was changed', async () => {
    const flip = `UPDATE decision_drivers SET sealed = set_byte(sealed, 30, get_byte(sealed, 30) # 1)
      WHERE decision_id = $1 AND driver_id = $2`;
    await service.database.query(flip, [decisionId, data.loser]);
    const { code, out } = await walk();
    await service.database.query(flip, [decisionId, data.loser]);
    expect(out).toContain(`FAILED  record_changed  ${decisionId}/${data.loser}:`);
    expect(code).toBe(1);
    expect((await walk()).code).toBe(0);
  });
});

describe('the page that verifies', () => {
  let browser: Browser;
  let closeBrowser: () => Promise<void>;
  let saved: string;

  beforeAll(async () => {
    ({ browser, close: closeBrowser } = await openBrowser());
    saved = join(folder, 'verify.html');
    await writeFile(saved, await (await fetch(`${service.url}/verify`)).text());
  }, 60_000);
  afterAll(() => closeBrowser?.());

  type Visit = { page: Page; context: BrowserContext; wrong: string[]; asked: string[] };

  async function visit(url: string, locale = 'en-GB'): Promise<Visit> {
    const context = await browser.newContext({ locale });
    const page = await context.newPage();
    const [wrong, asked]: [string[], string[]] = [[], []];
    page.on('pageerror', (error) => wrong.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') wrong.push(message.text());
    });
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(url);
    return { page, context, wrong, asked };
  }

  const verdicts = async (page: Page, ...names: string[]): Promise<(string | null)[]> => {
    await page.locator('#files').setInputFiles(names);
    await page
      .locator('article')
      .nth(names.length - 1)
      .waitFor();
    const cards = await page.locator('article').all();
    return Promise.all(cards.map((each) => each.getAttribute('data-verified')));
  };

  const failing = (page: Page): Promise<(string | null)[]> =>
    page
      .locator('[data-holds=false]')
      .evaluateAll((steps) => steps.map((step) => step.getAttribute('data-step')));

  it.each([
    ['served', () => `${service.url}/verify`],
    ['saved to a disk, without a network', () => `file://${saved}`],
  ])('[D1] %s, verifies what holds and nothing else, and asks nobody', async (_, url) => {
    const { page, context, wrong, asked } = await visit(url());
    await context.setOffline(true);
    const whole = await file(proof);
    expect(await verdicts(page, whole)).toEqual(['true']);
    expect(await page.locator('.place').textContent()).toMatch(/^Decision \d+ of \d+ in the log/);
    expect(await verdicts(page, await file(changed(proof)))).toEqual(['false']);
    expect(await failing(page)).toEqual(['opens', 'adds_up']);
    expect(await verdicts(page, whole, await file('{"format":"none"}'))).toEqual(['true', 'false']);
    expect(asked).toEqual([url()]);
    expect(wrong).toEqual([]);
    await context.close();
  });

  it('holds the file against the key its reader knows', async () => {
    const { vkey } = await read<LogKeyView>('/v1/log/key');
    const { page, context } = await visit(`file://${saved}`);
    await page.locator('#key').fill(vkey);
    expect(await verdicts(page, await file(proof))).toEqual(['true']);
    await page.locator('#key').fill(vkey.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')));
    await page.locator('article[data-verified=false]').waitFor();
    expect(await failing(page)).toEqual(['known_key']);
    await context.close();
  });

  it('says the same as the command line of a log that grew, and of one that was rewritten', async () => {
    const { size } = await read<LogCheckpointView>('/v1/log/checkpoint');
    const growth = await read<LogConsistencyView>('/v1/log/consistency?from=0');
    const partial = await read<LogConsistencyView>(
      `/v1/log/consistency?from=${Number(proof.log.split('\n').at(-5))}&to=${size}`,
    );
    const broken = { ...partial, path: [...(partial.path as string[])].reverse() };
    const { page, context } = await visit(`file://${saved}`);
    const given = [await file(growth), await file(partial), await file(broken)];
    expect(await verdicts(page, ...given)).toEqual(['true', 'true', 'false']);
    expect(await failing(page)).toEqual(['grown']);
    for (const [at, name] of given.entries()) {
      expect((await paidan(['verify', name])).code).toBe(at < 2 ? 0 : 1);
    }
    await context.close();
  });

  it('opens what was sealed before rows were in compact form, as the command line does', async () => {
    const { page, context, wrong } = await visit(`file://${saved}`);
    const signer = newSigner();
    const before = ['in short form', 'by dictionary', 'alone', 'not at all', undefined] as const;
    const given = await Promise.all(before.map((packed) => file(sampleProof(signer, { packed }))));
    expect(await verdicts(page, ...given)).toEqual(before.map(() => 'true'));
    for (const name of given) expect((await paidan(['verify', name])).code).toBe(0);
    expect(wrong).toEqual([]);
    await context.close();
  });

  it('speaks Chinese to those whose browser does, and English when told to', async () => {
    const { page, context } = await visit(`${service.url}/verify`, 'zh-CN');
    expect(await page.locator('h1').textContent()).toBe('这条记录被改过吗?');
    await verdicts(page, await file(proof));
    expect(await page.locator('.verdict').textContent()).toBe('核对通过');
    expect(await page.locator('[data-step=in_log]').textContent()).toContain('已签名的日志');
    await page.locator('[data-language=en]').click();
    expect(await page.locator('.verdict').textContent()).toBe('Verified');
    await context.close();
  });
});
