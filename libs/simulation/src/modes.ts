import type { Mode, Policy } from '#libs/matcher';

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

const PROFILE_WEIGHTS = ['completion_rate', 'punctuality', 'lane_experience', 'completed_together'];

/** Each line is a mode; whatever is compared is compared by name. */
export const MODES: readonly SimMode[] = [
  {
    name: 'nearest-first',
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
    name: 'nearest-offers',
    about: 'offered to the nearest in turn, whoever they are',
    orderMode: 'offer',
    policy: onlyFor('pickup_distance'),
  },
  {
    name: 'award-without-profile',
    about: 'grab-then-award with no weight on the past: what profiles add',
    orderMode: 'grab_then_award',
    policy: (policy) => ({
      weights: Object.fromEntries(
        Object.keys(policy.weights)
          .filter((each) => PROFILE_WEIGHTS.includes(each))
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
