import { FACTOR_LABELS, type Sentence } from '#libs/explanations';
import type { Around, Placed } from './held.js';
import { difference, numberOf, numbersRead, type Language, type Read } from './numbers-read.js';
import { fieldFor, isRecorded, type Recorded, type Value } from './recorded.js';

export const LANGUAGES: readonly Language[] = ['zh', 'en'];

/**
 * What is wrong with the sentences of an explanation and of its card, in both languages: every
 * number in a text is read again and has to be the recorded one, in its own unit.
 */
export const wordFaults = (placed: readonly Placed[], recorded: Recorded): string[] =>
  placed.flatMap(({ sentence, around }) => faultsIn(sentence, around, recorded));

function faultsIn(said: Sentence, around: Around, recorded: Recorded): string[] {
  const { message, values, text } = said;
  const faults = languageFaults(said);
  const due: Read[] = [];
  const names: string[] = [];
  for (const [name, { value, unit }] of Object.entries(values)) {
    const code = (other: string): unknown => values[other]?.value;
    const known = fieldFor({ message, name, code, around }, recorded);
    if (known === null && !isRecorded(value, recorded)) {
      faults.push(`${message}: ${name} is recorded nowhere, and ${value} is told`);
      continue;
    }
    const field = known ?? value;
    if (field !== value) faults.push(`${message}: ${name} is ${field}, and ${value} is told`);
    const number = numberOf(field, unit);
    if (number !== null) due.push(number);
    else names.push(String(field));
    if (name === 'changes') due.push(...changesIn(around));
    if (unit === 'factor') faults.push(...unnamed(said, field));
  }
  for (const language of LANGUAGES) {
    const wrong = difference(numbersIn(text[language], names), due);
    if (wrong !== null) faults.push(`${message} ${wrong}: ${text[language]}`);
  }
  return faults;
}

/** Both languages complete, and two of them. */
function languageFaults({ message, text }: Sentence): string[] {
  const faults = LANGUAGES.filter(
    (language) => text[language].length === 0 || /[{}]|undefined|NaN/.test(text[language]),
  ).map(() => `${message} is broken`);
  return text.zh === text.en ? [...faults, `${message} is in one language`] : faults;
}

const unnamed = ({ message, text }: Sentence, factor: Value): string[] => {
  const label = (FACTOR_LABELS as Readonly<Record<string, Sentence['text']>>)[String(factor)];
  const named = LANGUAGES.every((language) => label && text[language].includes(label[language]));
  return named ? [] : [`${message} does not name ${factor}`];
};

/** What a sentence that lists changes has to say: the numbers of each of them. */
function changesIn(around: Around): Read[] {
  const changes = (around['changes'] ?? []) as readonly { clause: Sentence }[];
  return changes.flatMap((change) =>
    Object.entries(change.clause.values).flatMap(([name, { unit }]) => {
      const number = numberOf((change as unknown as Record<string, Value>)[name] ?? '', unit);
      return number === null ? [] : [number];
    }),
  );
}

/** Most sentences are said a million times, and most of them have no number. */
const READ_AT_HAND = 20_000;
const atHand = new Map<string, readonly Read[]>();

export function numbersIn(text: string, names: readonly string[]): readonly Read[] {
  if (names.some((name) => /\d/.test(name))) return numbersRead(text, names);
  const known = atHand.get(text);
  if (known !== undefined) return known;
  const read = numbersRead(text);
  if (atHand.size >= READ_AT_HAND) atHand.clear();
  atHand.set(text, read);
  return read;
}
