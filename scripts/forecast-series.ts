import { createReadStream, createWriteStream, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { lineBatches } from './forecast-series/line-batches';
import { answerInOrder } from './forecast-series/pool';
import { MAX_HORIZON } from './forecast-series/read-line';
import { explainError } from './support/explain-error';

const MAX_JOBS = 64;

const USAGE = `Usage: npm run -s forecast:series -- --input FILE.jsonl --output OUT.jsonl [--jobs N]

Forecasts every series of a file with the portal's demand engine. No database is needed.

  --input FILE    one JSON per line (below); "-" reads standard input
  --output FILE   one JSON per line, in the same order; "-" writes standard output. The file appears when all is done
  --jobs N        worker threads, 1 to ${MAX_JOBS} (default: one per processor, here ${availableParallelism()})
  --help          show this text

Input line
  {"id": "A-1", "m": 52, "h": 13, "train": [3, 0, null, 7]}
  id      string (a number is taken, too), repeated in the answer
  m       points in a season: 52 for weeks of a year, 7 for days of a week, 24 for hours of a day, 1 for none.
          A fraction is rounded. May be left out where "freq" says it
  h       points to forecast, 1 to ${MAX_HORIZON}
  train   the history, oldest first, no gaps: numbers, or null for unknown. Negative values (net returns) count as 0,
          values beyond 1e15 and NaN as unknown
  freq    optional: "H", "D", "W", "M", "Q" or "Y". Hours and days may then show a second season (week, year)
  start   optional: day of the first value, "YYYY-MM-DD" (for hours "YYYY-MM-DDTHH")
  events  optional: what lifts or lowers single points, in the past and ahead, such as promotions and moving holidays:
          [{"name": "Black Friday", "index": [46, 98, 150]}] counted from the first value of "train" (0), or
          [{"name": "Black Friday", "dates": ["2024-11-29", "2025-11-28"]}], which needs "start" and "freq".
          The effect is learnt from past points of that name and applied to those ahead
Any other field is ignored. Lines of white space are left out.

Output line
  {"id": "A-1", "mean": [h numbers], "quantiles": {"0.025": [...], "0.1": ..., "0.5": ..., "0.7": ..., "0.8": ...,
   "0.9": ..., "0.95": ..., "0.975": ...}, "model": "what made it"}
  Quantiles are not negative and do not cross; they are whole where the history is. The mean is an expectation and
  need not be whole. A line that cannot be forecast gives {"id", "error"}, with id null where it cannot be read.

Exit codes
  0  done
  3  done, but some lines are malformed; each has its error in the output
  1  failed, the output was not written
  2  the command line is not right`;

class WrongUsage extends Error {}

interface Options {
  input: string;
  output: string;
  jobs: number;
}

function options(): Options | null {
  let values: { input?: string; output?: string; jobs?: string; help?: boolean };
  try {
    values = parseArgs({
      options: {
        input: { type: 'string', short: 'i' },
        output: { type: 'string', short: 'o' },
        jobs: { type: 'string', short: 'j' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new WrongUsage((error as Error).message);
  }
  if (values.help) return null;
  const { input, output } = values;
  if (!input) throw new WrongUsage('--input is missing: the file to read.');
  if (!output) throw new WrongUsage('--output is missing: the file to write.');
  const jobs = values.jobs === undefined ? Math.min(MAX_JOBS, availableParallelism()) : Number(values.jobs);
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > MAX_JOBS)
    throw new WrongUsage(`--jobs is "${values.jobs}"; expected a whole number from 1 to ${MAX_JOBS}.`);
  checkFiles(input, output);
  return { input, output, jobs };
}

function checkFiles(input: string, output: string): void {
  if (input !== '-') {
    if (!existsSync(input)) throw new WrongUsage(`There is no file ${input} (--input).`);
    if (statSync(input).isDirectory()) throw new WrongUsage(`${input} (--input) is a folder.`);
  }
  if (output === '-') return;
  const folder = path.dirname(path.resolve(output));
  if (!existsSync(folder))
    throw new WrongUsage(`There is no folder ${folder} to write ${output} in (--output).`);
  if (existsSync(output) && statSync(output).isDirectory())
    throw new WrongUsage(`${output} (--output) is a folder.`);
  if (input !== '-' && path.resolve(input) === path.resolve(output))
    throw new WrongUsage('--input and --output are the same file.');
}

/** Where the answers go: a file beside the target that takes its name at the end, so that no half answer is mistaken for one. */
function openOutput(output: string): { stream: Writable; finish(): void; abandon(): void } {
  const isSpecial = output === '-' || (existsSync(output) && !statSync(output).isFile());
  if (isSpecial) {
    const stream = output === '-' ? process.stdout : createWriteStream(output);
    return { stream, finish: () => undefined, abandon: () => undefined };
  }
  const partial = `${output}.${process.pid}.partial`;
  return {
    stream: createWriteStream(partial),
    finish: () => renameSync(partial, output),
    abandon: () => rmSync(partial, { force: true }),
  };
}

async function main(): Promise<void> {
  const asked = options();
  if (!asked) {
    console.log(USAGE);
    return;
  }
  const source: AsyncIterable<Uint8Array> =
    asked.input === '-' ? process.stdin : createReadStream(asked.input);
  const output = openOutput(asked.output);
  const done = { lines: 0, bad: 0 };
  async function* texts() {
    for await (const { text, lines, bad } of answerInOrder(lineBatches(source), asked!.jobs)) {
      done.lines += lines;
      done.bad += bad;
      yield text;
    }
  }
  const started = performance.now();
  try {
    await pipeline(Readable.from(texts(), { objectMode: true, highWaterMark: 1 }), output.stream, {
      end: asked.output !== '-',
    });
    output.finish();
  } catch (error) {
    output.abandon();
    throw error;
  }
  const seconds = (performance.now() - started) / 1000;
  console.error(
    `${done.lines} series in ${seconds.toFixed(1)} s${done.bad > 0 ? `, ${done.bad} malformed` : ''}`,
  );
  if (done.bad > 0) process.exitCode = 3;
}

await main().catch((error: unknown) => {
  const isUsage = error instanceof WrongUsage;
  console.error(isUsage ? `${error.message}\n\n${USAGE}` : (explainError(error) ?? error));
  process.exitCode = isUsage ? 2 : 1;
});
