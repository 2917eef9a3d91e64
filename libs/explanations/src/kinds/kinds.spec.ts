import { scalarsIn } from '../../test/sample.js';
import { outcome, policyOf, profileChange, RECORDS, told } from '../../test/told.js';
import { canonicalJson } from '../canonical.js';
import { cardOf } from '../driver/card.js';
import { format } from '../format.js';
import { PARAMETERS } from '../messages/parameters.js';
import { DECISION_KINDS } from '../record.js';
import { replay } from '../replay.js';
import type { Sentence } from '../sentence.js';
import { ROLES } from './kind.js';
import { KINDS } from './table.js';

function sentencesIn(value: unknown): Sentence[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('message' in value && 'values' in value && 'text' in value) return [value as Sentence];
  return Object.values(value).flatMap(sentencesIn);
}

/** Every number a sentence says is the reading of one of its values, and nothing is left over. */
function unbound({ message, values, text }: Sentence): string[] {
  if (Object.keys(values).sort().join() !== Object.keys(PARAMETERS[message]).sort().join()) {
    return [`${message} has other values than its template`];
  }
  return (['zh', 'en'] as const).flatMap((language) => {
    const readings = Object.values(values)
      .map(({ value, unit, label }) => label?.[language] ?? format(value, unit, language))
      .sort((a, b) => b.length - a.length);
    let rest = text[language].replaceAll('SHA-256', '');
    for (const reading of readings) rest = rest.replaceAll(reading, '');
    return /\d/.test(rest) || text[language] === '' ? [`${message}: ${text[language]}`] : [];
  });
}

describe('[D1] the kinds of decision', () => {
  it('are all played here, in every role they have', () => {
    const played = new Set(
      RECORDS.flatMap(([, { kind, drivers }]) => drivers.map(({ role }) => `${kind} ${role}`)),
    );
    const listed = DECISION_KINDS.filter((kind) => kind !== 'review').flatMap((kind) =>
      Object.keys(KINDS[kind].roles).map((role) => `${kind} ${role}`),
    );
    expect([...played].sort()).toEqual(listed.sort());
  });

  it('give every driver one of the four roles, with a name of its own', () => {
    for (const kind of DECISION_KINDS) {
      for (const meaning of Object.values(KINDS[kind].roles)) {
        expect(ROLES).toContain(meaning.role);
        expect([meaning.label.zh, meaning.label.en]).not.toContain('');
      }
    }
  });
});

const toldLoss = (points: number): number => Math.max(1000, points - (points % 1000));

describe.each(RECORDS.map(([name, record]) => [name, record] as const))('[D1] %s', (_, record) => {
  it('is told in both languages, at most three reasons, every number bound to a value', () => {
    for (const view of told(record)) {
      expect(view.narrative.length).toBeGreaterThanOrEqual(1);
      expect(view.narrative.length).toBeLessThanOrEqual(3);
      const said = sentencesIn([view, cardOf(view)]);
      expect(said.flatMap(unbound)).toEqual([]);
    }
  });

  it('says no number that its record has not', () => {
    for (const view of told(record)) {
      const { narrative, consequences, couldChange, ...facts } = view;
      const numbers = new Set<unknown>([
        ...scalarsIn(facts),
        ...scalarsIn(record),
        ...scalarsIn(policyOf(record)),
        // Counted, not stored: how many events stand in the two lists.
        view.consequence?.profile?.added.length,
        view.consequence?.profile?.removed.length,
        // Told in steps: an exact loss beside his own total would be a rival's.
        ...record.drivers.map(({ tradeOff }) => toldLoss(tradeOff?.lossPoints ?? 0)),
      ]);
      for (const { message, values } of sentencesIn([narrative, consequences, couldChange])) {
        for (const { value } of Object.values(values)) {
          expect([message, value, numbers.has(value)]).toEqual([message, value, true]);
        }
      }
    }
  });

  it('holds whole numbers only, and is canonical JSON', () => {
    for (const view of told(record)) {
      for (const value of [view, cardOf(view)]) {
        const numbers = scalarsIn(value).filter((each) => typeof each === 'number');
        expect(numbers.filter((each) => !Number.isSafeInteger(each))).toEqual([]);
        expect(canonicalJson(JSON.parse(JSON.stringify(value)))).toBe(canonicalJson(value));
      }
    }
  });

  it('comes out the same when it is worked out again', () => {
    const stored = JSON.parse(JSON.stringify(record)) as typeof record;
    expect(replay(stored, policyOf(record))).toEqual({ verdict: 'MATCH', differences: [] });
  });

  it('fits a card of one screen, with nothing in it that the record has not', () => {
    for (const view of told(record)) {
      const card = cardOf(view);
      expect(card.reasons.length).toBeLessThanOrEqual(3);
      expect(card.couldChange.length).toBeGreaterThanOrEqual(1);
      expect(card.couldChange.length).toBeLessThanOrEqual(2);
      expect(card.objecting.ways.length).toBeGreaterThanOrEqual(1);
      const gave = (parts: readonly { readonly contribution: number }[]) =>
        parts.map(({ contribution }) => contribution).filter((contribution) => contribution > 0);
      expect(gave(card.parts)).toEqual(gave(view.parts));
    }
  });
});

describe('[M4] a change of a profile', () => {
  const consequence = (record: ReturnType<typeof profileChange>) => {
    const [row] = record.drivers;
    if (row?.consequence?.of !== 'profile_change') throw new Error('no profile change');
    return { role: row.role, ...row.consequence };
  };

  it('adds what came in, by its age, and takes out what went out', () => {
    const halved = outcome({ outcomeId: 'out-3', atMs: outcome().atMs - 90 * 86_400_000 });
    const { before, after, added, removed } = consequence(
      profileChange('corrected', { past: [outcome()], added: [halved], removed: [outcome()] }),
    );
    expect(before).toMatchObject({
      attemptedMilli: 1_000,
      completedMilli: 1_000,
      onTimeMilli: 1_000,
    });
    expect(after).toMatchObject({ attemptedMilli: 500, completedMilli: 500, onTimeMilli: 500 });
    expect([added[0]?.weightMilli, removed[0]?.weightMilli]).toEqual([500, 1_000]);
  });

  it('is WON when it counts for him, LOST when against him, REFUSED when not at all', () => {
    const roles = (
      [
        ['completed', { added: [outcome()] }],
        ['driver_cancelled', { added: [outcome({ kind: 'driver_cancelled' })] }],
        ['rating_defaulted', {}],
        ['completed', { added: [outcome()], off: true }],
      ] as const
    ).map(([because, change]) => consequence(profileChange(because, change)).role);
    expect(roles).toEqual(['WON', 'LOST', 'REFUSED', 'REFUSED']);
  });

  it('tells the points of each factor by the factors that decide', () => {
    const { effects } = consequence(profileChange('completed', { added: [outcome()] }));
    const of = (factor: string) => effects.find((each) => each.factor === factor);
    expect(of('lane_experience')).toMatchObject({ pointsBefore: 300, pointsAfter: 500 });
    expect(of('completed_together')).toMatchObject({ pointsBefore: 300, pointsAfter: 600 });
    const rate = of('completion_rate');
    expect(rate?.pointsAfter).toBeGreaterThan(rate?.pointsBefore ?? 1_000);
  });

  it('of several lanes says nothing of any one of them', () => {
    const { effects, lane } = consequence(
      profileChange('imported', { added: [outcome(), outcome({ toCityCode: '4403' })] }),
    );
    expect(lane).toBeNull();
    expect(effects.map(({ factor }) => factor)).not.toContain('lane_experience');
  });

  it('that was tampered with drifts, and names the sum', () => {
    const record = profileChange('completed', { added: [outcome()] });
    const [row] = record.drivers;
    if (row?.consequence?.of !== 'profile_change' || row.consequence.after === null) {
      throw new Error('no profile change');
    }
    const after = { ...row.consequence.after, completedMilli: 2_000 };
    const forged = { ...record, drivers: [{ ...row, consequence: { ...row.consequence, after } }] };
    expect(replay(forged, policyOf(record))).toEqual({
      verdict: 'DRIFT',
      differences: ['$.drivers.0.consequence.after.completedMilli'],
    });
  });
});
