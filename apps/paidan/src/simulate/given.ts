/** What stands on the command line. */
export type Given = {
  readonly orders?: string;
  readonly drivers?: string;
  readonly modes?: string;
  readonly seed: number;
  readonly seeds: number;
  readonly plots?: string;
  readonly json: boolean;
};
