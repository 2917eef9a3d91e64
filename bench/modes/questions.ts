/** A market, the modes that are compared in it, and what is asked of them. */
export type Question = {
  readonly scenario: string;
  readonly why: string;
  readonly modes: readonly string[];
};

export const QUESTIONS: readonly Question[] = [
  {
    scenario: 'overload',
    why: 'what looking at all orders at once is worth when trucks are scarce',
    modes: [
      ...['nearest-first', 'nearest-grab', 'first-wins', 'grab-then-award', 'offers', 'rounds'],
      'nearest-rounds',
    ],
  },
  {
    scenario: 'low-load',
    why: 'what it costs when there is nothing to gain by waiting',
    modes: ['nearest-first', 'grab-then-award', 'offers', 'rounds'],
  },
  {
    scenario: 'signal',
    why: 'what knowing the past is worth',
    modes: ['first-wins', 'grab-then-award', 'award-without-profile'],
  },
  {
    scenario: 'null-world',
    why: 'that it is worth nothing where the past tells nothing',
    modes: ['grab-then-award', 'award-without-profile'],
  },
  {
    scenario: 'fair-share',
    why: 'what it costs to let everyone have a share',
    modes: ['without-fair-share', 'with-fair-share'],
  },
];
