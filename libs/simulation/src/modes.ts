import { PROFILE_FACTORS, type Mode, type Policy } from '#libs/matcher';

/** One way to give orders away: how an order is posted, and what the policy says beside it. */
export type SimMode = {
  readonly name: string;
  readonly about: string;
  readonly orderMode: Mode;
  /** Laid over the scenario's policy. */
  readonly policy: (policy: Policy) => object;
};

const onlyFor = (factor: keyof Policy['weights']) => (policy: Policy) => ({
  weights: Object.fromEntries(
    Object.keys(policy.weights).map((each) => [each, each === factor ? 10 : 0]),
  ),
});

/** Each line is a mode; whatever is compared is compared by name. */
export const MODES: readonly SimMode[] = [
  {
    name: 'nearest-grab',
    about: 'whoever grabs and is nearest gets it: only the way to the load has a weight',
    orderMode: 'grab_then_award',
    policy: onlyFor('pickup_distance'),
  },
  {
    name: 'first-wins',
    about: 'whoever grabs first gets it',
    orderMode: 'first_wins',
    policy: () => ({}),
  },
  {
    name: 'grab-then-award',
    about: 'the best of those who grabbed in the window gets it',
    orderMode: 'grab_then_award',
    policy: () => ({}),
  },
  {
    name: 'offers',
    about: 'offered to the best in turn, a few at a time, until one accepts',
    orderMode: 'offer',
    policy: () => ({}),
  },
  {
    name: 'nearest-first',
    about: 'each order by itself to the nearest truck, then to the next, until one accepts',
    orderMode: 'offer',
    policy: onlyFor('pickup_distance'),
  },
  {
    name: 'rounds',
    about: 'all open orders of a market against all its trucks at once',
    orderMode: 'round',
    policy: () => ({}),
  },
  {
    name: 'nearest-rounds',
    about: 'rounds in which only the way to the load has a weight',
    orderMode: 'round',
    policy: onlyFor('pickup_distance'),
  },
  {
    name: 'with-fair-share',
    about: 'grab-then-award, where who was given little goes before who was given much',
    orderMode: 'grab_then_award',
    policy: () => ({
      weights: { fair_share: 8 },
      fairShare: { outweighsMetersMax: 300_000 },
    }),
  },
  {
    name: 'without-fair-share',
    about: 'grab-then-award, and nobody counts what others were given',
    orderMode: 'grab_then_award',
    policy: () => ({ weights: { fair_share: 0 } }),
  },
  {
    name: 'award-without-profile',
    about: 'grab-then-award with no weight on the past: what profiles add',
    orderMode: 'grab_then_award',
    policy: (policy) => ({
      weights: Object.fromEntries(
        Object.keys(policy.weights)
          .filter((each) => PROFILE_FACTORS.some((factor) => factor === each))
          .map((each) => [each, 0]),
      ),
    }),
  },
];

export const modeNamed = (name: string): SimMode => {
  const mode = MODES.find((each) => each.name === name);
  if (mode === undefined) {
    const known = MODES.map((each) => each.name).join(', ');
    throw new Error(`expected a mode of ${known}, got ${JSON.stringify(name)}`);
  }
  return mode;
};
