import { Controller } from '@nestjs/common';
import {
  timeMs,
  timeText,
  type AnswerOf,
  type RolloutView,
  type ShadowRunView,
} from '#libs/contracts';
import {
  endRollout,
  keepShadowRun,
  rehearse,
  rollOut,
  soundPolicy,
  type Rollout,
  type ShadowRun,
} from '#libs/dispatch';
import { Reply } from '../requests/answering.js';
import { Ask, type Asked } from '../requests/asked.js';
import { Handles } from '../requests/handles.js';
import { Service } from '../service.js';

const MINUTE_MS = 60_000;

/** How a policy comes to decide: tried on the past, let in for a share, ended. */
@Controller()
export class PoliciesController {
  constructor(private readonly service: Service) {}

  @Handles('policy.shadow')
  shadow(@Ask() asked: Asked<'policy.shadow'>): Promise<Reply<AnswerOf<'policy.shadow'>>> {
    const { caller, input } = asked;
    const { since, sample, drivers } = input;
    return this.service.command(asked, async (tx) => {
      const policy = soundPolicy(input.policy);
      const rehearsed = await rehearse(tx, policy, { sinceMs: msOr(since), most: sample });
      const { matching } = this.service;
      return runView(await keepShadowRun(tx, matching, caller, { policy, rehearsed, drivers }));
    });
  }

  @Handles('policy.shadow_runs')
  async runs(
    @Ask() { input }: Asked<'policy.shadow_runs'>,
  ): Promise<Reply<AnswerOf<'policy.shadow_runs'>>> {
    const runs = await this.service.read.shadowRuns.list(input.limit);
    return new Reply({ items: runs.map(runView) });
  }

  @Handles('policy.rollout')
  rollout(@Ask() asked: Asked<'policy.rollout'>): Promise<Reply<AnswerOf<'policy.rollout'>>> {
    const { caller, input } = asked;
    const { hash, method, percent, windowMinutes, region, from, until, force } = input;
    return this.service.command(asked, async (tx) =>
      rolloutView(
        await rollOut(tx, this.service.matching, caller, {
          ...{ hash, method, percent, force },
          windowMs: windowMinutes === undefined ? null : windowMinutes * MINUTE_MS,
          region: region ?? null,
          fromMs: msOr(from),
          untilMs: msOr(until),
        }),
      ),
    );
  }

  @Handles('policy.rollout_end')
  end(@Ask() asked: Asked<'policy.rollout_end'>): Promise<Reply<AnswerOf<'policy.rollout_end'>>> {
    const { caller, input } = asked;
    return this.service.command(asked, async (tx) =>
      rolloutView(await endRollout(tx, this.service.matching, caller, input)),
    );
  }

  @Handles('policy.rollouts')
  async rollouts(
    @Ask() { input }: Asked<'policy.rollouts'>,
  ): Promise<Reply<AnswerOf<'policy.rollouts'>>> {
    const rollouts = await this.service.read.rollouts.list(input.limit);
    return new Reply({ items: rollouts.map(rolloutView) });
  }
}

const msOr = (time: string | undefined): number | null =>
  time === undefined ? null : timeMs(time);
const textOr = (atMs: number | null): string | null => (atMs === null ? null : timeText(atMs));

export const rolloutView = (rollout: Rollout): RolloutView => ({
  rolloutId: rollout.rolloutId,
  cityCode: rollout.cityCode,
  hash: rollout.policyHash,
  baseHash: rollout.baseHash,
  method: rollout.method,
  percent: rollout.percent,
  windowMinutes: rollout.windowMs === null ? null : rollout.windowMs / MINUTE_MS,
  region: rollout.region,
  salt: rollout.salt,
  from: timeText(rollout.fromMs),
  until: textOr(rollout.untilMs),
  endedAt: textOr(rollout.endedAtMs),
  endedBecause: rollout.endedBecause,
});

const runView = (run: ShadowRun): ShadowRunView => ({
  runId: run.runId,
  hash: run.policyHash,
  baseHash: run.baseHash,
  cityCode: run.cityCode,
  since: textOr(run.sinceMs),
  available: run.available,
  at: timeText(run.atMs),
  by: run.by,
  resultHash: run.resultHash,
  report: run.report,
});
