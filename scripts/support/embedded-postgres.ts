import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, statfsSync, statSync } from 'node:fs';
import { rm, truncate, writeFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { PlainFailure } from './failure';
import { findPostgres, type PostgresBinaries, type RunAs, serviceAccount } from './postgres-binaries';
import {
  type Cluster,
  ensureCluster,
  explainServerOutput,
  isAlive,
  OPEN_PLACE,
  readPostmaster,
  runningPostmaster,
} from './postgres-cluster';

const DATABASE = 'portal';
const LOG_LIMIT_BYTES = 20_000_000;
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 30_000;

export interface EmbeddedPostgresOptions {
  /** Absolute folder; the cluster is `<dataDir>/postgres`. */
  dataDir: string;
  port?: number | undefined;
  /** What this process is, for the message to whoever finds the database in use: `npm start`. */
  purpose: string;
  /** Use the server of another process of this checkout if one runs, instead of refusing. */
  share?: boolean;
  /** For tests: nothing is flushed to disk, no account is created, `dataDir` goes when this process dies. */
  disposable?: boolean;
  /** Where data and programs go that lie in a folder closed to the server's account. */
  openPlace?: string;
}

export interface EmbeddedPostgres {
  /** Superuser URL of the database `portal`. */
  url: string;
  /** False when the server belongs to another process of this checkout. */
  owned: boolean;
  /** Stops the server and waits for it (fast shutdown: open transactions roll back). Without effect if not owned. */
  stop(): Promise<void>;
  /** Calls back if the server ends although nobody stopped it here. */
  onUnexpectedExit(listener: (message: string) => void): void;
}

interface Owner {
  pid: number;
  purpose: string;
}

/**
 * Starts the PostgreSQL server that is kept under a data folder, as this user or, for root, as an unprivileged
 * account. It runs in a session of its own, so that Ctrl-C in the terminal does not reach it before its clients
 * have ended; a watchdog stops it should this process be killed.
 * @throws PlainFailure with what is wrong and what to do.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  if (process.platform === 'win32') {
    throw new PlainFailure(
      'The embedded PostgreSQL runs on Linux and macOS. Set DATABASE_URL to a server of your own.',
    );
  }
  const { dataDir, disposable = false } = options;
  // Tests change nothing outside their own folders.
  const runAs = serviceAccount({ mayCreate: !disposable && process.env.NODE_ENV !== 'test' });
  const openPlace = options.openPlace ?? (disposable ? path.dirname(dataDir) : OPEN_PLACE);
  const binaries = await findPostgres(runAs, disposable ? path.join(dataDir, 'programs') : openPlace);
  const cluster = await ensureCluster(dataDir, binaries, runAs, { durable: !disposable, openPlace });
  const shared = await settleWithRunning(cluster, options);
  if (shared) return shared;
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await freePort());
    try {
      return await launch(cluster, binaries, runAs, port, options);
    } catch (error) {
      if (!(error instanceof PlainFailure) || attempt >= 10) throw error;
      // Somebody took the free port between the look and the start, or a killed server's children linger.
      const portTaken = error.message.includes('EMBEDDED_PG_PORT') && !options.port;
      if (!portTaken && !error.message.includes('Try again')) throw error;
      await sleep(300);
    }
  }
}

/** A server that already runs on the cluster is shared, or refused, or, if its owner is gone, ended first. */
async function settleWithRunning(
  cluster: Cluster,
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres | undefined> {
  const giveUpAt = Date.now() + STOP_LIMIT_MS;
  for (;;) {
    const running = runningPostmaster(cluster.folder);
    if (!running) {
      await rm(path.join(cluster.folder, 'postmaster.pid'), { force: true });
      return undefined;
    }
    const owner = readOwner(options.dataDir);
    if (owner && isAlive(owner.pid)) {
      if (!options.share) {
        throw new PlainFailure(
          `The database in ${cluster.folder} is in use by "${owner.purpose}" (process ${owner.pid}). ` +
            'Stop that first, or set DATA_DIR to another folder for a second, separate portal.',
        );
      }
      if (running.ready) {
        const url = await connectableUrl(cluster, running.port);
        return { url, owned: false, stop: async () => {}, onUnexpectedExit: () => {} };
      }
    } else {
      // Left behind by a process that was killed. Ended in order, so that nothing has to be recovered.
      signal(running.pid, 'SIGINT');
    }
    if (Date.now() > giveUpAt) {
      throw new PlainFailure(
        `A database server (process ${running.pid}) still runs on ${cluster.folder} and does not end. ` +
          `End it with: kill -INT ${running.pid}`,
      );
    }
    await sleep(100);
  }
}

async function launch(
  cluster: Cluster,
  binaries: PostgresBinaries,
  runAs: RunAs,
  port: number,
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const { dataDir, purpose, disposable = false } = options;
  const logFile = path.join(dataDir, 'postgres.log');
  const logStart = await beginLog(logFile);
  const log = openSync(logFile, 'a');
  const child = spawn(binaries.postgres, ['-D', cluster.folder, '-p', String(port), ...flags(disposable)], {
    ...runAs,
    cwd: '/',
    env: binaries.environment,
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  const exited = new Promise<number | string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('exit', (code, signalName) => resolve(code ?? signalName ?? 'unknown'));
  });
  let ended: number | string | undefined;
  exited.then((how) => {
    ended = how;
  });
  const watchdog = child.pid
    ? startWatchdog(cluster.folder, child.pid, disposable ? dataDir : '')
    : undefined;
  const ownerFile = path.join(dataDir, 'postgres-owner.json');
  await writeFile(ownerFile, JSON.stringify({ pid: process.pid, purpose } satisfies Owner));

  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= (async () => {
      if (ended === undefined && child.pid) await endServer(child.pid, exited);
      await rm(ownerFile, { force: true });
      if (disposable) await rm(dataDir, { recursive: true, force: true });
      watchdog?.stdin?.end();
    })();
    return stopping;
  };

  try {
    await untilReady(cluster, child, () => ended, logFile, logStart);
    const url = await connectableUrl(cluster, port);
    return {
      url,
      owned: true,
      stop,
      onUnexpectedExit: (listener) => {
        exited.then((how) => {
          if (stopping) return;
          const output = readFileSync(logFile, 'utf8').slice(-4000);
          const reason = explainServerOutput(output, cluster.folder) ?? `see ${logFile}`;
          listener(`The embedded database ended (${how}): ${reason}`);
        });
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function untilReady(
  cluster: Cluster,
  child: ChildProcess,
  ended: () => number | string | undefined,
  logFile: string,
  logStart: number,
): Promise<void> {
  const giveUpAt = Date.now() + START_LIMIT_MS;
  for (;;) {
    const state = readPostmaster(cluster.folder);
    if (state?.ready && state.pid === child.pid) return;
    if (ended() !== undefined || Date.now() > giveUpAt) {
      const output = readFileSync(logFile, 'utf8').slice(logStart);
      throw new PlainFailure(
        explainServerOutput(output, cluster.folder) ??
          `The embedded database did not start (${ended() ?? 'no answer'}):\n${output.trim().slice(-2000)}`,
      );
    }
    await sleep(20);
  }
}

/** Fast shutdown; if that takes too long, an immediate one (the next start recovers from the log). */
async function endServer(pid: number, exited: Promise<unknown>): Promise<void> {
  for (const name of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    signal(pid, name);
    const timer = new AbortController();
    const done = await Promise.race([
      exited.then(() => true),
      sleep(STOP_LIMIT_MS, false, { signal: timer.signal }).catch(() => false),
    ]);
    timer.abort();
    if (done) return;
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/**
 * A shell that waits on a pipe from this process. When this process ends, however it ends, the pipe closes and
 * the shell stops the server if it still runs (the number in postmaster.pid guards against a reused one).
 */
function startWatchdog(folder: string, pid: number, remove: string): ChildProcess {
  const script =
    'cat >/dev/null; if [ "$(head -n 1 "$1/postmaster.pid" 2>/dev/null)" = "$2" ]; then kill -INT "$2"; fi; ' +
    'if [ -n "$3" ]; then n=0; while kill -0 "$2" 2>/dev/null && [ $n -lt 100 ]; do sleep 0.1; n=$((n+1)); done; ' +
    'rm -rf "$3"; fi';
  const child = spawn('/bin/sh', ['-c', script, 'database-watchdog', folder, String(pid), remove], {
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  child.unref();
  (child.stdin as unknown as net.Socket).unref();
  return child;
}

function flags(disposable: boolean): string[] {
  const settings: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: disposable ? 300 : 100,
    shared_buffers: disposable ? '128MB' : '256MB',
    effective_cache_size: '1GB',
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    random_page_cost: 1.1,
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] %u ',
    wal_level: 'minimal',
    max_wal_senders: 0,
    max_wal_size: '2GB',
    ...(hasSmallSharedMemory() ? { dynamic_shared_memory_type: 'sysv' } : {}),
    ...(disposable ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Containers often have 64 MB of /dev/shm, too little for a parallel query. */
function hasSmallSharedMemory(): boolean {
  try {
    const { bsize, blocks } = statfsSync('/dev/shm');
    return bsize * blocks < 512 * 1024 * 1024;
  } catch {
    return false;
  }
}

/** Makes the database at the first start; its URL. @throws PlainFailure if the server does not let us in */
async function connectableUrl(cluster: Cluster, port: number): Promise<string> {
  const url = (name: string) =>
    `postgres://${cluster.superuser}:${encodeURIComponent(cluster.password)}@127.0.0.1:${port}/${name}`;
  const sql = postgres(url('postgres'), { max: 1, onnotice: () => {} });
  try {
    const found = await sql`select 1 from pg_database where datname = ${DATABASE}`;
    if (found.length === 0) await sql.unsafe(`create database ${DATABASE} template template0`);
  } catch (error) {
    throw new PlainFailure(
      `The embedded database does not answer on port ${port}: ${(error as Error).message}`,
    );
  } finally {
    await sql.end();
  }
  return url(DATABASE);
}

function readOwner(dataDir: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(path.join(dataDir, 'postgres-owner.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

async function beginLog(file: string): Promise<number> {
  try {
    const { size } = statSync(file);
    if (size <= LOG_LIMIT_BYTES) return size;
    await truncate(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return 0;
}

/** A port that nothing listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
