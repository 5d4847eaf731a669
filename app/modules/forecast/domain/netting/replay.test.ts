import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { everyQuantile, sku, source } from './fixtures';
import { netSku } from './net-sku';
import { keptUnits, replayInput, type StoredNettingInput, storedInput } from './replay';
import { type NettingInput, QUANTILES } from './types';

const throughJson = (stored: StoredNettingInput) => JSON.parse(JSON.stringify(stored)) as StoredNettingInput;

const quantitiesOf = (input: NettingInput) => {
  const netted = netSku(input);
  if (!netted.ok) throw new Error(netted.error.code);
  return netted.value.sources.map(({ sourceId, quantities }) => ({ sourceId, quantities }));
};

describe('a stored netting input', () => {
  it('gives the same orders again', () => {
    const units = fc.double({ min: 0, max: 50_000, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(units, { minLength: 1, maxLength: 45 }),
        fc.integer({ min: 0, max: 45 }),
        fc.integer({ min: 0, max: 90 }),
        fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 13, maxLength: 13 }),
        (weekly, shown, targetDays, told) => {
          const input = sku({
            weekly: weekly.map(keptUnits),
            targetDays,
            sources: [
              source({
                moq: 50,
                orderMultiple: 10,
                fence: { frozenWeeks: 2, firmWeeks: 4, flexBp: 2000 },
                previous: { weeksAgo: 1, quantities: everyQuantile(told), ordered: [20] },
              }),
              source({ sourceId: 'b', productionDays: 30, shareBp: 3000 }),
            ],
          });
          const kept = Object.fromEntries(QUANTILES.map((q) => [q, input.demand[q].slice(0, shown)]));
          const replayed = replayInput(
            throughJson(storedInput(input, shown)),
            kept as unknown as typeof input.demand,
          );
          expect(replayed).toEqual(input);
          expect(quantitiesOf(replayed)).toEqual(quantitiesOf({ ...input, demand: everyQuantile(weekly) }));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('says beside it what changed the demand and what was agreed, and nets neither', () => {
    const input = sku({ weekly: new Array<number>(39).fill(12.345) });
    const agreed = [{ sourceId: 'a', week: 1, was: everyQuantile(30), to: 50 }];
    const stored = storedInput(input, 26, { modelDemand: everyQuantile([9]), agreed });
    expect(stored.agreed).toEqual(agreed);
    const kept = everyQuantile(new Array<number>(26).fill(12.345));
    expect(replayInput(throughJson(stored), kept)).toEqual(input);
  });
});
