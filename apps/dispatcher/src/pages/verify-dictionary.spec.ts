import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { PACKING_DICTIONARY, SHORT_WORDS } from '#libs/explanations';

it('a saved page opens records with the text that the service packs them with', () => {
  const script = readFileSync(
    new URL('../../../console/public/verify-dictionary.js', import.meta.url),
    'utf8',
  );
  const page: {
    packingDictionary?: string;
    shortWords?: { names: string[]; values: string[] };
  } = {};
  runInNewContext(script, page);
  expect(page.packingDictionary).toBe(PACKING_DICTIONARY);
  const { names = [], values = [] } = page.shortWords ?? {};
  expect([...names.map((name) => `"${name}":`), ...values]).toEqual(SHORT_WORDS);
});
