import { parseArgs } from 'node:util';
import { calendarDate, dateInZone, parseCalendarDate } from '~/kernel/calendar-date';
import { resumeLatestRun } from '~/modules/forecast/commands/resume-run.server';
import { runForecast } from '~/modules/forecast/commands/run-forecast.server';
import { systemClock } from '~/platform/system-clock.server';
import { closePools } from '~db/client.server';
import { openDatabase } from './support/database';
import { reportFailure } from './support/explain-error';
import { PlainFailure } from './support/failure';

const USAGE = `Usage: npm run forecast -- [--as-of YYYY-MM-DD] [--draft] [--publish-anyway WHY] [--threads N]
       npm run forecast -- --resume

Computes the demand forecast of every SKU and market, nets it into each factory's order forecast, checks the result, and
publishes both as one new version unless a check stands against it. Open pages update by themselves.

  --as-of DAY            look from this day instead of today (UTC): sales before it count
  --draft                keep the version as a draft that factories do not see
  --publish-anyway WHY   publish whatever the checks find; WHY is kept with the version
  --threads N            worker threads (default: one per processor, at most 4; 0 computes in this thread)
  --resume               go on with the latest run that failed, was cancelled or was cut off, from its last finished chunk

Control-C stops between two chunks; what is written stays for --resume.
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
    const stop = new AbortController();
    process.once('SIGINT', () => stop.abort(new PlainFailure('Stopped. --resume goes on from here.')));
    const options = {
      now,
      publishAnyway: values['publish-anyway'],
      threads: threadsOf(values.threads),
      signal: stop.signal,
      log: (line: string) => console.log(line),
      onProgress: showProgress,
    };
    const run = values.resume
      ? await resumeLatestRun(options)
      : await runForecast({
          asOf: asked === undefined ? dateInZone(now, 'UTC') : calendarDate(asked),
          publish: !values.draft,
          ...options,
        });
    if (!run) throw new PlainFailure('There is no run to go on with: the latest one is done.');
    const seconds = (performance.now() - started) / 1000;
    console.log(
      `${seconds.toFixed(1)} s, ${Math.round(run.series / seconds)} series/s, input ${run.inputHash.slice(0, 12)}`,
    );
    if (!run.isPublished && !values.draft) {
      console.log(
        `Not published: a check stands against version ${run.number}, or it was asked for as a draft.`,
      );
    }
  } finally {
    await closePools();
    await database.close();
  }
}

function options() {
  try {
    return parseArgs({
      options: {
        'as-of': { type: 'string' },
        draft: { type: 'boolean' },
        'publish-anyway': { type: 'string' },
        threads: { type: 'string' },
        resume: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new PlainFailure(`${(error as Error).message}\n\n${USAGE}`);
  }
}

function threadsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const threads = Number(text);
  if (!Number.isInteger(threads) || threads < 0 || threads > 64) {
    throw new PlainFailure(`--threads is "${text}"; expected a whole number from 0 to 64.`);
  }
  return threads;
}

let tenths = 0;

/** One line that rewrites itself on a terminal; every tenth part elsewhere. */
function showProgress(done: number, total: number): void {
  if (process.stderr.isTTY) {
    process.stderr.write(`\r${done} of ${total} SKUs${done === total ? '\n' : ''}`);
    return;
  }
  const now = Math.floor((done * 10) / total);
  if (now > tenths) console.error(`${done} of ${total} SKUs`);
  tenths = now;
}

await main().catch(reportFailure);
