import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import postgres from 'postgres';
import { databaseUrls, env, isHttps, providePort } from '~/platform/env.server';
import { logger } from '~/platform/logger.server';
import { type OpenDatabase, openDatabase } from './database';
import { demoSignIns, seedDemoIfEmpty } from './demo';
import { reportFailure } from './explain-error';
import { PlainFailure } from './failure';
import { prepareDatabase } from './prepare-database';
import { surviveLostDatabase } from './survive-lost-database';
import { createWebServer, type WebServer, type WebServerOptions } from './web-server';
import { startWorker } from './worker-process';

/** The part that differs between `npm start` and `npm run dev`. */
export type Frontend = (
  server: http.Server,
) => Promise<Pick<WebServerOptions, 'handler' | 'before' | 'clientFolder'>>;

export interface PortalOptions {
  /** The command as the reader typed it. */
  purpose: string;
  development: boolean;
  /** Makes the request handler, once the database is known; for `npm start` this is where the build happens. */
  frontend: Frontend;
}

const say = (line: string) => process.stdout.write(`${line}\n`);

/**
 * Runs the whole portal in this process: binds the port, opens and prepares the database, fills an empty one with the
 * demo, starts the worker, serves. Ends on SIGINT, SIGTERM or SIGHUP in the opposite order, whatever was reached:
 * web server, worker, database.
 */
export async function runPortal(options: PortalOptions): Promise<void> {
  const startedAt = performance.now();
  const undo: (() => Promise<void>)[] = [];
  let ending: Promise<void> | undefined;
  const end = () => {
    ending ??= (async () => {
      for (const step of undo.reverse()) await step().catch((error) => reportFailure(error));
    })();
    return ending;
  };
  const exit = async (code: number) => {
    await end();
    process.exit(code);
  };
  let signals = 0;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      // Programs that pass a terminal's signal on make it arrive twice; only somebody insisting sends a third.
      if (++signals > 2) process.exit(130);
      if (signals > 1) return;
      say('\nStopping …');
      void exit(0).then(() => {});
    });
  }

  // Started by a test over a channel: end with it.
  process.once('disconnect', () => process.emit('SIGTERM'));
  const starter = process.ppid;
  if (process.env.npm_lifecycle_event) {
    // npm killed hard takes nothing with it; who ends `npm start` wants the portal to end.
    setInterval(() => {
      if (process.ppid !== starter && signals === 0) process.emit('SIGTERM');
    }, 500).unref();
  }

  try {
    await start(options, undo, exit, startedAt, () => ending !== undefined);
  } catch (error) {
    if (ending) return;
    reportFailure(error);
    await exit(1);
  }
}

async function start(
  { purpose, development, frontend }: PortalOptions,
  undo: (() => Promise<void>)[],
  exit: (code: number) => Promise<void>,
  startedAt: number,
  isEnding: () => boolean,
): Promise<void> {
  const settings = env();
  const log = logger();
  surviveLostDatabase(log);
  // Bound before anything else, so that a taken port is said at once; until all is ready it answers 503.
  const server = http.createServer(answerStarting);
  server.keepAliveTimeout = 65_000;
  await listen(server, settings.PORT, settings.HOST);
  let web: WebServer | undefined;
  undo.push(async () => {
    if (!web) await closeServer(server);
  });
  providePort((server.address() as AddressInfo).port);

  const database = await openDatabase({ purpose, share: false });
  undo.push(() => database.close());
  if (isEnding()) return;
  database.onUnexpectedExit((message) => {
    log.fatal(message);
    void exit(1);
  });
  const front = await Promise.all([frontend(server), prepare(database)]).then(([made]) => made);
  if (isEnding()) return;

  const check = databaseCheck();
  undo.push(check.close);
  web = createWebServer({
    publicUrl: env().PUBLIC_URL,
    trustProxy: settings.TRUST_PROXY,
    log,
    checkDatabase: check.run,
    development,
    ...front,
  });
  server.removeListener('request', answerStarting);
  server.on('request', web.app as Express);

  if (settings.WORKER_CONCURRENCY > 0) {
    const worker = startWorker((message) => log.error(message));
    undo.push(() => worker.stop());
  }
  // Undone first: what the web server still answers may ask for jobs and needs the database.
  undo.push(() => (web as WebServer).close(server));
  await announce(database, startedAt);
}

async function prepare(database: OpenDatabase): Promise<void> {
  const { adminUrl } = database;
  if (!adminUrl) return;
  const applied = await prepareDatabase(adminUrl);
  if (applied > 0) say(`Database: ${applied} migration${applied === 1 ? '' : 's'} applied.`);
  if (env().DEMO === 'on' && (await seedDemoIfEmpty(adminUrl, say))) say('Demo platform made.');
}

async function announce(database: OpenDatabase, startedAt: number): Promise<void> {
  const settings = env();
  const lines = ['', `Factory Portal is ready at ${settings.PUBLIC_URL}`];
  if (isHttps())
    lines.push(`  (listening on ${settings.HOST}:${settings.PORT}, behind the server that ends HTTPS)`);
  const accounts = database.adminUrl && settings.DEMO === 'on' ? await demoSignIns(database.adminUrl) : [];
  if (accounts.length > 0) {
    const width = (key: 'label' | 'email') => Math.max(...accounts.map((account) => account[key].length));
    lines.push('', 'Demo sign-ins (e-mail and password):');
    for (const { label, email, password } of accounts) {
      lines.push(`  ${label.padEnd(width('label'))}  ${email.padEnd(width('email'))}  ${password}`);
    }
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  lines.push('', `Started in ${seconds} s. Ctrl-C stops it; the data stays.`, '');
  say(lines.join('\n'));
}

function listen(server: http.Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
}

function closeServer(server: http.Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function answerStarting(_req: http.IncomingMessage, res: http.ServerResponse): void {
  res.writeHead(503, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Retry-After': '2',
    'Cache-Control': 'no-store',
  });
  res.end('The portal is starting. Try again in a few seconds.\n');
}

/** A look at the database on a connection of its own, so that a busy pool does not make the portal seem down. */
function databaseCheck(): { run: () => Promise<void>; close: () => Promise<void> } {
  const sql = postgres(databaseUrls().app, {
    max: 1,
    connect_timeout: 3,
    idle_timeout: 30,
    onnotice: () => {},
  });
  return {
    run: async () => {
      const timeout = new Promise<never>((_, reject) => {
        setTimeout(() => reject(new PlainFailure('no answer within 3 s')), 3000).unref();
      });
      await Promise.race([sql`select 1`, timeout]);
    },
    close: () => sql.end({ timeout: 1 }),
  };
}
