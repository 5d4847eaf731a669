import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

const STOP_LIMIT_MS = 15_000;
const LONGEST_PAUSE_MS = 30_000;

export interface WorkerProcess {
  /** Asks the worker to stop, waits for it, and ends it by force when it takes too long. */
  stop(): Promise<void>;
}

/**
 * Runs scripts/worker.ts beside the web server, in a process group of its own: Ctrl-C in the terminal reaches only
 * the parent, which stops things in order. A worker that ends by itself is started again, after a growing pause.
 * It notices by the closed channel when this process has been killed.
 */
export function startWorker(onProblem: (message: string) => void): WorkerProcess {
  let child: ChildProcess | undefined;
  let stopping = false;
  let pauseMs = 1000;
  let restart: NodeJS.Timeout | undefined;

  const start = () => {
    const startedAt = performance.now();
    child = spawn(process.execPath, ['--import', 'tsx', path.resolve(import.meta.dirname, '../worker.ts')], {
      env: { ...process.env, PORTAL_SERVICE: 'worker' },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      detached: true,
    });
    child.on('error', (error) => onProblem(`The worker cannot be started: ${error.message}`));
    child.on('exit', (code, signal) => {
      child = undefined;
      if (stopping) return;
      if (performance.now() - startedAt > LONGEST_PAUSE_MS) pauseMs = 1000;
      onProblem(`The worker ended (${signal ?? code}); it is started again in ${pauseMs / 1000} s.`);
      restart = setTimeout(start, pauseMs);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    });
  };
  start();

  return {
    stop: async () => {
      stopping = true;
      clearTimeout(restart);
      const running = child;
      if (!running || running.exitCode !== null) return;
      await new Promise<void>((resolve) => {
        running.once('exit', () => resolve());
        running.kill('SIGTERM');
        setTimeout(() => running.kill('SIGKILL'), STOP_LIMIT_MS).unref();
      });
    },
  };
}
