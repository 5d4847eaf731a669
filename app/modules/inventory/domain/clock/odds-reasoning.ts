/** What the odds of a clock were made of, kept in `sell_out_clock.odds_reasoning` and shown in words. */
export interface OddsReasoning {
  /** From the demand forecast, or from the clock's own sales where no forecast knows the SKU. */
  basis: 'forecast' | 'pace';
  versionNumber: number | null;
  /** Units that would sell in the time left, and their standard deviation. */
  expected: number;
  spread: number;
  /** Net units missing, and the sales that it takes when some come back. */
  remaining: number;
  needed: number;
  returnShareBp: number;
  /** Pieces in the warehouses, and to come before the end. */
  onHand: number;
  toCome: number;
  lastArrivalOn: string | null;
  /** The last millisecond of the time left; while paused, as if the pause ended now. */
  until: number;
  daysLeft: number;
  limit: 'demand' | 'stock' | 'arrival';
  /** Correlation between the errors of two weeks. */
  correlation: number;
  /** Net units by the end of each day left, from today: expected, and the ends of the middle 80 %. */
  path?: { from: string; mean: number[]; low: number[]; high: number[] };
}
