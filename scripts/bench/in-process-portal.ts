import { pathToFileURL } from 'node:url';
import { createRequestHandler, type ServerBuild } from '@remix-run/node';
import postgres from 'postgres';
import { endSession, startSession } from '~/modules/identity/data/lucia.server';
import { DEMO_PASSWORD } from '~db/seed/demo-accounts';
import { ensureBuild, SERVER_BUILD } from '../support/build';

const ORIGIN = 'http://localhost:3000';
const ORIGIN_OF_BENCH = { ip: null, userAgent: 'bench', requestId: null };

export interface InProcessPortal {
  /** Sends a request through the production build, without a network. */
  ask(path: string, cookie?: string, form?: Record<string, string>): Promise<Response>;
  /** Signs a demo account in by its form. @returns the Cookie header */
  signIn(email: string): Promise<string>;
  /** A session for somebody who has no password. @returns the Cookie header */
  sessionOf(userId: string): Promise<string>;
  /** Ends the sessions that were made here. */
  close(): Promise<void>;
}

/** Loads the production build, made if need be, into this process. The database must be provided before. */
export async function inProcessPortal(): Promise<InProcessPortal> {
  process.env.NODE_ENV = 'production';
  await ensureBuild();
  const build = (await import(pathToFileURL(SERVER_BUILD).href)) as ServerBuild;
  const handle = createRequestHandler(build, 'production');
  const cookies: string[] = [];
  const kept = (setCookie: string): string => {
    const cookie = setCookie.split(';', 1)[0]!;
    cookies.push(cookie);
    return cookie;
  };
  const ask: InProcessPortal['ask'] = (path, cookie, form) => {
    const headers = new Headers({ Host: new URL(ORIGIN).host });
    if (cookie) headers.set('Cookie', cookie);
    if (form) headers.set('Origin', ORIGIN);
    const request = new Request(new URL(path, ORIGIN), {
      method: form ? 'POST' : 'GET',
      headers,
      ...(form ? { body: new URLSearchParams(form) } : {}),
    });
    return handle(request, {
      cspNonce: 'bench',
      requestId: 'bench',
      clientAddress: '127.0.0.1',
      reportError: (error: unknown) => console.error(error),
    });
  };
  return {
    ask,
    signIn: async (email) => {
      const answer = await ask('/sign-in', undefined, { email, password: DEMO_PASSWORD, next: '/' });
      const cookie = answer.headers.get('Set-Cookie');
      if (!cookie) throw new Error(`${email} could not sign in (${answer.status}): is this database a demo?`);
      return kept(cookie);
    },
    sessionOf: async (userId) => kept(await startSession(userId, ORIGIN_OF_BENCH, false)),
    close: async () => {
      for (const cookie of cookies) await endSession(cookie, false);
    },
  };
}

/** A factory with an owner. */
export interface BenchFactory {
  id: string;
  slug: string;
  timeZone: string;
  lines: number;
  ownerId: string;
}

/** The factories with most lines in the published version, largest first. */
export async function largestFactories(adminUrl: string, count: number): Promise<BenchFactory[]> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    return await sql<BenchFactory[]>`
      select f.id, f.slug, f.time_zone as "timeZone", l.lines, o.user_id as "ownerId"
      from (select factory_id, count(*)::int as lines from forecast_line
        where version_id = (select id from forecast_version where status = 'published' order by published_at desc limit 1)
        group by 1) l
      join factory f on f.id = l.factory_id
      join lateral (select user_id from membership m where m.factory_id = f.id and role = 'owner' limit 1) o on true
      order by l.lines desc, f.slug limit ${count}`;
  } finally {
    await sql.end({ timeout: 5 });
  }
}
