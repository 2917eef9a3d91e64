/** By code unit, not `localeCompare`: a server's locale must not pick a driver. */
export const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
