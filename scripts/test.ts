import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ensureBuild } from './support/build';
import { explainError } from './support/explain-error';
import { readTotals, type Totals } from './support/test-totals';

const USAGE = `Usage: npm test [-- PATH...] [-- VITEST OPTIONS]

Type-checks, lints, builds, then runs the unit, architecture, database, HTTP and browser tests on an embedded PostgreSQL
of this run's own. With paths, only tests whose file name contains one of them run. Ends with a line of totals:
"N passed, N failed"; exit code 1 if anything failed.
`;

const root = path.resolve(import.meta.dirname, '..');
const running = new Set<ReturnType<typeof spawn>>();

/** Runs a program of node_modules/.bin to its end. @returns its exit code, 1 if it was ended by a signal */
function run(program: string, args: string[], env: NodeJS.ProcessEnv = process.env): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(path.join(root, 'node_modules/.bin', program), args, {
      cwd: root,
      env,
      stdio: 'inherit',
    });
    running.add(child);
    const finish = (code: number) => {
      running.delete(child);
      resolve(code);
    };
    child.on('error', (error) => {
      console.error(`${program}: ${error.message}`);
      finish(1);
    });
    child.on('exit', (code) => finish(code ?? 1));
  });
}

async function step(name: string, totals: Totals, work: () => Promise<boolean>): Promise<void> {
  const started = performance.now();
  const passed = await work();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${passed ? 'passed' : 'FAILED'}  ${name} (${seconds} s)`);
  totals[passed ? 'passed' : 'failed'] += 1;
}

async function main(args: readonly string[]): Promise<void> {
  // Inside the checkout: a run that is killed hard leaves nothing in the system's folders.
  const cache = path.join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(path.join(cache, 'test-report-'));
  const totals: Totals = { passed: 0, failed: 0, skipped: 0 };
  // In a terminal Ctrl-C reaches the programs too; the runner then stops its servers before it ends.
  let interrupted = false;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      interrupted = true;
      for (const child of running) child.kill(name === 'SIGINT' ? 'SIGINT' : 'SIGTERM');
    });
  }
  try {
    if (args.length === 0) {
      await Promise.all([
        step('typecheck', totals, async () => (await run('tsc', ['--noEmit'])) === 0),
        step('lint', totals, async () => (await run('biome', ['check', '--error-on-warnings'])) === 0),
      ]);
    }
    if (interrupted) return;
    await step('build', totals, async () => {
      try {
        await ensureBuild();
        return true;
      } catch (error) {
        console.error(explainError(error) ?? error);
        return false;
      }
    });
    if (interrupted) return;
    const report = path.join(folder, 'report.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const code = await run('vitest', ['run', ...reporters, ...args], { ...process.env, NODE_ENV: 'test' });
    const tests = readTotals(readReport(report), code);
    for (const key of ['passed', 'failed', 'skipped'] as const) totals[key] += tests[key];
  } finally {
    rmSync(folder, { recursive: true, force: true });
    const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : '';
    console.log(
      interrupted ? '\nInterrupted.' : `\n${totals.passed} passed, ${totals.failed} failed${skipped}`,
    );
    process.exitCode = interrupted ? 130 : totals.failed > 0 ? 1 : 0;
  }
}

function readReport(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

if (process.argv.includes('--help')) console.log(USAGE);
else await main(process.argv.slice(2));
