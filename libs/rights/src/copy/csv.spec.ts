import { csvOf } from './csv.js';

describe('a copy as CSV', () => {
  it('has a column for every name that occurs, and quotes what would break it', () => {
    expect(
      csvOf([
        { a: 1, b: 'x,"y"\n' },
        { c: null, a: { deep: [1] } },
      ]),
    ).toBe('\uFEFFa,b,c\r\n1,"x,""y""\n",\r\n"{""deep"":[1]}",,\r\n');
  });

  it('is a line of nothing when there is nothing', () => {
    expect(csvOf([])).toBe('\uFEFF\r\n');
  });
});
