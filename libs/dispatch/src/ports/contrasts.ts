import type { Role } from '../caller.js';

/** Who asks, as the token has it; staff ask for many and are counted by themselves. */
export type Asker = { readonly subject: string; readonly role: Role };

export interface Contrasts {
  /**
   * Whether this asker may be told the contrast of this decision on this day: it is one of those he
   * was told of already, or there are fewer than `most` and it is counted now. Two askings that
   * race for the last place: one gets it.
   */
  tell(asking: {
    readonly asker: Asker;
    readonly day: number;
    readonly decisionId: string;
    readonly most: number;
  }): Promise<boolean>;
  /** Forgets days before this one. */
  purge(beforeDay: number): Promise<number>;
}
