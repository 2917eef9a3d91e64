/** `LAW_SEED=123 LAW_RUNS=100000` tries one seed, or longer; a failure prints its seed. */
const { LAW_SEED, LAW_RUNS } = process.env;

export const runs = (otherwise: { numRuns: number; seed?: number }) => ({
  ...otherwise,
  ...(LAW_RUNS === undefined ? {} : { numRuns: Number(LAW_RUNS) }),
  ...(LAW_SEED === undefined ? {} : { seed: Number(LAW_SEED) }),
});
