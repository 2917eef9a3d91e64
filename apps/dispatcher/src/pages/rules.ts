import { Controller, Get, Header, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { timeText } from '#libs/contracts';
import { publishedRules } from '#libs/explanations';
import { cityByCode } from '#libs/fleet-index';
import { Public } from '../requests/handles.js';
import { ProblemError } from '../requests/problem-error.js';
import { Service } from '../service.js';
import { rulesPage, type RulesAnswer } from './rules-page.js';

/** The newest versions; older ones are still found by their hash. */
const LISTED_MAX = 100;
const MINUTE_MS = 60_000;
const HASH = /^sha256:[0-9a-f]{64}$/;

/**
 * The rules of allocation as they are in force, for everyone to read before and after (D5): a page
 * for people, JSON for programs, of one city or of everywhere, and earlier versions by hash.
 */
@Controller()
@Public('the rules of allocation are published')
export class RulesController {
  constructor(private readonly service: Service) {}

  @Get('rules')
  @Header('Vary', 'Accept, Accept-Language')
  async rules(
    @Query('city') city: unknown,
    @Query('hash') hash: unknown,
    @Query('lang') language: unknown,
    @Req() { headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const answer = await this.answer(text('city', city) ?? '*', text('hash', hash));
    if (!wantsPage(headers.accept)) {
      void reply.type('application/json; charset=utf-8');
      return JSON.stringify(answer);
    }
    void reply.type('text/html; charset=utf-8');
    return rulesPage(answer, languageOf(text('lang', language), headers['accept-language']));
  }

  private async answer(cityCode: string, hash: string | null): Promise<RulesAnswer> {
    const city = cityByCode(cityCode);
    if (city === null && cityCode !== '*') {
      throw invalid('city', `expected a city of GB/T 2260, got ${cityCode.slice(0, 40)}`);
    }
    if (hash !== null && !HASH.test(hash)) {
      throw invalid('hash', 'expected sha256: and 64 hexadecimal digits in lower case');
    }
    const { policies } = this.service.read;
    const active = await policies.activeFor(cityCode);
    const named = hash === null ? null : await policies.byHash(hash);
    const shown = named !== null && hash !== null ? { hash, policy: named } : active;
    if (shown === null || (hash !== null && named === null)) {
      throw new ProblemError('not_found', 'There are no rules of that name.');
    }
    const rollouts = await this.rollouts(cityCode);
    const versions = (await policies.list())
      .sort((a, b) => (b.activeSinceMs ?? 0) - (a.activeSinceMs ?? 0) || b.version - a.version)
      .slice(0, LISTED_MAX);
    return {
      ...publishedRules(shown.policy, shown.hash),
      city: city === null ? null : { code: cityCode, zh: city.zh, en: city.en },
      inForce: shown.hash === active?.hash,
      rollouts,
      versions: versions.map(({ activeSinceMs, hash: policyHash, ...each }) => ({
        policyHash,
        ...each,
        activeSince: activeSinceMs === null ? null : timeText(activeSinceMs),
      })),
    };
  }

  /** What is being let in beside the rules in force: here, or where a city has none of its own. */
  private async rollouts(cityCode: string): Promise<RulesAnswer['rollouts']> {
    const { policies, rollouts } = this.service.read;
    const nowMs = this.service.clock.nowMs();
    const all = cityCode === '*';
    const shown = (await rollouts.list(LISTED_MAX)).filter(
      (each) =>
        each.endedAtMs === null &&
        (each.untilMs === null || each.untilMs > nowMs) &&
        (all || each.cityCode === cityCode || each.cityCode === '*'),
    );
    return Promise.all(
      shown.map(async (each) => {
        const policy = await policies.byHash(each.policyHash);
        return {
          policyHash: each.policyHash,
          baseHash: each.baseHash,
          name: policy?.name ?? '',
          version: policy?.version ?? 0,
          cityCode: each.cityCode,
          method: each.method,
          percent: each.percent,
          windowMinutes: each.windowMs === null ? null : each.windowMs / MINUTE_MS,
          region: each.region,
          from: timeText(each.fromMs),
          until: each.untilMs === null ? null : timeText(each.untilMs),
        };
      }),
    );
  }
}

/** Once, or not at all; of a parameter given twice nobody knows which was meant. */
function text(name: string, value: unknown): string | null {
  if (value === undefined || value === '') return null;
  if (typeof value !== 'string') throw invalid(name, 'expected it once');
  return value;
}

const invalid = (name: string, message: string): ProblemError =>
  new ProblemError('validation_failed', 'The address does not hold.', [
    { path: `/${name}`, code: 'wrong_format', message },
  ]);

/** People's browsers name HTML first; whoever names only JSON, or anything, is a program. */
const wantsPage = (accept: string | undefined): boolean => {
  const [html, json] = [accept?.indexOf('text/html') ?? -1, accept?.indexOf('json') ?? -1];
  return html >= 0 && (json < 0 || html < json);
};

function languageOf(asked: string | null, accepted: string | undefined): 'zh' | 'en' {
  if (asked === 'zh' || asked === 'en') return asked;
  return /^\s*en\b/i.test(accepted ?? '') ? 'en' : 'zh';
}
