export type ProfileOptions = {
  /** As `dayOf` counts. A profile is the same all day. */
  readonly day: number;
  readonly halfLifeDays: number;
  /** An outcome this old still counts, an older one does not. */
  readonly windowDays: number;
};
