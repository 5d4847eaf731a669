import { parseArgs } from 'node:util';
import { type CalendarDate, parseCalendarDate } from '~/kernel/calendar-date';
import { closePools } from '~db/client.server';
import { isSeedScale, SEED_SCALES, type SeedScale } from '~db/seed/scales';
import { DEFAULT_SEED, NotEmptyError, type SeedSummary, seedDemo } from '~db/seed/seed.server';
import { openDatabase, requireAdmin } from './support/database';
import { reportFailure } from './support/explain-error';
import { PlainFailure } from './support/failure';
import { prepareDatabase } from './support/prepare-database';

const USAGE = `Usage: npm run db:seed -- [options]

Fills a new database (DATABASE_URL, or the embedded one) with a demonstration platform: factories, SKUs, daily sales,
stock, orders, sign-ins, and two published forecast versions. Migrates first. The same seed and date give the same rows.

  --scale NAME         demo: 12 factories, 168 SKUs, 18 months (the default)
                       case: 200 factories, 5,000 SKUs, 24 months, about 10 million sales rows (1.3 GB)
                       10x:  2,000 factories, 50,000 SKUs, 24 months, about 100 million sales rows (13 GB)
                       tiny: 3 factories, 20 SKUs, 4 months, for tests
  --seed N             another world: a whole number (${DEFAULT_SEED})
  --today YYYY-MM-DD   the day it stands on; sales end the day before (today in UTC)
  --no-forecast        do not compute the two forecast versions
  --force              seed although people have accounts already; nothing is overwritten
`;

interface Settings {
  scale: SeedScale;
  seed: number;
  today: CalendarDate | undefined;
  forecast: boolean;
  force: boolean;
}

function settingsOf(args: readonly string[]): Settings {
  const { values } = parse(args);
  const scale = values.scale ?? 'demo';
  if (!isSeedScale(scale)) {
    throw new PlainFailure(`--scale is ${JSON.stringify(scale)}; expected one of ${SEED_SCALES.join(', ')}.`);
  }
  if (values.seed !== undefined && !/^\d{1,9}$/.test(values.seed)) {
    throw new PlainFailure(
      `--seed is ${JSON.stringify(values.seed)}; expected a whole number of up to 9 digits.`,
    );
  }
  const today = values.today === undefined ? undefined : parseCalendarDate(values.today);
  if (today && !today.ok) {
    throw new PlainFailure(`--today is ${JSON.stringify(values.today)}; expected a date such as 2026-01-31.`);
  }
  return {
    scale,
    seed: values.seed === undefined ? DEFAULT_SEED : Number(values.seed),
    today: today?.value,
    forecast: values['no-forecast'] !== true,
    force: values.force === true,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        scale: { type: 'string' },
        seed: { type: 'string' },
        today: { type: 'string' },
        'no-forecast': { type: 'boolean' },
        force: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new PlainFailure(`${(error as Error).message}\n\n${USAGE}`);
  }
}

function report(summary: SeedSummary): void {
  const n = (value: number) => value.toLocaleString('en');
  const { orders } = summary;
  console.log(`
Scale ${summary.scale}, seed ${summary.seed}, as of ${summary.today}
  factories             ${n(summary.factories)}
  SKUs                  ${n(summary.skus)} with ${n(summary.sourcings)} sources
  daily sales           ${n(summary.salesRows)} rows, ${n(summary.unitsSold)} pieces
  revenue of a year     ${n(summary.revenueUsd)} USD
  stock-outs            ${n(summary.stockOuts)}
  stock movements       ${n(summary.stockMovements)}
  orders                ${n(orders.purchase_order)} with ${n(orders.po_line)} lines
  forecast versions     ${summary.forecastVersions.join(', ') || 'none'}
  time                  ${summary.dataSeconds} s for the data, ${summary.forecastSeconds} s for the forecasts`);
}

async function main(args: readonly string[]): Promise<void> {
  const settings = settingsOf(args);
  const database = await openDatabase({ purpose: 'npm run db:seed' });
  try {
    const adminUrl = requireAdmin(database);
    await prepareDatabase(adminUrl);
    report(await seedDemo({ adminUrl, derive: true, ...settings, log: (line) => console.log(line) }));
  } catch (error) {
    if (!(error instanceof NotEmptyError)) throw error;
    const other = settings.force ? '' : ', or seed beside what is there with --force';
    throw new PlainFailure(`${error.message} Empty it with "npm run db:reset -- --empty"${other}.`);
  } finally {
    await closePools();
    await database.close();
  }
}

if (process.argv.includes('--help')) console.log(USAGE);
else await main(process.argv.slice(2)).catch(reportFailure);
