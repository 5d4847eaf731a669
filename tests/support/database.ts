import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { inject } from 'vitest';
import { databaseUrls, provideDatabase } from '~/platform/env.server';
import { closePools } from '~db/client.server';
import type { TestCluster } from './global-setup';

export interface TestDatabase {
  adminUrl: string;
  appUrl: string;
  platformUrl: string;
  /** The owner's connection: not subject to row-level security. */
  sql: postgres.Sql;
  /** Closes the connections of this file, the application's too, and drops the database. */
  close(): Promise<void>;
}

export interface TestDatabaseOptions {
  /** A copy of the demo platform in this size instead of an empty database. Each size is made once per run. */
  seed?: 'tiny' | 'demo';
}

/**
 * Makes a migrated database for one test file and points the settings at it, so that application code that is called
 * from now on uses it. Call it in `beforeAll`, and `close()` in `afterAll`.
 */
export async function createTestDatabase({ seed }: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const cluster = inject('testCluster');
  const template = seed ? await ensureSeededTemplate(cluster, seed) : cluster.template;
  const name = `test_${randomBytes(6).toString('hex')}`;
  await copyDatabase(cluster, template, name);
  const adminUrl = urlOf(cluster, name);
  process.env.DATA_DIR = cluster.folder;
  process.env.LOG_LEVEL ??= 'silent';
  provideDatabase(adminUrl);
  const urls = databaseUrls();
  const sql = postgres(adminUrl, { max: 4, onnotice: () => {} });
  return {
    adminUrl,
    appUrl: urls.app,
    platformUrl: urls.platform,
    sql,
    close: async () => {
      await closePools();
      await sql.end({ timeout: 5 });
      await maintain(cluster, (admin) => admin.unsafe(`drop database if exists ${name} with (force)`));
    },
  };
}

let ofThisFile: Promise<TestDatabase> | undefined;

/** The one empty database of a test file, made at the first call. */
export function testDatabase(): Promise<TestDatabase> {
  ofThisFile ??= createTestDatabase();
  return ofThisFile;
}

function urlOf(cluster: TestCluster, database: string): string {
  const url = new URL(cluster.maintenanceUrl);
  url.pathname = `/${database}`;
  return url.href;
}

async function maintain<T>(cluster: TestCluster, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(cluster.maintenanceUrl, { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function copyDatabase(cluster: TestCluster, template: string, name: string): Promise<void> {
  await maintain(cluster, async (sql) => {
    for (let attempt = 1; ; attempt++) {
      try {
        await sql.unsafe(`create database ${name} template ${template}`);
        return;
      } catch (error) {
        // Object in use: another file copies at this moment, or autovacuum looks at the template.
        if ((error as { code?: string }).code !== '55006' || attempt >= 50) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  });
}

async function ensureSeededTemplate(cluster: TestCluster, scale: 'tiny' | 'demo'): Promise<string> {
  const name = `portal_template_${scale}`;
  return maintain(cluster, async (sql) => {
    await sql`select pg_advisory_lock(hashtext(${name}))`;
    const found = await sql`select 1 from pg_database where datname = ${name}`;
    if (found.length === 0) {
      const unfinished = `${name}_new`;
      await sql.unsafe(`drop database if exists ${unfinished} with (force)`);
      await copyDatabase(cluster, cluster.template, unfinished);
      const adminUrl = urlOf(cluster, unfinished);
      provideDatabase(adminUrl);
      const { seedDemo } = await import('~db/seed/seed.server');
      await seedDemo({ adminUrl, scale, log: () => {} });
      await closePools();
      await sql.unsafe(`alter database ${unfinished} rename to ${name}`);
    }
    return name;
  });
}
