import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { PACKING_DICTIONARY } from '#libs/explanations';

it('a saved page opens records with the text that the service packs them with', () => {
  const script = readFileSync(
    new URL('../../../console/public/verify-dictionary.js', import.meta.url),
    'utf8',
  );
  const page: { packingDictionary?: string } = {};
  runInNewContext(script, page);
  expect(page.packingDictionary).toBe(PACKING_DICTIONARY);
});
