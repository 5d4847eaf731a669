import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createRandom } from '~/kernel/random';
import {
  coverage,
  errorSums,
  type QuantileForecast,
  wapeWithBias,
  weightedQuantileLoss,
} from '~/modules/forecast/domain/demand/accuracy';
import { currentEngine } from '~/modules/forecast/domain/demand/current-engine';
import { type DemandForecast, quantileKey } from '~/modules/forecast/domain/demand/engine';
import { reportFigure } from './report';

const USAGE = `Measures the current demand engine: accuracy on held-out weeks, and speed.

  tsx scripts/bench/forecast.ts [--data DIR] [--scorer FILE] [--out DIR] [--series N] [--max-seconds S]

  --data DIR       holds m4-weekly.jsonl and online-retail-weekly.jsonl (default ../shared/data/forecast).
                   One JSON per line: {"id","m","h","train":[number|null],"test":[number|null]}; "test" is
                   withheld from the engine. A set that is absent is named and left out.
  --scorer FILE    program run as "node FILE DATA FORECASTS" (default ../shared/bench/forecast/score.mjs);
                   without it WAPE, bias, quantile loss and coverage are computed by the portal's own accuracy code.
  --out DIR        keeps the forecasts, one JSON per line: {"id","mean","quantiles":{"0.1":[…]},"model"}
                   (default: a new temporary folder).
  --series N       made-up series of 78 weeks for the speed run, 39 weeks ahead, one core (default 15000; 0 skips).
  --max-seconds S  the speed run's bar, as seconds for 15,000 series (default 60).

Reading the figures: OWA and the scaled errors are relative to Naive2, 1 is no better; WAPE stands beside the naive
WAPE; coverage80 and coverage95 should be near 0.80 and 0.95 (on products that often sell nothing the lower bound is
zero, so coverage runs higher).

Exit code 0, 1 if a forecast is missing or invalid, naive is not beaten, or the speed run misses its bar; 2 for wrong usage.`;

const LEVELS = [0.025, 0.1, 0.5, 0.7, 0.8, 0.9, 0.95, 0.975];
const SETS = ['m4-weekly', 'online-retail-weekly'];

interface DataLine {
  id: string;
  m: number;
  h: number;
  train: (number | null)[];
  test: (number | null)[];
}

/** What the scorer prints; the fallback fills what it can. */
interface Scores {
  WAPE: number;
  OWA?: number;
  missing?: number;
  bad?: number;
  naive2?: { WAPE: number };
}

function options() {
  try {
    const { values } = parseArgs({
      options: {
        data: { type: 'string', default: '../shared/data/forecast' },
        scorer: { type: 'string', default: '../shared/bench/forecast/score.mjs' },
        out: { type: 'string' },
        series: { type: 'string', default: '15000' },
        'max-seconds': { type: 'string', default: '60' },
        help: { type: 'boolean', default: false },
      },
    });
    const series = Number(values.series);
    const maxSeconds = Number(values['max-seconds']);
    if (!Number.isInteger(series) || series < 0) throw new Error('--series takes a whole number, 0 or more');
    if (!(maxSeconds > 0)) throw new Error('--max-seconds takes a number above 0');
    return { ...values, series, maxSeconds };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    process.exit(2);
  }
}

function measureSet(name: string, dataFile: string, scorer: string, outDir: string): boolean {
  const data = readFileSync(dataFile, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as DataLine);
  const started = performance.now();
  const forecasts = data.map(({ id, m, h, train }) =>
    currentEngine.forecast({ id, seasonLength: m, values: train }, { horizonWeeks: h, quantiles: LEVELS }),
  );
  const seconds = (performance.now() - started) / 1000;
  const file = path.join(outDir, `${name}.jsonl`);
  writeFileSync(file, data.map((line, i) => scoreLine(line.id, forecasts[i]!)).join('\n'));

  const scored = existsSync(scorer);
  const scores: Scores = scored
    ? (JSON.parse(execFileSync(process.execPath, [scorer, dataFile, file], { encoding: 'utf8' })) as Scores)
    : ownScores(data, forecasts);
  console.log(`\n${name}: ${data.length} series, ${(data.length / seconds).toFixed(0)} series/s on one core`);
  if (!scored)
    console.log(`  scorer absent (${scorer}): figures by the portal's own accuracy code, OWA not measured`);
  console.log(`  ${JSON.stringify(scores)}`);
  console.log(`  forecasts: ${file}`);
  return verdict(name, scores);
}

/** Naive is the bar: by OWA where series are smooth, by WAPE where they hold many zeros and sMAPE says little. */
function verdict(name: string, { missing = 0, bad = 0, OWA, WAPE, naive2 }: Scores): boolean {
  const beaten = name === 'm4-weekly' ? OWA === undefined || OWA < 1 : !naive2 || WAPE < naive2.WAPE;
  if (missing > 0 || bad > 0) console.log(`  FAILED: ${missing} series missing, ${bad} invalid`);
  const isMet = missing === 0 && bad === 0 && beaten;
  const against =
    OWA === undefined ? `WAPE ${WAPE.toFixed(3)}` : `OWA ${OWA.toFixed(3)}, WAPE ${WAPE.toFixed(3)}`;
  reportFigure('forecast', name, { figure: `${against} (bar: better than naive)`, isMet });
  return isMet;
}

function scoreLine(id: string, forecast: DemandForecast): string {
  const quantiles = Object.fromEntries(
    LEVELS.map((level) => [String(level), forecast.quantiles[quantileKey(level)]]),
  );
  return JSON.stringify({ id, mean: forecast.mean, quantiles, model: forecast.model });
}

function ownScores(data: readonly DataLine[], forecasts: readonly DemandForecast[]): Scores {
  const joined = <T>(pick: (line: DataLine, forecast: DemandForecast) => readonly T[]): T[] =>
    data.flatMap((line, i) => pick(line, forecasts[i]!));
  const actual = joined((line) => line.test);
  const at = (level: number) => joined((_, forecast) => forecast.quantiles[quantileKey(level)] ?? []);
  const ours = wapeWithBias(
    errorSums(
      actual,
      joined((_, forecast) => forecast.mean),
    ),
  );
  const naive = wapeWithBias(
    errorSums(
      actual,
      joined((line) => new Array<number>(line.h).fill(line.train.findLast((v) => v !== null) ?? 0)),
    ),
  );
  const bands: QuantileForecast[] = LEVELS.map((level) => ({ level, values: at(level) }));
  const extra = {
    bias: ours.bias,
    wQL: weightedQuantileLoss(actual, bands),
    coverage80: coverage(actual, at(0.1), at(0.9)).share,
    coverage95: coverage(actual, at(0.025), at(0.975)).share,
  };
  return { WAPE: ours.wape ?? Number.NaN, ...extra, naive2: { WAPE: naive.wape ?? Number.NaN } };
}

/** 78 weeks as a shop sees them: level, season, trend, promotions; every third series intermittent. */
function madeUpSeries(count: number): number[][] {
  const random = createRandom('forecast speed');
  return Array.from({ length: count }, (_, i) => {
    const level = i % 3 === 0 ? 0.4 : 5 + 60 * random.next();
    const phase = 2 * Math.PI * random.next();
    const growth = 0.98 + 0.04 * random.next();
    return Array.from({ length: 78 }, (__, t) => {
      const season = 1 + 0.4 * Math.sin(phase + (2 * Math.PI * t) / 52);
      const promotion = random.next() < 0.04 ? 2.5 : 1;
      return random.negativeBinomial(Math.max(0.05, level * season * promotion * growth ** (t / 4)), 2);
    });
  });
}

function measureSpeed(count: number, maxSeconds: number): boolean {
  const all = madeUpSeries(count);
  const started = performance.now();
  all.forEach((values, i) => {
    currentEngine.forecast(
      { id: String(i), seasonLength: 52, values },
      { horizonWeeks: 39, quantiles: [0.1, 0.5, 0.7, 0.8, 0.9] },
    );
  });
  const seconds = (performance.now() - started) / 1000;
  const full = (seconds / count) * 15_000;
  const megabytes = Math.round(process.memoryUsage().rss / 2 ** 20);
  console.log(
    `\nspeed: ${count} series of 78 weeks, 39 ahead, with backtest: ${seconds.toFixed(1)} s, ` +
      `${((1000 * seconds) / count).toFixed(2)} ms each, ${megabytes} MB resident`,
  );
  reportFigure('forecast', 'speed on one core', {
    figure: `${(count / seconds).toFixed(0)} series/s, ${full.toFixed(1)} s for 15,000 (bar ${maxSeconds} s)`,
    isMet: full <= maxSeconds,
  });
  return full <= maxSeconds;
}

function main(): void {
  const { data, scorer, out, series, maxSeconds, help } = options();
  if (help) {
    console.log(USAGE);
    return;
  }
  const outDir = out ?? mkdtempSync(path.join(tmpdir(), 'forecast-bench-'));
  mkdirSync(outDir, { recursive: true });
  console.log(`engine ${currentEngine.id} version ${currentEngine.version}`);
  let good = true;
  for (const name of SETS) {
    const file = path.join(data, `${name}.jsonl`);
    if (!existsSync(file)) {
      console.log(`\n${name}: absent (looked for ${file}), not measured`);
      continue;
    }
    good = measureSet(name, file, scorer, outDir) && good;
  }
  if (series > 0) good = measureSpeed(series, maxSeconds) && good;
  if (!good) process.exitCode = 1;
}

main();
