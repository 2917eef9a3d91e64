import type { DriverExplanation } from '#libs/explanations';
import type { Player } from './cast.js';

type Group = { readonly grabs: number; readonly won: number; readonly wonPermille: number };
export type Gap = {
  readonly group: string;
  readonly its: Group;
  readonly rest: string;
  readonly others: Group;
  /** Its share of won grabs less the others'; below zero it wins less often. */
  readonly gapPermille: number;
};

const GROUPS = [
  { group: 'new drivers', rest: 'drivers with a past', is: ({ past }: Player) => past === 0 },
  { group: 'profile off', rest: 'profile on', is: ({ profile }: Player) => !profile },
  { group: 'location off', rest: 'location on', is: ({ location }: Player) => !location },
] as const;

/** How the awards of the week came out for those who are easily forgotten (D7). */
export class Gaps {
  private readonly players: ReadonlyMap<string, Player>;
  private readonly counts = GROUPS.map(() => ({
    its: { grabs: 0, won: 0 },
    others: { grabs: 0, won: 0 },
  }));

  constructor(cast: readonly Player[]) {
    this.players = new Map(cast.map((player) => [player.driverId, player]));
  }

  heard({ decision, subject, role }: DriverExplanation): void {
    const player = this.players.get(subject.driverId);
    if (player === undefined || decision.kind !== 'award') return;
    for (const [index, { is }] of GROUPS.entries()) {
      const side = this.counts[index]?.[is(player) ? 'its' : 'others'];
      if (side === undefined) continue;
      side.grabs += 1;
      if (role === 'WON') side.won += 1;
    }
  }

  report(): Gap[] {
    return GROUPS.map(({ group, rest }, index) => {
      const its = shareOf(this.counts[index]?.its);
      const others = shareOf(this.counts[index]?.others);
      const gapPermille = its.wonPermille - others.wonPermille;
      return { group, its, rest, others, gapPermille };
    });
  }
}

function shareOf(counted: { grabs: number; won: number } = { grabs: 0, won: 0 }): Group {
  const { grabs, won } = counted;
  return { grabs, won, wonPermille: grabs === 0 ? 0 : Math.round((won * 1_000) / grabs) };
}
