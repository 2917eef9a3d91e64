import { Parcel } from './parcel.js';

describe('a parcel', () => {
  it('gives its bytes once, and holds them no longer', () => {
    const bytes = Uint8Array.of(1, 2);
    const parcel = new Parcel(bytes);
    expect(parcel.take()).toBe(bytes);
    expect(Object.values(parcel)).toEqual([null]);
    expect(() => parcel.take()).toThrow('a parcel was opened twice');
  });
});
