import type { RolloutView, InputOf } from '#libs/contracts';
import { policyNamed } from './documents.js';
import { atTheDesk, type Where } from './service-desk.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Puts a policy in force for new orders of its city, all of them. */
export async function activate(
  source: string,
  { force, ...where }: Where & { readonly force: boolean },
): Promise<void> {
  const { policy } = await policyNamed(source, where);
  const { hash } = await atTheDesk(where, (desk) =>
    desk.ask('policy.put', { policy, activate: true, force }),
  );
  say(`${policy.name} version ${policy.version} is in force for ${cityOf(policy.cityCode)}`);
  say(hash);
}

export type Stage = Omit<InputOf<'policy.rollout'>, 'hash'>;

/** Stores a policy, and lets it decide for a share of the new orders of its city. */
export async function startRollout(source: string, where: Where, stage: Stage): Promise<void> {
  const { policy } = await policyNamed(source, where);
  const rollout = await atTheDesk(where, async (desk) => {
    const { hash } = await desk.ask('policy.put', { policy, activate: false });
    return desk.ask('policy.rollout', { ...stage, hash });
  });
  rolloutLines(rollout).forEach(say);
}

export async function endRollout(rolloutId: string, where: Where, reason: string): Promise<void> {
  const ended = await atTheDesk(where, (desk) =>
    desk.ask('policy.rollout_end', { rolloutId, reason }),
  );
  rolloutLines(ended).forEach(say);
}

export async function listRollouts(where: Where, json: boolean): Promise<void> {
  const { items } = await atTheDesk(where, (desk) => desk.ask('policy.rollouts', { limit: 100 }));
  if (json) say(JSON.stringify(items, null, 2));
  else if (items.length === 0) say('None yet.');
  else items.flatMap(rolloutLines).forEach(say);
}

function rolloutLines(rollout: RolloutView): string[] {
  const { rolloutId, method, percent, windowMinutes, region, cityCode } = rollout;
  const of =
    method === 'percent'
      ? `${percent} % of new orders`
      : `${percent} % of stretches of ${windowMinutes ?? 0} min by ${region ?? 'city'}`;
  const until = rollout.until === null ? '' : ` until ${rollout.until}`;
  const state =
    rollout.endedAt === null
      ? `from ${rollout.from}${until}`
      : `ended ${rollout.endedAt} (${rollout.endedBecause ?? ''})`;
  return [
    `${rolloutId}  ${of} for ${cityOf(cityCode)}, ${state}`,
    `  ${rollout.hash} beside ${rollout.baseHash}`,
  ];
}

const cityOf = (code: string): string => (code === '*' ? 'every city without its own' : code);
