import { ROLES, type DriverExplanation, type DriverRow } from '#libs/explanations';

/** What is wrong with one explanation, in words; empty when nothing is. */
export function faultsOf(
  told: DriverExplanation,
  row: DriverRow | null,
  driverId: string,
): readonly string[] {
  const faults: string[] = [];
  const expect = (holds: boolean, otherwise: string): void => {
    if (!holds) faults.push(otherwise);
  };
  expect(ROLES.includes(told.role), `the role is ${told.role}`);
  expect(told.subject.driverId === driverId, 'it is about somebody else');
  expect(told.reconstructed === (row === null), 'worked out, or recorded, and not marked so');
  const sum = told.parts.reduce((total, part) => total + part.contribution, 0);
  if (row !== null && row.total !== null) {
    expect(sum === row.total, `the parts add up to ${sum}, the record says ${row.total}`);
    expect(told.outcome.total === row.total, 'the total is not the recorded one');
    const recorded = row.parts.reduce((total, { weight, points }) => total + weight * points, 0);
    expect(recorded === row.total, 'the recorded parts do not add up');
  }
  const text = JSON.stringify(told);
  const others = new Set((text.match(/week-\d{5}/g) ?? []).filter((id) => id !== driverId));
  expect(others.size === 0, `it names ${[...others].slice(0, 3).join()}`);
  expect(!/\d\.\d|\de/.test(numbersOf(text)), 'it holds a number that is not whole');
  expect(told.narrative.length > 0, 'it gives no reason');
  for (const sentence of sentencesIn(told)) {
    for (const language of ['zh', 'en'] as const) {
      const said = sentence.text[language];
      expect(said.length > 0 && !/[{}]|undefined|NaN/.test(said), `${sentence.message} is broken`);
    }
    expect(sentence.text.zh !== sentence.text.en, `${sentence.message} is in one language`);
  }
  return faults;
}

/** The bare numbers of a JSON text, without what stands in quotes. */
const numbersOf = (json: string): string => json.replaceAll(/"(?:[^"\\]|\\.)*"/g, '');

type Said = {
  readonly message: string;
  readonly text: { readonly zh: string; readonly en: string };
};

function* sentencesIn(value: unknown): Generator<Said> {
  if (typeof value !== 'object' || value === null) return;
  if (isSaid(value)) yield value;
  for (const inner of Object.values(value)) yield* sentencesIn(inner);
}

const isSaid = (value: object): value is Said => 'message' in value && 'text' in value;

export const countIn = (counts: Record<string, number>, name: string): void => {
  counts[name] = (counts[name] ?? 0) + 1;
};
