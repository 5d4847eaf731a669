import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { answerProblem } from './commit-bucket';
import { type MassBucket, type MassRule, massAnswer, previewMass, waits } from './mass-commit';

const rule = (given: Partial<MassRule> = {}): MassRule => ({
  percent: 100,
  reason: null,
  note: null,
  again: false,
  ...given,
});
const bucket = (given: Partial<MassBucket> = {}): MassBucket => ({
  forecast: 500,
  zone: 'firm',
  commit: null,
  answeredForecast: null,
  ...given,
});

describe('massAnswer', () => {
  it('accepts what is asked for', () => {
    expect(massAnswer(bucket(), rule())).toEqual({ commit: 500, upside: 0, reason: null, note: null });
  });
  it('accepts a part with the reason, rounded down', () => {
    expect(massAnswer(bucket({ forecast: 333 }), rule({ percent: 50, reason: 'capacity' }))).toEqual({
      commit: 166,
      upside: 0,
      reason: 'capacity',
      note: null,
    });
  });
  it('offers what goes beyond as upside', () => {
    expect(massAnswer(bucket(), rule({ percent: 120, reason: 'capacity' }))).toEqual({
      commit: 500,
      upside: 100,
      reason: null,
      note: null,
    });
  });
  it('leaves frozen weeks and standing answers alone', () => {
    expect(massAnswer(bucket({ zone: 'frozen' }), rule({ again: true }))).toBeNull();
    const stands = bucket({ commit: 300, answeredForecast: 500 });
    expect(massAnswer(stands, rule())).toBeNull();
    expect(massAnswer(stands, rule({ again: true }))?.commit).toBe(500);
  });
  it('answers anew where more is asked for since', () => {
    const grown = bucket({ commit: 500, answeredForecast: 500, forecast: 650 });
    expect(waits(grown)).toBe(true);
    expect(massAnswer(grown, rule())?.commit).toBe(650);
    expect(waits(bucket({ commit: 500, answeredForecast: 500, forecast: 400 }))).toBe(false);
  });
});

test('whatever a rule with a reason answers may be taken, and the preview adds up', () => {
  const buckets = fc.array(
    fc.record({
      forecast: fc.nat(5000),
      zone: fc.constantFrom('frozen' as const, 'firm' as const, 'free' as const),
      commit: fc.option(fc.nat(5000)),
      answeredForecast: fc.option(fc.nat(5000)),
    }),
  );
  fc.assert(
    fc.property(buckets, fc.integer({ min: 0, max: 300 }), fc.boolean(), (many, percent, again) => {
      const given = rule({ percent, again, reason: 'materials' });
      let committed = 0;
      let written = 0;
      for (const one of many) {
        const answer = massAnswer(one, given);
        if (!answer) continue;
        written += 1;
        committed += answer.commit;
        expect(answerProblem(answer, one.forecast, one.zone)).toBeNull();
        expect(answer.commit).toBeLessThanOrEqual(one.forecast);
      }
      const sum = previewMass(many, given);
      expect(sum.buckets).toBe(written);
      expect(sum.committed).toBe(committed);
      expect(sum.buckets + sum.frozen + sum.answered + sum.idle).toBe(many.length);
    }),
  );
});
