import { format, type Scalar, type Unit } from './format.js';
import type { Language, Text } from './labels.js';
import { en } from './messages/en.js';
import { PARAMETERS, type MessageKey, type Parameters } from './messages/parameters.js';
import { zh } from './messages/zh.js';

/**
 * A value a sentence was built from, so that a reader, or a test, can hold the text against the
 * record.
 */
export type Quantity = { readonly value: Scalar; readonly unit: Unit; readonly label?: Text };

export type Sentence = {
  readonly message: MessageKey;
  readonly values: Readonly<Record<string, Quantity>>;
  readonly text: Text;
};

/** A plain value, or one with the name it goes by (a city, a reason). */
type Given = Scalar | { readonly value: Scalar; readonly label: Text };

const CATALOGUES: Readonly<Record<Language, Readonly<Record<MessageKey, string>>>> = { zh, en };

export function sentence<K extends MessageKey>(
  message: K,
  given: Readonly<Record<keyof Parameters[K], Given>>,
): Sentence {
  const values: Record<string, Quantity> = {};
  for (const [name, unit] of unitsOf(message)) {
    const is = (given as Readonly<Record<string, Given>>)[name];
    if (is === undefined) throw new Error(`message ${message} lacks its value ${name}`);
    values[name] =
      typeof is === 'object' ? { value: is.value, label: is.label, unit } : { value: is, unit };
  }
  return {
    message,
    values,
    text: { zh: fill(message, values, 'zh'), en: fill(message, values, 'en') },
  };
}

/** An answer says some hundred sentences, and neither messages nor templates ever change. */
const units = new Map<MessageKey, readonly (readonly [string, Unit])[]>();

function unitsOf(message: MessageKey): readonly (readonly [string, Unit])[] {
  const known = units.get(message);
  if (known !== undefined) return known;
  const taken: Readonly<Record<string, Unit>> = PARAMETERS[message];
  const named = Object.entries(taken);
  units.set(message, named);
  return named;
}

/** What stands between the values, and the name of the value after it; the last has none. */
type Piece = { readonly text: string; readonly name: string | null };

const piecesOf = (template: string): readonly Piece[] => {
  const split = template.split(/\{(\w+)\}/);
  return split.flatMap((text, at) => (at % 2 === 0 ? [{ text, name: split[at + 1] ?? null }] : []));
};

const cut: Readonly<Record<Language, Map<MessageKey, readonly Piece[]>>> = {
  zh: new Map(),
  en: new Map(),
};

function fill(message: MessageKey, values: Sentence['values'], language: Language): string {
  let pieces = cut[language].get(message);
  if (pieces === undefined) {
    pieces = piecesOf(CATALOGUES[language][message]);
    cut[language].set(message, pieces);
  }
  let filled = '';
  for (const { text, name } of pieces) {
    filled += text;
    if (name === null) continue;
    const quantity = values[name];
    if (quantity === undefined) throw new Error(`message ${message} names an unknown {${name}}`);
    filled += quantity.label?.[language] ?? format(quantity.value, quantity.unit, language);
  }
  return filled;
}
