import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { PublishedRules } from '#libs/explanations';
import { defaultPolicy, REFUSALS } from '#libs/matcher';
import { openBrowser } from '../support/browser.js';
import { putInForce } from '../support/freight.js';
import { TestService } from '../support/service.js';

type Answer = PublishedRules & {
  readonly inForce: boolean;
  readonly city: { readonly code: string; readonly en: string } | null;
  readonly versions: readonly { readonly policyHash: string; readonly cityCode: string }[];
};

const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
const HANGZHOU = '3301';

let service: TestService;
let browser: Browser;
let closeBrowser: () => Promise<void>;
let folder: string;
let everywhere: string;
let ofTheCity: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paidan-rules-'));
  ({ browser, close: closeBrowser } = await openBrowser());
  service = await TestService.start();
  everywhere = await putInForce(service, { name: 'everywhere' });
  ofTheCity = await putInForce(service, {
    name: 'of-hangzhou',
    version: 2,
    cityCode: HANGZHOU,
    weights: { ...defaultPolicy.weights, waiting: 20 },
    reach: { ...defaultPolicy.reach, meters: 120_000 },
  });
}, 180_000);

afterAll(async () => {
  await closeBrowser?.();
  await service?.dispose();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

/** Without a token: whoever wants to know the rules may. */
const asked = (query = '', headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${service.url}/rules${query}`, { headers });
const rules = async (query = ''): Promise<Answer> => (await (await asked(query)).json()) as Answer;

describe('[D5] the rules, asked by a program', () => {
  it('are those in force everywhere, or in the city that was named', async () => {
    const all = await rules();
    expect([all.policyHash, all.inForce, all.city]).toEqual([everywhere, true, null]);
    const city = await rules(`?city=${HANGZHOU}`);
    expect([city.policyHash, city.inForce, city.city?.en]).toEqual([ofTheCity, true, 'Hangzhou']);
    const weight = (of: Answer) => of.factors.find(({ factor }) => factor === 'waiting')?.weight;
    expect([weight(all), weight(city)]).toEqual([defaultPolicy.weights.waiting, 20]);
    const reach = city.refusals.find(({ reason }) => reason === 'beyond_reach');
    expect(reach?.sentence.values).toMatchObject({ reach: { value: 120_000 } });
    expect(city.refusals.map(({ reason }) => reason)).toEqual([...REFUSALS]);
  });

  it('keep every earlier version under its hash, and list them', async () => {
    const later = await putInForce(service, { name: 'everywhere', version: 9 });
    expect((await rules()).policyHash).toBe(later);
    const before = await rules(`?hash=${everywhere}`);
    expect([before.policyHash, before.inForce]).toEqual([everywhere, false]);
    const known = before.versions.map(({ policyHash }) => policyHash);
    expect(known).toEqual(expect.arrayContaining([everywhere, ofTheCity, later]));
    everywhere = later;
  });

  it.each([
    ['?city=9999', 400],
    ['?city=Hangzhou', 400],
    ['?city=3301&city=3302', 400],
    ['?hash=sha256:zz', 400],
    [`?hash=sha256:${'0'.repeat(64)}`, 404],
  ])('say what is wrong with %s', async (query, status) => {
    const response = await asked(query);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  });

  it('are a page for whoever asks for one, in the language asked for', async () => {
    const type = async (accept: string): Promise<string | null> =>
      (await asked('', { accept })).headers.get('content-type');
    expect(await type('text/html,application/xhtml+xml,*/*;q=0.8')).toContain('text/html');
    expect(await type('application/json')).toContain('application/json');
    expect(await type('application/json, text/html;q=0.5')).toContain('application/json');
    const page = await asked('', { accept: 'text/html', 'accept-language': 'en-GB,zh;q=0.5' });
    expect(page.headers.get('vary')).toContain('Accept-Language');
    expect(await page.text()).toContain('<html lang="en">');
    expect(await (await asked('', { accept: 'text/html' })).text()).toContain('lang="zh-CN"');
  });
});

describe('[D5] the page of the rules', () => {
  const opened = async (query: string, wrong: string[]): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    page.on('pageerror', (error) => wrong.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') wrong.push(message.text());
    });
    await page.goto(`${service.url}/rules${query}`);
    return page;
  };

  it('shows every factor with its weight and table, every refusal, and keeps to its policy', async () => {
    const wrong: string[] = [];
    const page = await opened(`?city=${HANGZHOU}&lang=en`, wrong);
    const city = await rules(`?city=${HANGZHOU}`);
    const factors = await page.locator('[data-factor]').all();
    const shown = await Promise.all(
      factors.map(async (each) => [
        await each.getAttribute('data-factor'),
        Number(await each.getAttribute('data-weight')),
      ]),
    );
    expect(shown).toEqual(city.factors.map(({ factor, weight }) => [factor, weight]));
    const distance = page.locator('[data-factor=pickup_distance] [data-points]');
    expect((await distance.allTextContents()).map(Number)).toEqual(
      city.factors
        .find(({ factor }) => factor === 'pickup_distance')
        ?.table.map((row) => row.points),
    );
    expect(await page.locator('#refusals [data-reason]').count()).toBe(REFUSALS.length);
    for (const section of ['never', 'ties', 'object', 'windows', 'limits']) {
      expect(await page.locator(`#${section} li, #${section} dt`).count()).toBeGreaterThan(0);
    }
    expect(await page.locator('.where').textContent()).toContain('of-hangzhou');
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  it('changes its language by a link, and leads to earlier versions', async () => {
    const wrong: string[] = [];
    const page = await opened(`?city=${HANGZHOU}&lang=en`, wrong);
    await page.getByRole('link', { name: '中文' }).click();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    expect(await page.locator('h1').textContent()).toBe('派单规则');
    expect(await page.locator('.hash').textContent()).toBe(ofTheCity);
    await page.locator(`[data-hash="${everywhere}"] a`).click();
    expect(await page.locator('.hash').textContent()).toBe(everywhere);
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  it.each([
    ['a narrow telephone', { viewport: { width: 360, height: 740 } }],
    ['the dark', { colorScheme: 'dark' as const }],
  ])('fits %s', async (_, options) => {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    await page.goto(`${service.url}/rules?lang=zh`);
    const wide = 'document.documentElement.scrollWidth - window.innerWidth';
    expect(await page.evaluate<number>(wide)).toBeLessThanOrEqual(0);
    await context.close();
  });

  it('is a picture that can be looked at', async () => {
    const page = await opened('?lang=zh', []);
    const file = join(process.env['PAIDAN_PAGE_IMAGES'] ?? folder, 'rules.png');
    await page.screenshot({ path: file, fullPage: true, animations: 'disabled' });
    const image = await readFile(file);
    expect(image.subarray(0, 8)).toEqual(PNG);
    expect(image.readUInt32BE(16)).toBe(1280);
    expect(image.length).toBeGreaterThan(30_000);
    await page.context().close();
  });
});
