import type { CalendarDate } from '~/kernel/calendar-date';
import { newId } from '~/platform/new-id.server';
import { asSystem } from '~db/tenancy.server';
import { insertRun, type RunReason, startRun } from '../data/forecast-runs.server';
import { type ExecuteOptions, executeRun, type ForecastRun } from './execute-run.server';

export type { ForecastRun };

export interface RunForecastOptions extends ExecuteOptions {
  /** The day the forecast looks from: sales before it count, orders issued by its end count. */
  asOf: CalendarDate;
  /** Whether to publish the finished version; a draft stays invisible to factories. */
  publish: boolean;
  reason?: Extract<RunReason, 'seed' | 'command'>;
}

/**
 * Computes the demand forecast of every sourced SKU × market and, from it, each factory's order forecast, as one new
 * version, at once and in this process. The draft is written chunk by chunk and published at the end in one transaction,
 * so that readers see the version before or the whole new one.
 * Same records, same result: `inputHash` covers every line's input.
 * @throws whatever stopped it; the run and its draft stay, marked as failed or cancelled, and can be resumed
 */
export async function runForecast({
  asOf,
  publish,
  reason = 'command',
  ...options
}: RunForecastOptions): Promise<ForecastRun> {
  const id = newId();
  const run = await asSystem('job:forecast.run', async (tx) => {
    await insertRun(tx, { id, reason, publishes: publish, asOf });
    return startRun(tx, id);
  });
  return executeRun(run, options);
}
