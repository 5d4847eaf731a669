import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PlainFailure } from './failure';
import { isAlive } from './postgres-cluster';

const ROOT = path.resolve(import.meta.dirname, '../..');
export const BUILD_FOLDER = path.join(ROOT, 'build');
export const SERVER_BUILD = path.join(BUILD_FOLDER, 'server/index.js');
export const CLIENT_FOLDER = path.join(BUILD_FOLDER, 'client');

const STAMP = path.join(BUILD_FOLDER, 'sources.sha256');
const LOCK = path.join(ROOT, 'node_modules/.cache/portal-build.lock');
const SOURCES = [
  'app',
  'db',
  'public',
  'package-lock.json',
  'remix.config.js',
  'tsconfig.json',
  'vite.config.ts',
];

/**
 * Builds the application unless build/ was made from exactly these sources. Two processes of one checkout take turns.
 * @returns whether it was built now
 * @throws PlainFailure with the compiler's output
 */
export async function ensureBuild({ force = false } = {}): Promise<boolean> {
  const wanted = await hashSources();
  if (!force && isCurrent(wanted)) return false;
  const release = await takeLock();
  try {
    if (!force && isCurrent(wanted)) return false;
    await rm(STAMP, { force: true });
    await runBuild();
    await writeFile(STAMP, `${wanted}\n`);
    return true;
  } finally {
    await release();
  }
}

function isCurrent(wanted: string): boolean {
  return existsSync(SERVER_BUILD) && existsSync(STAMP) && readFileSync(STAMP, 'utf8').trim() === wanted;
}

/** Hash of names and contents (a fresh clone has new times) of all that goes into the build; tests do not. */
async function hashSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of await listFiles(path.join(ROOT, source))) {
      hash.update(`${path.relative(ROOT, file)}\0`).update(await readFile(file));
    }
  }
  return hash.digest('hex');
}

async function listFiles(start: string): Promise<string[]> {
  let entries: import('node:fs').Dirent[];
  try {
    entries = await readdir(start, { withFileTypes: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTDIR') return [start];
    if (code === 'ENOENT') return [];
    throw error;
  }
  const files: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = path.join(start, entry.name);
    if (entry.isDirectory()) files.push(...(await listFiles(file)));
    else if (!/\.test\.tsx?$|\.md$/.test(entry.name)) files.push(file);
  }
  return files;
}

async function takeLock(): Promise<() => Promise<void>> {
  await mkdir(path.dirname(LOCK), { recursive: true });
  for (;;) {
    try {
      const handle = await open(LOCK, 'wx');
      await handle.writeFile(String(process.pid));
      await handle.close();
      return () => rm(LOCK, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = Number(await readFile(LOCK, 'utf8').catch(() => ''));
    if (holder > 0 && !isAlive(holder)) await rm(LOCK, { force: true });
    await sleep(200);
  }
}

function runBuild(): Promise<void> {
  const cli = createRequire(import.meta.url).resolve('@remix-run/dev/dist/cli.js');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, 'vite:build'], {
      cwd: ROOT,
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk;
      });
    }
    const endWithUs = () => child.kill();
    process.once('exit', endWithUs);
    child.on('error', reject);
    child.on('close', (code) => {
      process.removeListener('exit', endWithUs);
      if (code === 0) resolve();
      else reject(new PlainFailure(`The application could not be built:\n${output.trim()}`));
    });
  });
}
