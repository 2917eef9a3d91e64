import fc from 'fast-check';
import { Heap } from './heap.js';

describe('a heap', () => {
  it('gives out whatever was put in, smallest first, also while more is put in', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 50 }), { nil: null })), (steps) => {
        const heap = new Heap<number>((a, b) => a < b);
        const kept: number[] = [];
        for (const step of steps) {
          if (step === null) {
            expect(heap.pop()).toBe(kept.shift());
          } else {
            heap.push(step);
            kept.push(step);
            kept.sort((a, b) => a - b);
          }
          expect(heap.first).toBe(kept[0]);
        }
      }),
    );
  });
});
