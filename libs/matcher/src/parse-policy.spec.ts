import fc from 'fast-check';
import { defaultPolicy, tripRulesOf } from './default-policy.js';
import { parsePolicy } from './parse-policy.js';
import { MODES } from './vocabulary.js';

/** A copy of the default with the value at a JSON pointer set, or, for `undefined`, left out. */
function changed(path: string, value: unknown): unknown {
  const document = JSON.parse(JSON.stringify(defaultPolicy)) as Record<string, unknown>;
  const keys = path.split('/').slice(1);
  const last = keys.pop() ?? '';
  let at = document;
  for (const key of keys) at = at[key] as Record<string, unknown>;
  if (value === undefined) delete at[last];
  else at[last] = value;
  return document;
}

const problemsOf = (json: unknown) => {
  const parsed = parsePolicy(json);
  return parsed.ok ? [] : parsed.problems;
};

describe('parsePolicy', () => {
  it('[D5] takes a policy that went through JSON as it is', () => {
    const json: unknown = JSON.parse(JSON.stringify(defaultPolicy));
    expect(parsePolicy(json)).toEqual({ ok: true, policy: defaultPolicy });
  });

  it('takes one from before trips were followed, for whose trips the default holds', () => {
    const parsed = parsePolicy(changed('/trip', undefined));
    if (!parsed.ok) throw new Error('was refused');
    expect(parsed.policy).not.toHaveProperty('trip');
    expect(tripRulesOf(parsed.policy)).toEqual(defaultPolicy.trip);
  });

  const knots = (count: number) => Array.from({ length: count }, (_, index) => [index, 0]);
  const refused: [path: string, value: unknown, at: string, message: string][] = [
    ['/schema', 'paidan.policy/2', '/schema', 'expected "paidan.policy/1", got "paidan.policy/2"'],
    [
      '/name',
      'A policy',
      '/name',
      'expected a name of small letters, digits and hyphens, got "A policy"',
    ],
    ['/version', 0, '/version', 'expected a whole number from 1 to 1000000000, got 0'],
    ['/cityCode', '32', '/cityCode', 'expected four digits of GB/T 2260, or *, got "32"'],
    ['/weights', undefined, '/weights', 'is missing'],
    ['/weights', [], '/weights', 'expected an object, got a list of 0'],
    ['/weights/waiting', undefined, '/weights/waiting', 'is missing'],
    [
      '/weights/waiting',
      1001,
      '/weights/waiting',
      'expected a whole number from 0 to 1000, got 1001',
    ],
    ['/weights/waiting', -1, '/weights/waiting', 'expected a whole number from 0 to 1000, got -1'],
    [
      '/weights/waiting',
      0.5,
      '/weights/waiting',
      'expected a whole number from 0 to 1000, got 0.5',
    ],
    [
      '/weights/waiting',
      '8',
      '/weights/waiting',
      'expected a whole number from 0 to 1000, got "8"',
    ],
    [
      '/weights/waiting',
      null,
      '/weights/waiting',
      'expected a whole number from 0 to 1000, got null',
    ],
    ['/trip/nearMeters', undefined, '/trip/nearMeters', 'is missing'],
    [
      '/trip/returnPermille',
      0,
      '/trip/returnPermille',
      'expected a whole number from 1 to 1000, got 0',
    ],
    [
      '/trip/metersPerHourMax',
      120,
      '/trip/metersPerHourMax',
      'expected a whole number from 50000 to 1000000, got 120',
    ],
    ['/weights/age', 1, '/weights/age', 'is not known here; remove it or correct its name'],
    ['/weights/a~1', 1, '/weights/a~01', 'is not known here; remove it or correct its name'],
    [
      '/tables/laneMilli',
      [[0, 1]],
      '/tables/laneMilli',
      'expected 2 to 32 knots [x, points], got a list of 1',
    ],
    [
      '/tables/laneMilli',
      knots(33),
      '/tables/laneMilli',
      'expected 2 to 32 knots [x, points], got a list of 33',
    ],
    [
      '/tables/laneMilli/1',
      [1],
      '/tables/laneMilli/1',
      'expected a pair [x, points], got a list of 1',
    ],
    [
      '/tables/laneMilli/1',
      [1000, 1001],
      '/tables/laneMilli/1/1',
      'expected a whole number from 0 to 1000, got 1001',
    ],
    ['/tables/laneMilli/1', [0, 500], '/tables/laneMilli/1/0', 'expected more than 0, got 0'],
    ['/tables/laneMilli/1', [1000, 299], '/tables/laneMilli/1/1', 'expected at least 300, got 299'],
    [
      '/tables/pickupMeters/1',
      [5000, 1001],
      '/tables/pickupMeters/1/1',
      'expected a whole number from 0 to 1000, got 1001',
    ],
    [
      '/tables/pickupMeters/2',
      [20_000, 951],
      '/tables/pickupMeters/2/1',
      'expected at most 950, got 951',
    ],
    [
      '/tables/loadUsePermille/3',
      [1001, 1000],
      '/tables/loadUsePermille/3/0',
      'expected a whole number from 0 to 1000, got 1001',
    ],
    [
      '/tables/bodySubstitutionPoints',
      1001,
      '/tables/bodySubstitutionPoints',
      'expected a whole number from 0 to 1000, got 1001',
    ],
    [
      '/profile/neutralPoints/waiting',
      0,
      '/profile/neutralPoints/waiting',
      'is not known here; remove it or correct its name',
    ],
    [
      '/profile/neutralPoints/punctuality',
      undefined,
      '/profile/neutralPoints/punctuality',
      'is missing',
    ],
    [
      '/profile/completionPrior/default',
      undefined,
      '/profile/completionPrior/default',
      'is missing',
    ],
    [
      '/profile/completionPrior/default/trialsMilli',
      0,
      '/profile/completionPrior/default/trialsMilli',
      'expected a whole number from 10 to 100000000, got 0',
    ],
    [
      '/profile/completionPrior/default/trialsMilli',
      8999,
      '/profile/completionPrior/default/successesMilli',
      'expected at most the 8999 trials, got 9000',
    ],
    [
      '/profile/completionPrior/van',
      { successesMilli: 1, trialsMilli: 10 },
      '/profile/completionPrior/van',
      'is not known here; remove it or correct its name',
    ],
    [
      '/substitutions/box/0',
      'van',
      '/substitutions/box/0',
      'expected one of box, wing, flatbed, high_rail, low_rail, reefer, insulated, tank, container, dump, low_bed, hazardous, car_carrier, got "van"',
    ],
    ['/substitutions/box/1', 'wing', '/substitutions/box/1', 'expected each code once, got "wing"'],
    [
      '/substitutions/flatbed',
      ['flatbed'],
      '/substitutions/flatbed',
      'expected other bodies than itself, got "flatbed"',
    ],
    [
      '/impliedQualifications/hazardous',
      'hazardous_goods',
      '/impliedQualifications/hazardous',
      'expected a list of at most 4 codes, got "hazardous_goods"',
    ],
    [
      '/travel/metersPerHour',
      50,
      '/travel/metersPerHour',
      'expected a whole number from 5000 to 120000, got 50',
    ],
    [
      '/travel/detourPermille',
      999,
      '/travel/detourPermille',
      'expected a whole number from 1000 to 5000, got 999',
    ],
    [
      '/reach/locationRequired',
      ['auction'],
      '/reach/locationRequired/0',
      `expected one of ${MODES.join(', ')}, got "auction"`,
    ],
    [
      '/reach/activeOrdersMax',
      0,
      '/reach/activeOrdersMax',
      'expected a whole number from 1 to 100, got 0',
    ],
    [
      '/windows/collectMs',
      999,
      '/windows/collectMs',
      'expected a whole number from 1000 to 86400000, got 999',
    ],
    [
      '/windows/openMaxMs',
      7999,
      '/windows/collectMs',
      'expected at most openMaxMs, 7999, got 8000',
    ],
    [
      '/limits/recommendedMax',
      513,
      '/limits/recommendedMax',
      'expected at most evaluatedMax, 512, got 513',
    ],
    ['/limits', null, '/limits', 'expected an object, got null'],
    ['/note', 'hello', '/note', 'is not known here; remove it or correct its name'],
  ];

  it.each(refused)(
    '[D5] refuses %s set to %j, at the place and with what was expected',
    (path, value, at, message) => {
      expect(problemsOf(changed(path, value))).toEqual([{ path: at, message }]);
    },
  );

  it('refuses a zero with a sign, which JSON can carry and equality cannot see', () => {
    const json: unknown = JSON.parse('{"weights":{"waiting":-0}}');
    expect(problemsOf(json)).toContainEqual({
      path: '/weights/waiting',
      message: 'expected a whole number from 0 to 1000, got 0',
    });
  });

  it('refuses weights that would leave every award to the tickets', () => {
    const zeros = Object.fromEntries(Object.keys(defaultPolicy.weights).map((name) => [name, 0]));
    expect(problemsOf(changed('/weights', zeros))).toEqual([
      { path: '/weights', message: 'expected a weight above 0, got only zeros' },
    ]);
  });

  it('tells all problems at once, and of a hostile document no more than fifty', () => {
    const two = { ...defaultPolicy, version: 'one', cityCode: null };
    expect(problemsOf(two).map(({ path }) => path)).toEqual(['/version', '/cityCode']);
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`x${index}`, 0]));
    expect(problemsOf(many)).toHaveLength(50);
  });

  it('is not fooled by names every object has', () => {
    const json: unknown = JSON.parse('{"__proto__":{"schema":"paidan.policy/1"},"toString":1}');
    const paths = problemsOf(json).map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['/__proto__', '/toString', '/schema']));
  });

  it('refuses anything else with a reason and never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(problemsOf(json).length).toBeGreaterThan(0);
      }),
    );
  });
});
