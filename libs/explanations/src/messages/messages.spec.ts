import { en } from './en.js';
import { PARAMETERS, type MessageKey } from './parameters.js';
import { zh } from './zh.js';

const KEYS = Object.keys(PARAMETERS) as MessageKey[];
const placeholders = (template: string): string[] =>
  [...new Set([...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''))].sort();

describe.each([
  ['Chinese', zh],
  ['English', en],
])('the messages in %s', (_, templates) => {
  it('has a sentence for every message, and none besides', () => {
    expect(Object.keys(templates).sort()).toEqual([...KEYS].sort());
    for (const key of KEYS) expect(templates[key]).not.toBe('');
  });

  it('says every value a message has, so that no language is told less', () => {
    for (const key of KEYS) {
      expect([key, placeholders(templates[key])]).toEqual([
        key,
        Object.keys(PARAMETERS[key]).sort(),
      ]);
    }
  });

  it('holds no number of its own: each one is bound to the record', () => {
    for (const key of KEYS) {
      expect(templates[key].replaceAll('SHA-256', '')).not.toMatch(/[0-9０-９]/);
    }
  });
});
