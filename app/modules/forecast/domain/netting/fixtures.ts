import { type NettingInput, type NettingSource, type PerQuantile, QUANTILES } from './types';

/** Inputs for tests: sensible everywhere but where a test says otherwise. */

export function everyQuantile<T>(value: T): PerQuantile<T> {
  return Object.fromEntries(QUANTILES.map((quantile) => [quantile, value])) as PerQuantile<T>;
}

export function source(change: Partial<NettingSource> = {}): NettingSource {
  return {
    sourceId: 'a',
    productionDays: 9,
    transitDays: 5,
    shareBp: 10_000,
    priority: 1,
    moq: 0,
    orderMultiple: 1,
    status: 'active',
    fence: { frozenWeeks: 0, firmWeeks: 0, flexBp: 0 },
    previous: null,
    ...change,
  };
}

export function sku(
  change: Partial<Omit<NettingInput, 'demand'>> & { weekly?: number[] } = {},
): NettingInput {
  const { weekly = new Array<number>(39).fill(70), ...rest } = change;
  return {
    horizonWeeks: 13,
    remainingDays: 7,
    targetDays: 14,
    demand: everyQuantile(weekly),
    onHand: 0,
    receipts: [],
    sources: [source()],
    ...rest,
  };
}
