import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { databaseUrls, readEnv } from '~/platform/env.server';
import { installJobs } from '~/platform/jobs-schema.server';
import { migrateDatabase } from '~db/migrate.server';
import { ensureRoles } from '~db/roles.server';
import { ensureBuild } from '../../scripts/support/build';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../scripts/support/embedded-postgres';
import { canEnter, serviceAccount } from '../../scripts/support/postgres-binaries';

/** Name of the migrated, empty database that each test file's own one is copied from. */
const TEMPLATE = 'portal_template';

export interface TestCluster {
  /** Owner's URL of the cluster's maintenance database. */
  maintenanceUrl: string;
  template: string;
  /** Temporary folder of this run, removed at its end however it ends. */
  folder: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    testCluster: TestCluster;
  }
}

interface Running {
  server: EmbeddedPostgres;
  cluster: TestCluster;
}

// Vitest loads this file once per project; the run has one server all the same.
const shared = globalThis as typeof globalThis & {
  portalTestRun?: { users: number; running: Promise<Running> };
};

/** Starts the run's PostgreSQL server in a temporary folder of its own, and the build where a suite needs it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.portalTestRun ??= { users: 0, running: startCluster() };
  const run = shared.portalTestRun;
  run.users += 1;
  const { cluster } = await run.running;
  project.provide('testCluster', cluster);
  if (project.name === 'http' || project.name === 'e2e') await ensureBuild();
  return async () => {
    run.users -= 1;
    if (run.users > 0) return;
    delete shared.portalTestRun;
    await (await run.running).server.stop();
  };
}

async function startCluster(): Promise<Running> {
  const account = serviceAccount({ mayCreate: false });
  const place = [tmpdir(), '/tmp', '/var/tmp'].find((folder) => canEnter(folder, account)) ?? tmpdir();
  const folder = mkdtempSync(path.join(place, 'portal-test-'));
  chmodSync(folder, 0o755);
  const server = await startEmbeddedPostgres({ dataDir: folder, purpose: 'npm test', disposable: true });
  try {
    const adminUrl = await makeTemplate(server.url);
    const urls = databaseUrls(readEnv({ DATABASE_URL: adminUrl }));
    await ensureRoles({ admin: adminUrl, app: urls.app, platform: urls.platform });
    await migrateDatabase(adminUrl);
    await installJobs(adminUrl);
    return { server, cluster: { maintenanceUrl: server.url, template: TEMPLATE, folder } };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function makeTemplate(url: string): Promise<string> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  await sql.unsafe(`create database ${TEMPLATE} template template0`);
  await sql.end();
  const template = new URL(url);
  template.pathname = `/${TEMPLATE}`;
  return template.href;
}
