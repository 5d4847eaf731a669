import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres';
import { isAlive, readPostmaster } from './postgres-cluster';

const MODULE = path.resolve(import.meta.dirname, 'embedded-postgres.ts');
const LIMIT_MS = 60_000;

let folder: string;
let dataDir: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'portal-pg-'));
  chmodSync(folder, 0o755);
  dataDir = path.join(folder, 'data');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const start = (share = false): Promise<EmbeddedPostgres> =>
  startEmbeddedPostgres({ dataDir, purpose: 'a test', share, openPlace: folder });

async function query<T>(url: string, statement: string): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return Array.from(await sql.unsafe(statement)) as T;
  } finally {
    await sql.end();
  }
}

/** A server that another process owns. @returns that process, once the server is up */
async function startElsewhere(): Promise<{ kill: () => Promise<void> }> {
  const code = `import(${JSON.stringify(MODULE)}).then(async ({ startEmbeddedPostgres }) => {
    await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, purpose: 'the other one',
      openPlace: ${JSON.stringify(folder)} });
    console.log('up'); setInterval(() => {}, 1000); });`;
  const child = spawn(process.execPath, ['--import', 'tsx', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (text) => String(text).includes('up') && resolve());
    child.once('exit', () => reject(new Error('did not start')));
  });
  return {
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

const postmasterFolder = () => path.join(dataDir, 'postgres');

describe('startEmbeddedPostgres', { timeout: LIMIT_MS }, () => {
  it('keeps the data, uses the same text rules everywhere, and leaves no process', async () => {
    const first = await start();
    const [locale] = await query<Record<string, string>[]>(
      first.url,
      `select pg_encoding_to_char(encoding) as encoding, datlocprovider as provider, datlocale as locale
       from pg_database where datname = current_database()`,
    );
    expect(locale).toEqual({ encoding: 'UTF8', provider: 'b', locale: 'C.UTF-8' });
    await query(first.url, `create table kept as select '排产' as word`);
    const pid = readPostmaster(postmasterFolder())?.pid ?? 0;
    expect(isAlive(pid)).toBe(true);
    await first.stop();
    expect(existsSync(path.join(postmasterFolder(), 'postmaster.pid'))).toBe(false);

    const second = await start();
    expect(await query(second.url, 'select word from kept')).toEqual([{ word: '排产' }]);
    await second.stop();
  });

  it('listens on this machine only and wants a password', async () => {
    const server = await start();
    const settings = await query(server.url, 'show listen_addresses');
    expect(settings).toEqual([{ listen_addresses: '127.0.0.1' }]);
    const url = new URL(server.url);
    url.password = 'wrong';
    await expect(query(url.href, 'select 1')).rejects.toThrow('password authentication failed');
    await server.stop();
  });

  it('is refused, or shared on request, while another process owns it', async () => {
    const other = await startElsewhere();
    await expect(start()).rejects.toThrow('in use by "the other one"');
    const shared = await start(true);
    expect(shared.owned).toBe(false);
    expect(await query(shared.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await shared.stop();
    expect(await query(shared.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await other.kill();
  });

  it('starts at once after its owner was killed, without recovering anything', async () => {
    const other = await startElsewhere();
    const before = readFileSync(path.join(dataDir, 'postgres.log'), 'utf8').length;
    await other.kill();
    const server = await start();
    const log = readFileSync(path.join(dataDir, 'postgres.log'), 'utf8').slice(before);
    expect(log).not.toContain('not properly shut down');
    await server.stop();
  });

  it('recovers after the server itself was killed', async () => {
    const server = await start();
    await query(server.url, 'create table written as select 1 as n');
    const unexpected = new Promise<string>((resolve) => server.onUnexpectedExit(resolve));
    process.kill(readPostmaster(postmasterFolder())?.pid ?? 0, 'SIGKILL');
    expect(await unexpected).toContain('The embedded database ended (SIGKILL)');
    const again = await start();
    expect(await query(again.url, 'select n from written')).toEqual([{ n: 1 }]);
    await again.stop();
  });

  it('says that its port is taken', async () => {
    const server = await start();
    const taken = Number(new URL(server.url).port);
    const second = startEmbeddedPostgres({
      dataDir: path.join(folder, 'second'),
      port: taken,
      purpose: 'a test',
      openPlace: folder,
    });
    await expect(second).rejects.toThrow('EMBEDDED_PG_PORT');
    await server.stop();
  });

  it('says that its password is gone, and that another version made it', async () => {
    const password = path.join(dataDir, 'postgres-password');
    const kept = readFileSync(password);
    rmSync(password);
    await expect(start()).rejects.toThrow(`${password} is missing`);
    writeFileSync(password, kept);
    const version = path.join(postmasterFolder(), 'PG_VERSION');
    writeFileSync(version, '12\n');
    await expect(start()).rejects.toThrow('made by PostgreSQL 12');
    writeFileSync(version, '18\n');
  });

  it('removes a disposable one with its folder', async () => {
    const disposable = path.join(folder, 'disposable');
    mkdirSync(disposable);
    const server = await startEmbeddedPostgres({ dataDir: disposable, purpose: 'a test', disposable: true });
    expect(await query(server.url, 'show fsync')).toEqual([{ fsync: 'off' }]);
    await server.stop();
    expect(existsSync(disposable)).toBe(false);
  });
});
