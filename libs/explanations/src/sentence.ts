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
  const units: Readonly<Record<string, Unit>> = PARAMETERS[message];
  for (const [name, unit] of Object.entries(units)) {
    const is = (given as Readonly<Record<string, Given>>)[name];
    if (is === undefined) throw new Error(`message ${message} lacks its value ${name}`);
    values[name] = typeof is === 'object' ? { ...is, unit } : { value: is, unit };
  }
  return {
    message,
    values,
    text: { zh: fill(message, values, 'zh'), en: fill(message, values, 'en') },
  };
}

function fill(message: MessageKey, values: Sentence['values'], language: Language): string {
  return CATALOGUES[language][message].replace(/\{(\w+)\}/g, (_, name: string) => {
    const quantity = values[name];
    if (quantity === undefined) throw new Error(`message ${message} names an unknown {${name}}`);
    return quantity.label?.[language] ?? format(quantity.value, quantity.unit, language);
  });
}
