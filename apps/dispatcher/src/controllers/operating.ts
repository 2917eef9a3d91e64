import { Controller } from '@nestjs/common';
import { timeText, type AnswerOf } from '#libs/contracts';
import { assignByHand, putPolicy, setAutomation } from '#libs/dispatch';
import { Reply } from '../requests/answering.js';
import { Ask, type Asked } from '../requests/asked.js';
import { cursorFrom, readCursor } from '../requests/cursor.js';
import { Handles } from '../requests/handles.js';
import { ProblemError } from '../requests/problem-error.js';
import { Service } from '../service.js';
import { orderView } from '../views/order.js';

/** What people do by hand, each with its audit, and the rules everyone may read (D5). */
@Controller()
export class OperatingController {
  constructor(private readonly service: Service) {}

  @Handles('order.assign')
  assign(@Ask() asked: Asked<'order.assign'>): Promise<Reply<AnswerOf<'order.assign'>>> {
    return this.service.command(asked, async (tx) =>
      orderView(await assignByHand(tx, this.service.matching, asked.caller, asked.input)),
    );
  }

  @Handles('automation.set')
  automation(@Ask() asked: Asked<'automation.set'>): Promise<Reply<AnswerOf<'automation.set'>>> {
    const { caller, input } = asked;
    return this.service.command(asked, async (tx) => {
      await setAutomation(tx, this.service.matching, caller, input);
      const paused = (await tx.automation.paused()).find(
        ({ cityCode }) => cityCode === input.cityCode,
      );
      return automationView(input.cityCode, paused ?? null);
    });
  }

  @Handles('automation.list')
  async paused(@Ask() _: Asked<'automation.list'>): Promise<Reply<AnswerOf<'automation.list'>>> {
    const paused = await this.service.read.automation.paused();
    return new Reply({ items: paused.map((each) => automationView(each.cityCode, each)) });
  }

  @Handles('audit.list')
  async audit(@Ask() { input }: Asked<'audit.list'>): Promise<Reply<AnswerOf<'audit.list'>>> {
    const after = readCursor(input.cursor);
    const entries = await this.service.read.audit.list({
      limit: input.limit + 1,
      ...(after === null ? {} : { after: { atMs: after.at, id: after.id } }),
    });
    const items = entries.slice(0, input.limit);
    const last = items.at(-1);
    const more = entries.length > input.limit && last !== undefined;
    return new Reply({
      items: items.map(({ atMs, role, ...entry }) => ({
        ...entry,
        role: role as AnswerOf<'audit.list'>['items'][number]['role'],
        at: timeText(atMs),
      })),
      nextCursor: more ? cursorFrom(last.atMs, last.id) : null,
    });
  }

  @Handles('policy.put')
  put(@Ask() asked: Asked<'policy.put'>): Promise<Reply<AnswerOf<'policy.put'>>> {
    const { caller, input } = asked;
    return this.service.command(asked, (tx) =>
      putPolicy(tx, this.service.matching, caller, {
        document: input.policy,
        activate: input.activate,
        force: input.force ?? false,
      }),
    );
  }

  @Handles('policy.list')
  async policies(@Ask() _: Asked<'policy.list'>): Promise<Reply<AnswerOf<'policy.list'>>> {
    const policies = await this.service.read.policies.list();
    return new Reply({
      items: policies.map(({ activeSinceMs, ...policy }) => ({
        ...policy,
        activeSince: activeSinceMs === null ? null : timeText(activeSinceMs),
      })),
    });
  }

  @Handles('policy.get')
  async policy(@Ask() { input }: Asked<'policy.get'>): Promise<Reply<AnswerOf<'policy.get'>>> {
    const policy = await this.service.read.policies.byHash(input.hash);
    if (policy === null) throw new ProblemError('not_found', `There is no policy ${input.hash}.`);
    return new Reply({ hash: input.hash, policy });
  }

  @Handles('stats.get')
  async stats(@Ask() _: Asked<'stats.get'>): Promise<Reply<AnswerOf<'stats.get'>>> {
    const counts = await this.service.read.stats.counts();
    return new Reply({
      drivers: { registered: counts.drivers, onDuty: counts.driversOnDuty },
      orders: counts.orders,
      ordersByStatus: counts.ordersByStatus,
      awarded: counts.awarded,
      decisions: counts.decisions,
      explanations: counts.explanations,
      grabs: counts.grabs,
      events: counts.outbox,
      eventsUnpublished: counts.outboxUnpublished,
    });
  }
}

const automationView = (
  cityCode: string,
  paused: { by: string; reason: string; atMs: number } | null,
): AnswerOf<'automation.set'> => ({
  cityCode,
  paused: paused !== null,
  by: paused?.by ?? null,
  reason: paused?.reason ?? null,
  since: paused === null ? null : timeText(paused.atMs),
});
