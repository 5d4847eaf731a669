import { parseArgs } from 'node:util';
import { calendarDate, dateInZone, parseCalendarDate } from '~/kernel/calendar-date';
import { runForecast } from '~/modules/forecast/commands/run-forecast.server';
import { systemClock } from '~/platform/system-clock.server';
import { closePools } from '~db/client.server';
import { openDatabase } from './support/database';
import { reportFailure } from './support/explain-error';
import { PlainFailure } from './support/failure';

const USAGE = `Usage: npm run forecast -- [--as-of YYYY-MM-DD] [--draft]

Computes the demand forecast of every SKU and market, nets it into each factory's order forecast, and publishes both as
one new version. Open pages update by themselves.

  --as-of DAY   look from this day instead of today (UTC): sales before it count
  --draft       keep the version as a draft that factories do not see
`;

async function main(): Promise<void> {
  const values = options();
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const now = systemClock.now();
  const asked = values['as-of'];
  if (asked !== undefined && !parseCalendarDate(asked).ok) {
    throw new PlainFailure(`--as-of is "${asked}"; expected a day such as 2026-11-22.`);
  }
  const database = await openDatabase({ purpose: 'npm run forecast' });
  try {
    const started = performance.now();
    const run = await runForecast({
      asOf: asked === undefined ? dateInZone(now, 'UTC') : calendarDate(asked),
      publish: !values.draft,
      now,
      log: (line) => console.log(line),
      onProgress: showProgress,
    });
    const seconds = (performance.now() - started) / 1000;
    console.log(
      `${seconds.toFixed(1)} s, ${Math.round(run.series / seconds)} series/s, input ${run.inputHash.slice(0, 12)}`,
    );
  } finally {
    await closePools();
    await database.close();
  }
}

function options() {
  try {
    return parseArgs({
      options: { 'as-of': { type: 'string' }, draft: { type: 'boolean' }, help: { type: 'boolean' } },
    }).values;
  } catch (error) {
    throw new PlainFailure(`${(error as Error).message}\n\n${USAGE}`);
  }
}

/** One line that rewrites itself on a terminal; every tenth part elsewhere. */
function showProgress(done: number, total: number): void {
  if (process.stderr.isTTY) {
    process.stderr.write(`\r${done} of ${total} SKUs${done === total ? '\n' : ''}`);
  } else if (done === total || Math.floor((done * 10) / total) > Math.floor(((done - 200) * 10) / total)) {
    console.error(`${done} of ${total} SKUs`);
  }
}

await main().catch(reportFailure);
