import { FULL_WEIGHT, weightOf } from './decay.js';

describe('the weight of an outcome', () => {
  it.each([
    [0, 1000],
    [15, 750],
    [30, 500],
    [45, 375],
    [60, 250],
    [90, 125],
    [120, 62],
    [270, 1],
    [299, 1],
    [300, 0],
    [36_500, 0],
  ])('after %i days with a half-life of 30 is %i', (ageDays, weight) => {
    expect(weightOf(ageDays, 30)).toBe(weight);
  });

  it('is whole and never rises with age, for every half-life up to two years', () => {
    for (let halfLifeDays = 1; halfLifeDays <= 730; halfLifeDays += 1) {
      let before = FULL_WEIGHT;
      for (let ageDays = 0; ageDays <= 1_100; ageDays += 1) {
        const weight = weightOf(ageDays, halfLifeDays);
        if (!Number.isInteger(weight) || weight > before || weight < 0) {
          throw new Error(
            `${weight} after ${before} at ${ageDays} days, half-life ${halfLifeDays}`,
          );
        }
        before = weight;
      }
    }
  });

  it('is half, rounded down, with each half-life', () => {
    for (let halvings = 0; halvings < 12; halvings += 1) {
      expect(weightOf(7 * halvings, 7)).toBe(Math.floor(FULL_WEIGHT / 2 ** halvings));
    }
  });
});
