/**
 * Division that stays within whole numbers. `Math.floor(a / b)` rounds the quotient first and may
 * land on the next whole number; taking the remainder off first leaves an exact division.
 * Exact while |dividend| < 2^53; `divisor` is above 0.
 */
export function floorDivide(dividend: number, divisor: number): number {
  const remainder = dividend % divisor;
  return (remainder < 0 ? dividend - remainder - divisor : dividend - remainder) / divisor;
}

export const ceilDivide = (dividend: number, divisor: number): number =>
  floorDivide(dividend + divisor - 1, divisor);
