import { type Cell, reconcileCells, type Wholes } from './reconcile';

/** Name of the row of all categories, and of all markets. */
export const ALL = '*';

interface CellUnits extends Cell {
  units: number[];
}

export interface TotalRow extends CellUnits {
  reconciled: number[];
}

/**
 * The cells with their reconciled forecasts, and the rows of each category, each market and all: both columns of these are the
 * sums of their cells'. Sums are made in 1/1000 unit, the precision at which forecasts are kept, so they are exact.
 */
export function demandTotals(cells: readonly CellUnits[], wholes: Wholes): TotalRow[] {
  const reconciled = reconcileCells(
    cells,
    cells.map(({ units }) => units),
    wholes,
  );
  const rows = cells.map(
    (cell, i): TotalRow => ({
      ...cell,
      units: cell.units.map(inMilli),
      reconciled: reconciled[i]!.map(inMilli),
    }),
  );
  const sums = new Map<string, TotalRow>();
  for (const row of rows) {
    for (const [category, market] of [
      [row.category, ALL],
      [ALL, row.market],
      [ALL, ALL],
    ] as const) {
      const key = `${category} ${market}`;
      const sum = sums.get(key);
      if (!sum) sums.set(key, { category, market, units: [...row.units], reconciled: [...row.reconciled] });
      else {
        row.units.forEach((value, w) => {
          sum.units[w] = inMilli(sum.units[w]! + value);
          sum.reconciled[w] = inMilli(sum.reconciled[w]! + row.reconciled[w]!);
        });
      }
    }
  }
  return [...rows, ...sums.values()];
}

const inMilli = (units: number): number => Math.round(units * 1000) / 1000;
