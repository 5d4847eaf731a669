import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { coverage } from '~/modules/forecast/domain/demand/accuracy';
import { engineOf } from '~/modules/forecast/domain/demand/backtested-engine';
import { MODELS } from '~/modules/forecast/domain/demand/candidates';
import { currentEngine } from '~/modules/forecast/domain/demand/current-engine';
import type { DemandEngine } from '~/modules/forecast/domain/demand/engine';
import { answerLine } from '../forecast-series/answer-line';
import { runCommand } from './forecast-command';
import { type BenchSeries, madeUpSet, shopWeeks } from './forecast-made-up';
import { shopDays } from './forecast-shop-days';
import { reportFigure } from './report';

const USAGE = `Measures the current demand engine against its bars: accuracy, quantiles, coverage, speed and memory.

  npm run bench:forecast [-- options]

  --data DIR       holds m4-weekly.jsonl and online-retail-weekly.jsonl (default ../shared/data/forecast).
                   One JSON per line: {"id","m","mScale","h","train":[number|null],"test":[number|null]}; "test" is
                   withheld from the engine. A set that is absent is named and left out
  --scorer FILE    program run as "node FILE DATA FORECASTS" (default ../shared/bench/forecast/score.mjs)
  --shop FILE      sales of the online shop, for the set of product days (default ../shared/data/online-retail.csv.gz)
  --out DIR        keeps data and forecasts of every set (default: a new temporary folder)
  --no-single      leaves out the run of every single model
  --series N       series of 150 weeks in the speed runs (default 4000; 0 leaves them out)
  --max-seconds S  bar of the speed run on one core, as seconds for 15,000 series (default 60)

Reading the figures: OWA, MASE and sMAPE are M4's; OWA 1 is as good as Naive2. WAPE stands beside the naive one. Coverage is the
share of values inside the 80 % (q0.1 to q0.9) and the 95 % (q0.025 to q0.975) interval. Where a value is zero in more than a
tenth of all cases, no lower bound but zero is right, and nothing falls below it: there coverage runs above its name.

Exit code 0, 1 if a figure misses its bar, 2 for wrong usage.`;

interface Scores {
  series: number;
  sMAPE: number;
  MASE: number;
  WAPE: number;
  bias: number;
  wQL: number;
  MSIS: number;
  coverage80: number;
  coverage95: number;
  OWA: number;
  missing: number;
  bad: number;
}

const report = (what: string, figure: string, isMet: boolean) =>
  reportFigure('forecast', what, { figure, isMet });
const atMost = (what: string, value: number, bar: number) =>
  report(what, `${value.toFixed(3)} (bar ${bar})`, value <= bar);

function options() {
  try {
    const { values } = parseArgs({
      options: {
        data: { type: 'string', default: '../shared/data/forecast' },
        scorer: { type: 'string', default: '../shared/bench/forecast/score.mjs' },
        shop: { type: 'string', default: '../shared/data/online-retail.csv.gz' },
        out: { type: 'string' },
        'no-single': { type: 'boolean', default: false },
        series: { type: 'string', default: '4000' },
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

/** Forecasts a set the way `forecast:series` does and has it scored. */
function score(
  name: string,
  data: readonly BenchSeries[],
  engine: DemandEngine,
  scorer: string,
  out: string,
): Scores {
  const [dataFile, answers] = [path.join(out, `${name}.jsonl`), path.join(out, `${name}.${engine.id}.jsonl`)];
  writeFileSync(dataFile, data.map((line) => JSON.stringify(line)).join('\n'));
  const lines = data.map(({ test, ...asked }) => answerLine(JSON.stringify(asked), engine).text);
  writeFileSync(answers, lines.join('\n'));
  return JSON.parse(
    execFileSync(process.execPath, [scorer, dataFile, answers], { encoding: 'utf8' }),
  ) as Scores;
}

function readSet(file: string): BenchSeries[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as BenchSeries);
}

const HEADER = 'OWA    sMAPE   MASE   WAPE   wQL    MSIS   cov80  cov95   bias';
function row(label: string, s: Scores): string {
  const figures = [s.OWA, s.sMAPE, s.MASE, s.WAPE, s.wQL, s.MSIS, s.coverage80, s.coverage95, s.bias];
  return `  ${label.padEnd(30)} ${figures.map((v) => v.toFixed(3).padStart(6)).join(' ')}`;
}

function reportCoverage(
  name: string,
  { coverage80, coverage95, missing, bad }: Pick<Scores, 'coverage80' | 'coverage95' | 'missing' | 'bad'>,
): void {
  const share = (v: number) => `${(100 * v).toFixed(1)} %`;
  report(
    `${name}: 80 % interval`,
    `${share(coverage80)} inside (bar 77 to 83)`,
    Math.abs(coverage80 - 0.8) <= 0.03,
  );
  report(
    `${name}: 95 % interval`,
    `${share(coverage95)} inside (bar 92 to 98)`,
    Math.abs(coverage95 - 0.95) <= 0.03,
  );
  report(
    `${name}: forecasts`,
    `${missing} missing, ${bad} not finite, negative or crossing`,
    missing + bad === 0,
  );
}

function measureWeekly(data: readonly BenchSeries[], scorer: string, out: string): void {
  const scores = score('m4-weekly', data, currentEngine, scorer, out);
  console.log(`\nm4-weekly (${data.length} series)${' '.repeat(9)} ${HEADER}\n${row('the engine', scores)}`);
  atMost('m4-weekly: OWA', scores.OWA, 0.76);
  atMost('m4-weekly: MSIS', scores.MSIS, 20.4);
  reportCoverage('m4-weekly', scores);
}

function measureShop(data: readonly BenchSeries[], scorer: string, out: string, withSingles: boolean): void {
  const name = 'online-retail-weekly';
  const scores = score(name, data, currentEngine, scorer, out);
  console.log(`\n${name} (${data.length} series)${' '.repeat(0)} ${HEADER}\n${row('the engine', scores)}`);
  const singles = withSingles ? singleModels(name, data, scorer, out) : [];
  for (const figure of ['WAPE', 'wQL'] as const) {
    const best = singles.toSorted((a, b) => a.scores[figure] - b.scores[figure])[0];
    if (best)
      report(
        `${name}: ${figure}`,
        `${scores[figure].toFixed(4)} (bar: below every single model; best is ${best.id} ${best.scores[figure].toFixed(4)})`,
        scores[figure] < best.scores[figure],
      );
  }
  report(`${name}: MASE`, `${scores.MASE.toFixed(3)} (bar: below 2.33)`, scores.MASE < 2.33);
  reportCoverage(name, scores);
}

/** Every model on its own, with the same replays, centring and intervals; `ses` where it cannot answer. */
function singleModels(name: string, data: readonly BenchSeries[], scorer: string, out: string) {
  const singles = [];
  const unfit: string[] = [];
  for (const id of MODELS) {
    const engine = engineOf({ only: [id] });
    const answers = data.filter(({ train, m, h, freq }) => {
      const series = { id: '', seasonLength: m, values: train, frequency: freq as 'W' };
      return engine.forecast(series, { horizonWeeks: h, quantiles: [] }).model === id;
    }).length;
    if (answers === 0) {
      unfit.push(id);
      continue;
    }
    const scores = score(name, data, engine, scorer, out);
    console.log(row(`${id} (${answers})`, scores));
    singles.push({ id, scores });
  }
  if (unfit.length > 0) console.log(`  cannot answer for any of these series: ${unfit.join(', ')}`);
  return singles;
}

/** Coverage by kind, without the scorer: the third set needs nothing from outside. */
function measureMadeUp(): void {
  const data = madeUpSet(80);
  const kinds = new Map<
    string,
    { inside80: number; inside95: number; error: number; naive: number; n: number }
  >();
  const total = { inside80: 0, inside95: 0, n: 0, missing: 0, bad: 0 };
  for (const { test, ...asked } of data) {
    const answer = JSON.parse(answerLine(JSON.stringify(asked)).text) as {
      mean: number[];
      quantiles: Record<string, number[]>;
    };
    const q = (level: string) => answer.quantiles[level]!;
    const kind = asked.id.split(':')[0]!;
    const sums = kinds.get(kind) ?? { inside80: 0, inside95: 0, error: 0, naive: 0, n: 0 };
    const inside = (low: string, high: string) => coverage(test, q(low), q(high)).share! * test.length;
    sums.inside80 += inside('0.1', '0.9');
    sums.inside95 += inside('0.025', '0.975');
    sums.n += test.length;
    test.forEach((actual, h) => {
      const season = asked.m > 24 ? 1 : asked.m;
      sums.error += Math.abs(actual! - answer.mean[h]!);
      sums.naive += Math.abs(actual! - asked.train[asked.train.length - season + (h % season)]!);
    });
    kinds.set(kind, sums);
  }
  console.log(`\nmade-up third set (${data.length} series)   cov80  cov95  error ÷ (seasonal) naive error`);
  for (const [kind, { inside80, inside95, error, naive, n }] of kinds) {
    total.inside80 += inside80;
    total.inside95 += inside95;
    total.n += n;
    console.log(
      `  ${kind.padEnd(30)} ${[inside80 / n, inside95 / n, error / naive].map((v) => v.toFixed(3).padStart(6)).join(' ')}`,
    );
  }
  reportCoverage('made-up set', {
    ...total,
    coverage80: total.inside80 / total.n,
    coverage95: total.inside95 / total.n,
  });
}

async function measureShopDays(file: string, scorer: string, out: string): Promise<void> {
  const data = await shopDays(file);
  const scores = score('shop-days', data, currentEngine, scorer, out);
  console.log(
    `\nproduct days of the shop (${data.length})  ${HEADER}\n${row('the engine (no bar)', scores)}`,
  );
}

async function measureSpeed(count: number, maxSeconds: number, out: string): Promise<void> {
  const all = shopWeeks(count, 150);
  const input = path.join(out, 'speed.jsonl');
  writeFileSync(input, all.map((train, i) => JSON.stringify({ id: `${i}`, m: 52, h: 26, train })).join('\n'));
  const { code, seconds, megabytes } = await runCommand(input, path.join(out, 'speed.out.jsonl'), 2);
  console.log(
    `\nspeed: ${count} series of 150 weeks, 26 ahead, with backtest and quantiles; ${cpus().length} cores`,
  );
  const rate = count / seconds;
  report('forecast:series --jobs 2', `${rate.toFixed(0)} series/s (bar 200)`, code === 0 && rate >= 200);
  if (megabytes !== null) report('its memory', `${megabytes} MB resident (bar 1024)`, megabytes <= 1024);

  // Processor time, not the clock's: others may be at work on this machine.
  const before = process.cpuUsage();
  all.forEach((values, i) => {
    const series = { id: String(i), seasonLength: 52, values };
    currentEngine.forecast(series, { horizonWeeks: 39, quantiles: [0.1, 0.5, 0.7, 0.8, 0.9] });
  });
  const { user, system } = process.cpuUsage(before);
  const each = (user + system) / 1000 / count;
  const full = each * 15;
  report(
    'the engine on one core',
    `${each.toFixed(2)} ms of processor time a series, ${full.toFixed(1)} s for 15,000 (bar ${maxSeconds} s)`,
    full <= maxSeconds,
  );
}

async function main(): Promise<void> {
  const asked = options();
  if (asked.help) {
    console.log(USAGE);
    return;
  }
  const out = asked.out ?? mkdtempSync(path.join(tmpdir(), 'forecast-bench-'));
  mkdirSync(out, { recursive: true });
  console.log(`engine ${currentEngine.id} version ${currentEngine.version}; data and forecasts in ${out}`);
  const present = (what: string, ...files: string[]) => {
    const missing = files.find((file) => !existsSync(file));
    if (missing) console.log(`\n${what}: not measured, ${missing} is absent`);
    return !missing;
  };
  const file = (name: string) => path.join(asked.data, `${name}.jsonl`);
  if (present('m4-weekly', file('m4-weekly'), asked.scorer))
    measureWeekly(readSet(file('m4-weekly')), asked.scorer, out);
  if (present('online-retail-weekly', file('online-retail-weekly'), asked.scorer))
    measureShop(readSet(file('online-retail-weekly')), asked.scorer, out, !asked['no-single']);
  measureMadeUp();
  if (present('product days of the shop', asked.shop, asked.scorer))
    await measureShopDays(asked.shop, asked.scorer, out);
  if (asked.series > 0) await measureSpeed(asked.series, asked.maxSeconds, out);
}

await main();
