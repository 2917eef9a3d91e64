import { cellParent } from './cell-parent.js';

describe('the cell a cell lies in', () => {
  // As h3-js 4 has them: the second group begins at a pentagon.
  it.each([
    ['86309959fffffff', 5, '8530995bfffffff'],
    ['86309959fffffff', 4, '8430995ffffffff'],
    ['86309959fffffff', 3, '833099fffffffff'],
    ['86309959fffffff', 0, '8031fffffffffff'],
    ['864c00007ffffff', 5, '854c0003fffffff'],
    ['864c00007ffffff', 3, '834c00fffffffff'],
    ['86309959fffffff', 6, '86309959fffffff'],
  ])('%s at resolution %i is in %s', (cell, resolution, parent) => {
    expect(cellParent(cell, resolution)).toBe(cellParent(parent, resolution));
  });

  it.each([
    ['86309959fffffff', 6, '8630995b7ffffff'],
    ['86309959fffffff', 3, '834c00fffffffff'],
    ['86309959fffffff', 0, '864c00007ffffff'],
  ])('%s at resolution %i is in another than %s', (cell, resolution, other) => {
    expect(cellParent(cell, resolution)).not.toBe(cellParent(other, resolution));
  });

  it('has no coarser cell at a finer resolution', () => {
    expect(() => cellParent('8530995bfffffff', 6)).toThrow(RangeError);
  });
});
