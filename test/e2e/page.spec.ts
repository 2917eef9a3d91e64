import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { approved } from '../support/approval.js';
import { openBrowser } from '../support/browser.js';
import { awardedOrder, explainedTo, SHIPPER, type PageData } from '../support/page-data.js';
import { TestService } from '../support/service.js';

// The page as its readers meet it: the real service, a real browser, and no knowledge of the page
// but what it shows. Every picture and every number is held against the interface's own answer.

const PNG = Buffer.from('89504e470d0a1a0a', 'hex');

let service: TestService;
let browser: Browser;
let closeBrowser: () => Promise<void>;
let data: PageData;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paidan-page-'));
  ({ browser, close: closeBrowser } = await openBrowser());
  service = await TestService.start();
  data = await awardedOrder(service);
}, 180_000);

afterAll(async () => {
  await closeBrowser?.();
  await service?.dispose();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

type Visit = {
  readonly page: Page;
  /** What went wrong in the page: errors in the console, refused by the policy, thrown. */
  readonly wrong: string[];
};

async function visit(
  fragment: Readonly<Record<string, string>>,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 1280, height: 900 },
    ...options,
  });
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') wrong.push(message.text());
  });
  await page.goto(`${service.url}/#${new URLSearchParams(fragment).toString()}`);
  return { page, wrong };
}

const readAs = async (
  role: 'shipper' | 'driver' | 'reviewer',
  subject: string,
  options: BrowserContextOptions = {},
  more: Readonly<Record<string, string>> = {},
): Promise<Visit> => {
  const token = await service.tokens.sign(role, subject);
  return visit({ token, order: data.order.orderId, ...more }, options);
};

const numbers = async (bars: Locator, attribute: string): Promise<number[]> =>
  Promise.all((await bars.all()).map(async (bar) => Number(await bar.getAttribute(attribute))));

const widths = async (bars: Locator): Promise<number[]> => numbers(bars, 'width');

const sum = (of: readonly number[]): number => of.reduce((total, each) => total + each, 0);

const digits = (text: string): number => Number(text.replaceAll(/[^0-9]/g, ''));

describe("an order's funnel", () => {
  let page: Page;
  let wrong: string[];

  beforeAll(async () => {
    ({ page, wrong } = await readAs('shipper', SHIPPER));
    await page.locator('[data-picture=funnel] [data-stage=winner]').waitFor();
  });
  afterAll(() => page?.context().close());

  it('[D1] shows each stage from all drivers to the winner with the number of the service', async () => {
    const { funnel, winner } = data.funnel;
    if (funnel === null) throw new Error('no funnel');
    const stage = (id: string) => page.locator(`[data-picture=funnel] [data-stage=${id}]`);
    const shown = async (id: string) => [
      Number(await stage(id).getAttribute('data-count')),
      digits((await stage(id).locator('.count').textContent()) ?? ''),
    ];
    expect(await shown('on_duty')).toEqual([funnel.onDuty, funnel.onDuty]);
    expect(await shown('found')).toEqual([funnel.found, funnel.found]);
    expect(await shown('evaluated')).toEqual([funnel.evaluated, funnel.evaluated]);
    expect(await shown('grabbed')).toEqual([funnel.grabbed, funnel.grabbed]);
    expect(await shown('ranked')).toEqual([funnel.ranked, funnel.ranked]);
    expect(await shown('winner')).toEqual([1, 1]);
    expect(await stage('winner').locator('.who').textContent()).toBe(winner);
  });

  it('[D1] cuts those refused off the bar of those evaluated, reason by reason', async () => {
    const refused = data.funnel.funnel?.refused ?? {};
    const cuts = page.locator('[data-picture=funnel] [data-stage=refused]');
    const reasons = await Promise.all(
      (await cuts.all()).map(
        async (cut) =>
          [
            await cut.getAttribute('data-reason'),
            Number(await cut.getAttribute('data-count')),
          ] as const,
      ),
    );
    expect(Object.fromEntries(reasons)).toEqual(refused);
    expect(reasons.length).toBeGreaterThanOrEqual(3);
    const [evaluated = 0] = await widths(page.locator('.stage.evaluated .bar'));
    const [ranked = 0] = await widths(page.locator('.stage.ranked .bar'));
    const cut = sum(await widths(page.locator('.stage.refused .bar')));
    expect(Math.abs(evaluated - cut - ranked)).toBeLessThan(1);
  });

  it('says the same in a table', async () => {
    await page.locator('details[data-name=funnel-table] summary').click();
    const cells = page.locator('details[data-name=funnel-table] td');
    const stages = page.locator('[data-picture=funnel] .stage');
    expect((await cells.allTextContents()).map(digits)).toEqual(
      await numbers(stages, 'data-count'),
    );
  });

  it('[D7] gives of the winner the quarter of each part, and no more', async () => {
    const quarters = page.locator('.quarters li');
    expect(await quarters.count()).toBeGreaterThan(0);
    expect(await quarters.locator('[role=img]').first().getAttribute('aria-label')).toMatch(
      /^quarter [1-4] of 4$/,
    );
  });

  it('leaves neither the token nor the order in the address', () => {
    expect(page.url()).toBe(`${service.url}/`);
  });

  it('keeps to its own content security policy', () => {
    expect(wrong).toEqual([]);
  });
});

describe("a driver's card", () => {
  let page: Page;
  let wrong: string[];

  beforeAll(async () => {
    ({ page, wrong } = await readAs('driver', data.loser));
    await page.locator('article[data-role=LOST] [data-picture=sum] .segment').first().waitFor();
  });
  afterAll(() => page?.context().close());

  it('[D1] draws one bar for each part, and they add up to the total and stand against the cutoff', async () => {
    const { explanation } = await explainedTo(service, data.loser, data.order.orderId);
    const { total, cutoffTotal } = explanation.outcome;
    const contributions = explanation.parts.map((part) => part.contribution);
    expect(sum(contributions)).toBe(total);
    const bars = page.locator('.factors rect.bar');
    expect(await numbers(bars, 'data-contribution')).toEqual(contributions);
    const segments = page.locator('[data-picture=sum] .segment');
    expect(await numbers(segments, 'data-contribution')).toEqual(contributions);
    const figure = async (id: string) =>
      digits((await page.locator(`[data-figure=${id}] dd`).textContent()) ?? '');
    expect(await figure('total')).toBe(total);
    expect(await figure('cutoff')).toBe(cutoffTotal);
    expect(await figure('gap')).toBe(Number(cutoffTotal) - Number(total));
    expect(await page.locator('.mark-name.cutoff').textContent()).toBe(
      `Winning total ${String(cutoffTotal).replace(/\B(?=(\d{3})+$)/g, ',')}`,
    );
  });

  it('[D1] spells each part out as points times weight, in words and in a table', async () => {
    const { explanation } = await explainedTo(service, data.loser, data.order.orderId);
    await page.locator('details[data-name=parts-table] summary').click();
    const rows = page.locator('details[data-name=parts-table] tbody tr');
    const table = await Promise.all(
      (await rows.all()).map(async (row) =>
        (await row.locator('td').allTextContents()).slice(0, 3).map(digits),
      ),
    );
    expect(table).toEqual(
      explanation.parts.map(({ points, weight, contribution }) => [points, weight, contribution]),
    );
    for (const [points = 0, weight = 0, contribution] of table) {
      expect(points * weight).toBe(contribution);
    }
  });

  it('[D1] changes to Chinese and back, and keeps what is unfolded', async () => {
    const { explanation } = await explainedTo(service, data.loser, data.order.orderId);
    const [first] = explanation.narrative;
    const lead = page.locator('article .lead');
    const language = () => page.locator('html').getAttribute('lang');
    expect([await language(), await lead.textContent()]).toEqual(['en', first?.text.en]);
    await page.getByRole('button', { name: '中文' }).click();
    expect([await language(), await lead.textContent()]).toEqual(['zh-CN', first?.text.zh]);
    expect(await page.locator('.role').textContent()).toBe(explanation.answer.text.zh);
    expect(await page.locator('details[data-name=parts-table]').getAttribute('open')).toBe('');
    await page.getByRole('button', { name: 'English' }).click();
    expect([await language(), await lead.textContent()]).toEqual(['en', first?.text.en]);
  });

  it('[D1] tells what it means, what can be done, and what is withheld and why', async () => {
    for (const section of ['consequences', 'remedies', 'withheld']) {
      expect(await page.locator(`.${section} li`).count()).toBeGreaterThan(0);
    }
  });

  it('[D7] names no other driver', async () => {
    const text = (await page.locator('#answer').textContent()) ?? '';
    expect(text.match(/drv-\d+/g) ?? []).toEqual([]);
  });

  it('offers his own decisions to choose from, by keyboard too', async () => {
    await page.locator('.list summary').focus();
    await page.keyboard.press('Enter');
    const award = page.locator('.list .row', { hasText: 'award' }).first();
    await award.focus();
    await page.keyboard.press('Enter');
    await page.locator('article[data-role=LOST]').waitFor();
    expect(wrong).toEqual([]);
  });
});

describe('whoever else asks', () => {
  it('[D1] the refused driver reads which rule it was', async () => {
    const { page, wrong } = await readAs('driver', data.refused);
    const rule = page.locator('article[data-role=REFUSED] .rule');
    await rule.waitFor();
    expect(await rule.getAttribute('data-reason')).toBe('body_type');
    expect(await page.locator('.factors').count()).toBe(0);
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  it('[D1] the driver who was never reached reads why', async () => {
    const { page, wrong } = await readAs('driver', data.notReached);
    const rule = page.locator('article[data-role=NOT_REACHED] .rule');
    await rule.waitFor();
    expect(await rule.getAttribute('data-reason')).toBe('did_not_grab');
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  it("a reviewer reads the driver's card and the order's funnel side by side", async () => {
    await approved(service, { subject: 'rev-0001', driverId: data.winner, what: ['record'] });
    const { page, wrong } = await readAs('reviewer', 'rev-0001', {}, { driver: data.winner });
    await page.locator('article[data-role=WON] [data-picture=sum]').waitFor();
    await page.locator('article[data-role=SHIPPER] [data-stage=winner]').waitFor();
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  it('[S2] a reviewer whom nobody has approved reads the small card', async () => {
    const { page } = await readAs('reviewer', 'rev-0002', {}, { driver: data.loser });
    const card = page.locator('article[data-role=LOST][data-view=card]');
    await card.waitFor();
    expect(await card.locator('.could-change li').count()).toBeGreaterThan(0);
    expect(await card.locator('.counted-most').textContent()).not.toBe('');
    await page.context().close();
  });

  it('a bad token is told as a problem, and so is an order that is none', async () => {
    const bad = await visit({ token: 'no.such.token', order: data.order.orderId });
    await bad.page.locator('[data-code=unauthenticated]').waitFor();
    expect(await bad.page.locator('[data-code] h2').textContent()).toBe('The token is not valid');
    await bad.page.context().close();
    const token = await service.tokens.sign('driver', data.loser);
    const none = await visit({ token, order: 'not-an-order' });
    await none.page.locator('[data-code=validation_failed]').waitFor();
    expect(await none.page.locator('[data-code] li').textContent()).toContain('/orderId');
    await none.page.context().close();
  });

  it('what is written in an answer never becomes markup', async () => {
    const markup = '<img src="x"><b>bold</b>';
    const { page, wrong } = await visit({});
    await page.route('**/explanation?*', async (route) => {
      const response = await route.fetch();
      const json = (await response.json()) as Told;
      const [first] = json.explanation.narrative;
      if (first !== undefined) first.text.en = markup;
      json.explanation.parameters.policyName = markup;
      await route.fulfill({ response, json });
    });
    await page.getByLabel('Access token').fill(await service.tokens.sign('driver', data.loser));
    await page.getByLabel('Order id').fill(data.order.orderId);
    await page.getByRole('button', { name: 'Explain' }).click();
    await page.locator('article[data-role=LOST]').waitFor();
    expect(await page.locator('article .lead').textContent()).toBe(markup);
    expect(await page.locator('article img, article .lead *').count()).toBe(0);
    expect(wrong).toEqual([]);
    await page.context().close();
  });
});

/** What the test writes into an answer on its way. */
type Told = {
  readonly explanation: {
    readonly narrative: readonly { readonly text: { en: string } }[];
    readonly parameters: { policyName: string };
  };
};

describe('how it looks', () => {
  const LOOKS: readonly (readonly [string, BrowserContextOptions])[] = [
    ['a narrow telephone in Chinese', { viewport: { width: 360, height: 740 }, locale: 'zh-CN' }],
    ['a narrow telephone in English', { viewport: { width: 360, height: 740 } }],
    ['the dark', { colorScheme: 'dark', locale: 'zh-CN' }],
  ];

  it.each(LOOKS)('fits %s', async (_, options) => {
    for (const [role, subject] of [
      ['shipper', SHIPPER],
      ['driver', data.loser],
    ] as const) {
      const { page, wrong } = await readAs(role, subject, options);
      await page.locator('[data-picture] text').first().waitFor();
      for (const details of await page.locator('details').all()) {
        if ((await details.getAttribute('open')) === null) await details.locator('summary').click();
      }
      const wide = 'document.documentElement.scrollWidth - window.innerWidth';
      expect(await page.evaluate<number>(wide)).toBe(0);
      expect(wrong).toEqual([]);
      await page.context().close();
    }
  });

  it('notices when the content security policy is broken', async () => {
    const { page, wrong } = await readAs('shipper', SHIPPER);
    await page.evaluate("document.body.setAttribute('style', 'color: red')");
    expect(wrong.join()).toContain('Content Security Policy');
    await page.context().close();
  });

  /**
   * `PAIDAN_PAGE_IMAGES` names a folder to keep them in, as those of the documentation were made.
   */
  it('is a picture that can be looked at', async () => {
    const kept = process.env['PAIDAN_PAGE_IMAGES'] ?? folder;
    for (const [name, role, subject] of [
      ['page', 'shipper', SHIPPER],
      ['card', 'driver', data.loser],
    ] as const) {
      const { page } = await readAs(role, subject);
      await page.locator('[data-picture] text').first().waitFor();
      const file = join(kept, `${name}.png`);
      await page.screenshot({ path: file, fullPage: true, animations: 'disabled' });
      const image = await readFile(file);
      expect(image.subarray(0, 8)).toEqual(PNG);
      expect([image.readUInt32BE(16), image.readUInt32BE(20) > 800]).toEqual([1280, true]);
      // A page of one colour compresses to a few kilobytes.
      expect(image.length).toBeGreaterThan(30_000);
      await page.context().close();
    }
  });
});
