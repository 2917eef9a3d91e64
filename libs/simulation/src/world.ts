import type { Position, Registration } from '#libs/dispatch';
import type { BodyType, CargoKind, Load, Window } from '#libs/matcher';

/** A driver as the simulation makes him. What the product never learns of him is `hidden`. */
export type SimDriver = {
  readonly registration: Registration;
  readonly place: Position;
  readonly onDutyFromMs: number;
  readonly onDutyUntilMs: number;
  readonly sharesLocation: boolean;
  readonly sharesProfile: boolean;
  readonly history: readonly PastOrder[];
  readonly hidden: {
    /** From 0 to 1: how surely he comes, and in time. */
    readonly reliability: number;
    /** The least he drives for, empty kilometres counted in. */
    readonly wantedFenPerKm: number;
    /** How long he takes to look at what he is told, on the average. */
    readonly noticeSeconds: number;
  };
};

export type PastOrder = {
  readonly completed: boolean;
  readonly onTime: boolean | null;
  readonly fromCityCode: string;
  readonly toCityCode: string;
  readonly shipperId: string;
  readonly atMs: number;
};

export type SimOrder = {
  /** The simulation's own name of it; the product gives it an id when it is posted. */
  readonly name: string;
  readonly shipperId: string;
  readonly postedAtMs: number;
  readonly loading: Position;
  readonly unloading: Position;
  readonly loadingWindow: Window;
  readonly unloadingWindow: Window;
  readonly load: Load;
  readonly bodyTypes: readonly BodyType[];
  readonly cargoKind: CargoKind;
  readonly freightFen: number;
};

/** How people act. Chances and times; the rest is in each driver. */
export type Behaviour = {
  /** Chance that a driver looks at an order he is told of. */
  readonly noticeChance: number;
  /** Between two looks of a free driver at the list of nearby cargo; 0 for never. */
  readonly browseMinutes: number;
  /** Orders he grabs at one look, at most. */
  readonly grabsAtOnce: number;
  /** Chance that an utterly unreliable driver gives an order back. */
  readonly cancelChance: number;
  /** How late he sets out, on the average: the best of drivers, and how much later the worst. */
  readonly setOutMinutes: number;
  readonly dawdleMinutes: number;
  /** Driving takes the policy's time, and up to so much more. */
  readonly roadNoise: number;
  readonly handlingMinutes: number;
  readonly reportMinutes: number;
};

export type World = {
  readonly seed: number;
  readonly startMs: number;
  /** Whoever is not done by then never will be. */
  readonly endMs: number;
  readonly drivers: readonly SimDriver[];
  readonly orders: readonly SimOrder[];
  readonly behaviour: Behaviour;
};
