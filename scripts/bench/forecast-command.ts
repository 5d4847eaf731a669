import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface CommandRun {
  code: number | null;
  seconds: number;
  /** Largest resident memory of the process with all its threads; null where the system does not tell. */
  megabytes: number | null;
}

/** Runs `forecast:series` as a process of its own, as anyone would, with its start and its files in the measured time. */
export async function runCommand(input: string, output: string, jobs: number): Promise<CommandRun> {
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      'scripts/forecast-series.ts',
      '--input',
      input,
      '--output',
      output,
      '--jobs',
      `${jobs}`,
    ],
    { stdio: 'ignore' },
  );
  let megabytes: number | null = null;
  const look = setInterval(() => {
    megabytes = peakOf(child.pid) ?? megabytes;
  }, 50);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  clearInterval(look);
  return { code, seconds: (performance.now() - started) / 1000, megabytes };
}

function peakOf(pid: number | undefined): number | null {
  try {
    const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return found ? Math.round(Number(found[1]) / 1024) : null;
  } catch {
    return null;
  }
}
