import { spawn } from 'node:child_process';
import path from 'node:path';
import { createTestDatabase, type TestDatabase, type TestDatabaseOptions } from './database';

export interface RunningPortal {
  url: string;
  database: TestDatabase;
  /** All it printed so far. */
  output(): string;
  /** Stops it as Ctrl-C would, and drops its database. */
  stop(): Promise<void>;
}

export interface PortalOptions {
  seed?: TestDatabaseOptions['seed'] | null;
  /** Settings on top of the test's own. */
  env?: Record<string, string>;
}

/**
 * Starts the portal, worker included, as `npm start` does: a process of its own on a free port, with a database of
 * its own (a copy of the demo unless another `seed` is named; `null` for an empty one).
 */
export async function startPortal({ env = {}, seed = 'demo' }: PortalOptions = {}): Promise<RunningPortal> {
  const database = await createTestDatabase(seed ? { seed } : {});
  const start = path.resolve('scripts/start.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', start], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
      PORT: '0',
      DATABASE_URL: database.adminUrl,
      DEMO: seed ? 'on' : 'off',
      FORECAST_SCHEDULE: 'off',
      ...env,
    },
    // Through the open channel the portal notices if this process is killed.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        output += chunk;
        const ready = /ready at (http:\S+)[\s\S]*Started in/.exec(output);
        if (ready?.[1]) resolve(ready[1]);
      });
    }
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the portal ended with ${code}:\n${output}`)));
  });
  return {
    url,
    database,
    output: () => output,
    stop: async () => {
      child.kill('SIGINT');
      await exited;
      await database.close();
    },
  };
}
