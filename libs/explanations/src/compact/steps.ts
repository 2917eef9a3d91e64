import { SHAPES } from './shapes.js';

/** Where the names so far lead: the shapes' names as a tree, a name a step. */
export type Step = {
  readonly next: Map<string, Step>;
  /** The step taken last, which is mostly the next one, too. */
  lastKey: string;
  last: Step | null;
  /** The place in the list of the shape that ends here; -1 where none does. */
  shape: number;
};

const newStep = (): Step => ({ next: new Map(), lastKey: '', last: null, shape: -1 });

/** Where every object begins. */
export const FIRST_STEP: Step = newStep();

for (const [shape, names] of SHAPES.entries()) {
  let step = FIRST_STEP;
  for (const name of names) {
    const next = step.next.get(name) ?? newStep();
    step.next.set(name, next);
    step = next;
  }
  step.shape = shape;
}

/** Null where no known shape goes on so. */
export function stepBy(step: Step, name: string): Step | null {
  if (step.lastKey === name) return step.last;
  const next = step.next.get(name);
  if (next === undefined) return null;
  step.lastKey = name;
  step.last = next;
  return next;
}
