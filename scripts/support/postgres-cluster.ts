import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import {
  chmod,
  chown,
  lstat,
  mkdir,
  readdir,
  readlink,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { PlainFailure } from './failure';
import { canEnter, type PostgresBinaries, type RunAs } from './postgres-binaries';

/** Where data of closed folders (such as /root/clone) is kept, so that the database's account can reach it. */
export const OPEN_PLACE = '/var/lib/factory-portal';

export interface Cluster {
  /** The data folder as the server sees it. */
  folder: string;
  superuser: string;
  password: string;
}

/** What the running server wrote into its postmaster.pid. */
export interface Postmaster {
  pid: number;
  port: number;
  ready: boolean;
}

/**
 * Finds or makes the cluster of a data folder. It is initialised beside its place and moved there when it is
 * complete, so a start that was cut off leaves no half of one.
 * @param durable false for tests: nothing is flushed to disk.
 */
export async function ensureCluster(
  dataDir: string,
  binaries: PostgresBinaries,
  runAs: RunAs,
  { durable, openPlace = OPEN_PLACE }: { durable: boolean; openPlace?: string },
): Promise<Cluster> {
  await mkdir(dataDir, { recursive: true });
  const entry = path.join(dataDir, 'postgres');
  const passwordFile = path.join(dataDir, 'postgres-password');
  const folder = (await linkTarget(entry)) ?? entry;
  if (existsSync(path.join(folder, 'PG_VERSION'))) {
    if (!existsSync(passwordFile)) {
      throw new PlainFailure(
        `${passwordFile} is missing, and the database in ${folder} cannot be opened without it. ` +
          `Put it back, or remove ${entry} to begin with an empty database.`,
      );
    }
    checkVersion(folder, binaries);
    return { folder, superuser: 'postgres', password: readFileSync(passwordFile, 'utf8').trim() };
  }
  const closed = runAs.uid !== undefined && !canEnter(dataDir, runAs);
  const password = randomBytes(24).toString('base64url');
  // Named after the checkout, so that what a removed .data folder left behind can be found and removed.
  const prefix = `data-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}-`;
  const place = closed ? path.join(openPlace, `${prefix}${randomBytes(4).toString('hex')}`) : entry;
  if (closed) await removeLeftBehind(openPlace, prefix);
  await initialise(place, password, binaries, runAs, durable);
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (closed) {
    await rm(entry, { force: true });
    await symlink(place, entry);
  }
  return { folder: place, superuser: 'postgres', password };
}

async function linkTarget(entry: string): Promise<string | undefined> {
  const stat = await lstat(entry).catch(() => undefined);
  return stat?.isSymbolicLink() ? path.resolve(path.dirname(entry), await readlink(entry)) : undefined;
}

function checkVersion(folder: string, binaries: PostgresBinaries): void {
  const written = readFileSync(path.join(folder, 'PG_VERSION'), 'utf8').trim();
  const installed = binaries.version.split('.')[0];
  if (written === installed) return;
  throw new PlainFailure(
    `The database in ${folder} was made by PostgreSQL ${written}; installed is PostgreSQL ${installed}. ` +
      'Dump it with the older version and load it into the newer one, or remove the folder to begin anew.',
  );
}

async function removeLeftBehind(openPlace: string, prefix: string): Promise<void> {
  for (const name of await readdir(openPlace).catch(() => [])) {
    const folder = path.join(openPlace, name);
    if (name.startsWith(prefix) && !runningPostmaster(folder))
      await rm(folder, { recursive: true, force: true });
  }
}

async function initialise(
  place: string,
  password: string,
  binaries: PostgresBinaries,
  runAs: RunAs,
  durable: boolean,
): Promise<void> {
  await mkdir(path.dirname(place), { recursive: true, mode: 0o755 });
  const unfinished = `${place}.new-${process.pid}`;
  await mkdir(unfinished, { mode: 0o700 });
  try {
    const passwordFile = path.join(unfinished, 'password');
    const target = path.join(unfinished, 'cluster');
    await mkdir(target, { mode: 0o700 });
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (runAs.uid !== undefined && runAs.gid !== undefined) {
      for (const file of [unfinished, target, passwordFile]) await chown(file, runAs.uid, runAs.gid);
    }
    const { code, output } = await run(
      binaries.initdb,
      [
        `--pgdata=${target}`,
        '--username=postgres',
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        // The same order and case rules on every machine, whatever locales it has.
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-instructions',
        ...(durable ? [] : ['--no-sync', '--no-data-checksums']),
      ],
      binaries,
      runAs,
    );
    if (code !== 0) throw new PlainFailure(explainServerOutput(output, place) ?? `initdb failed:\n${output}`);
    await chmod(target, 0o700);
    await rename(target, place);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

function run(file: string, args: string[], binaries: PostgresBinaries, runAs: RunAs) {
  return new Promise<{ code: number | null; output: string }>((resolve, reject) => {
    const child = spawn(file, args, {
      ...runAs,
      cwd: '/',
      env: binaries.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk;
      });
    }
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output: output.trim() }));
  });
}

/** A clear sentence for what the server or initdb printed, when the cause is one of the usual ones. */
export function explainServerOutput(output: string, folder: string): string | undefined {
  if (/No space left on device|Disk quota exceeded/i.test(output)) {
    return `The disk that holds ${folder} is full. Free some space (the demo needs about 1 GB), then start again.`;
  }
  if (/Read-only file system/i.test(output)) {
    return `${folder} is on a read-only file system. Set DATA_DIR to a folder that can be written.`;
  }
  if (/could not bind|Address already in use/i.test(output)) {
    return 'The port of the embedded database is taken. Set EMBEDDED_PG_PORT to another one, or leave it out.';
  }
  if (/pre-existing shared memory block/i.test(output)) {
    return `Processes of an earlier database server on ${folder} have not ended yet. Try again in a few seconds.`;
  }
  if (/Permission denied|Operation not permitted/i.test(output)) {
    return `The database server may not use ${folder}: ${lastLine(output)}\nGive its account access, or set DATA_DIR to another folder.`;
  }
  if (/could not (create|map) (shared|anonymous) memory|Cannot allocate memory/i.test(output)) {
    return `There is not enough memory for the embedded database: ${lastLine(output)}`;
  }
  return undefined;
}

const lastLine = (text: string) => text.trim().split('\n').at(-1) ?? '';

/** The running server of a data folder, or undefined when there is none (a stale file is not a server). */
export function runningPostmaster(folder: string): Postmaster | undefined {
  const postmaster = readPostmaster(folder);
  return postmaster && isPostgres(postmaster.pid) ? postmaster : undefined;
}

/** What postmaster.pid says, true or not. Line 1 is the process, 4 the port, 8 the state. */
export function readPostmaster(folder: string): Postmaster | undefined {
  try {
    const lines = readFileSync(path.join(folder, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    if (!Number.isInteger(pid) || pid <= 0) return undefined;
    return { pid, port: Number(lines[3] ?? 0), ready: lines[7]?.trim() === 'ready' };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether a process lives; one that belongs to somebody else does too. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function isPostgres(pid: number): boolean {
  if (!isAlive(pid)) return false;
  try {
    // After a restart of the machine or the container another program may have got the same number; and where
    // nothing collects ended processes, one that was killed stays in the table as a zombie.
    const [, name, state] = /\((.*)\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return name?.startsWith('postgres') === true && state !== 'Z';
  } catch {
    return true;
  }
}
