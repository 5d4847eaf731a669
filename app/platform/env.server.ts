import { createHmac, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const NODE_ENVS = ['development', 'production', 'test'] as const;

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine((n) => n >= min && n <= max);

/** A URL of one of the protocols, with a host, that passes `test`; one check, because zod runs a chain's later ones on bad input too. */
const urlWith = (protocols: string[], test: (url: URL) => boolean = () => true) =>
  z.string().refine((value) => {
    const url = URL.canParse(value) ? new URL(value) : null;
    return url !== null && protocols.includes(url.protocol) && url.hostname !== '' && test(url);
  });

const postgresUrl = urlWith(['postgres:', 'postgresql:'], (url) => url.pathname.length > 1);

/** A bare origin: a path would promise a mount point that the routes do not have. */
const originUrl = urlWith(['http:', 'https:'], (url) => url.pathname === '/' && !url.search).transform(
  (value) => new URL(value).origin,
);

/** `0` none, `n` that many proxies, or a list of addresses and networks, as Express understands them. */
const trustProxy = z
  .string()
  .regex(
    /^(\d{1,2}|[0-9a-fA-F.:/]+(\s*,\s*[0-9a-fA-F.:/]+)*|(loopback|linklocal|uniquelocal)(\s*,\s*[\w.:/]+)*)$/,
  )
  .transform((value): number | string[] =>
    /^\d{1,2}$/.test(value) ? Number(value) : value.split(',').map((part) => part.trim()),
  );

interface Setting {
  schema: z.ZodType;
  /** Text of the default as the reader would type it; undefined: absent by default. */
  fallback?: string;
  /** What the documentation shows in place of a default. */
  defaultText?: string;
  expected: string;
  meaning: string;
  secret?: boolean;
}

/** Keeps the exact type, so that {@link Env} knows which settings are always there. */
const setting = <const D extends Setting>(definition: D) => definition;

/** Every setting of the product, in the order of the documentation. */
export const SETTINGS = {
  PORT: setting({
    schema: wholeNumber(0, 65_535),
    fallback: '3000',
    expected: 'a whole number from 0 to 65535',
    meaning: 'Port of the web server. `0` takes any free port.',
  }),
  HOST: setting({
    schema: z.string().regex(/^[\w.:%-]+$/),
    fallback: '127.0.0.1',
    expected: 'a host name or an address, such as 127.0.0.1 or 0.0.0.0',
    meaning:
      'Address the web server listens on. `0.0.0.0` opens it to the network: change the demo passwords first.',
  }),
  PUBLIC_URL: setting({
    schema: originUrl,
    defaultText: '`http://localhost:PORT`',
    expected: 'an http or https origin without a path, such as https://portal.example.com',
    meaning:
      'Origin that people type. Links in mail start with it; `https` turns on Secure `__Host-` cookies and HSTS.',
  }),
  TRUST_PROXY: setting({
    schema: trustProxy,
    fallback: '0',
    expected: 'the number of proxies in front, or a list of their addresses or networks',
    meaning: 'How many proxies (or which addresses) may set `X-Forwarded-*`.',
  }),
  DATABASE_URL: setting({
    schema: postgresUrl,
    defaultText: 'embedded PostgreSQL under `DATA_DIR`',
    expected: 'postgres://user:password@host:port/database',
    meaning:
      'Owner of the database (PostgreSQL 15 or newer): migrates, creates the two restricted roles, seeds. The web server never queries with it.',
    secret: true,
  }),
  DATABASE_APP_URL: setting({
    schema: postgresUrl,
    defaultText: 'derived from `DATABASE_URL`, role `portal_app`',
    expected: 'postgres://user:password@host:port/database',
    meaning:
      'Connection of the factory scope. Set it together with `DATABASE_PLATFORM_URL` to name a pooler.',
    secret: true,
  }),
  DATABASE_PLATFORM_URL: setting({
    schema: postgresUrl,
    defaultText: 'derived from `DATABASE_URL`, role `portal_platform`',
    expected: 'postgres://user:password@host:port/database',
    meaning: 'Connection of the platform scope and of background work.',
    secret: true,
  }),
  DATABASE_LISTEN_URL: setting({
    schema: postgresUrl,
    defaultText: '`DATABASE_PLATFORM_URL`',
    expected: 'postgres://user:password@host:port/database',
    meaning:
      'Direct connection for LISTEN, one per process. Needed only when the other two go through a transaction pooler.',
    secret: true,
  }),
  DATABASE_POOL_SIZE: setting({
    schema: wholeNumber(1, 200),
    fallback: '10',
    expected: 'a whole number from 1 to 200',
    meaning: 'Connections per role and process.',
  }),
  DATA_DIR: setting({
    schema: z.string().min(1),
    fallback: '.data',
    expected: 'a folder',
    meaning: 'Folder of the embedded database, the generated secret and stored files.',
  }),
  STORAGE_S3_ENDPOINT: setting({
    schema: originUrl,
    defaultText: 'files are kept under `DATA_DIR/files`',
    expected: 'an http or https origin without a path, such as https://s3.eu-central-1.amazonaws.com',
    meaning:
      'Object store for uploaded files: any server that speaks the S3 protocol, addressed as `ENDPOINT/BUCKET/key`. Needed when several machines run the portal.',
  }),
  STORAGE_S3_BUCKET: setting({
    schema: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/),
    defaultText: 'none',
    expected: 'the name of a bucket: 3 to 63 lower-case letters, digits, dots and hyphens',
    meaning: 'Bucket of the object store. It must exist, and need not be public.',
  }),
  STORAGE_S3_REGION: setting({
    schema: z.string().regex(/^[a-z0-9-]{2,40}$/),
    fallback: 'us-east-1',
    expected: 'a region name such as eu-central-1',
    meaning: 'Region that requests to the object store are signed for.',
  }),
  STORAGE_S3_ACCESS_KEY_ID: setting({
    schema: z.string().regex(/^\S{3,128}$/),
    defaultText: 'none',
    expected: 'the id of an access key',
    meaning: 'Access key of the object store; it may read, write, delete and list in the bucket.',
    secret: true,
  }),
  STORAGE_S3_SECRET_ACCESS_KEY: setting({
    schema: z.string().regex(/^\S{8,256}$/),
    defaultText: 'none',
    expected: 'the secret of that access key',
    meaning: 'Its secret.',
    secret: true,
  }),
  GS1_COMPANY_PREFIX: setting({
    schema: z.string().regex(/^\d{4,12}$/),
    fallback: '9521234',
    expected: 'the 4 to 12 digits of a GS1 company prefix',
    meaning:
      'Company prefix in the serial numbers (SSCC) of carton labels. The default is of the range that GS1 keeps for examples: set your own before cartons travel.',
  }),
  EMBEDDED_PG_PORT: setting({
    schema: wholeNumber(1, 65_535),
    defaultText: 'a free port',
    expected: 'a whole number from 1 to 65535',
    meaning: 'Fixed port of the embedded database, for looking into it with psql.',
  }),
  SESSION_SECRET: setting({
    schema: z.string().min(32),
    defaultText: 'generated once into `DATA_DIR/secret`',
    expected: 'at least 32 characters',
    meaning:
      'Key for signed values and, if `DATABASE_URL` has no password, for the passwords of the restricted roles.',
    secret: true,
  }),
  MAIL_URL: setting({
    schema: urlWith(['smtp:', 'smtps:']),
    defaultText: 'mail stays in the outbox',
    expected: 'smtp://user:password@host:port or smtps://…',
    meaning:
      'Mail server. Without it mail is kept in the database, and in development shown at `/dev/outbox`.',
    secret: true,
  }),
  MAIL_FROM: setting({
    schema: z.string().regex(/^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/),
    fallback: 'Factory Portal <no-reply@portal.invalid>',
    expected: 'an address, such as Factory Portal <portal@example.com>',
    meaning: 'Sender of outgoing mail.',
  }),
  LOG_LEVEL: setting({
    schema: z.enum(LOG_LEVELS),
    fallback: 'info',
    expected: `one of ${LOG_LEVELS.join(', ')}`,
    meaning: 'Least level that is logged. `warn` leaves out the access log.',
  }),
  DEMO: setting({
    schema: z.enum(['on', 'off']),
    fallback: 'on',
    expected: 'on or off',
    meaning:
      'Whether `npm start` fills an empty database with the demo platform, whose sign-ins are public. `off` for real use.',
  }),
  WORKER_CONCURRENCY: setting({
    schema: wholeNumber(0, 32),
    fallback: '1',
    expected: 'a whole number from 0 to 32',
    meaning: 'Jobs of one queue that a worker runs at a time. `0`: `npm start` starts no worker.',
  }),
  FORECAST_SCHEDULE: setting({
    schema: z.string().regex(/^(off|\S+(\s+\S+){4})$/),
    fallback: '30 2 * * *',
    expected: 'a cron expression of five fields, or off',
    meaning: 'When the nightly forecast runs, in UTC.',
  }),
  API_REQUESTS_PER_MINUTE: setting({
    schema: wholeNumber(1, 1_000_000),
    fallback: '1200',
    expected: 'a whole number from 1 to 1000000',
    meaning:
      'Requests that one API key may make per minute, over all web processes; a minute’s worth may come at once.',
  }),
  WEBHOOK_ALLOWED_HOSTS: setting({
    schema: z
      .string()
      .regex(/^[\w.:-]+:\d{1,5}(\s*,\s*[\w.:-]+:\d{1,5})*$/)
      .transform((value) => value.split(',').map((host) => host.trim())),
    defaultText: 'none',
    expected: 'a list of hosts with ports, such as erp.factory.lan:8443, 127.0.0.1:9000',
    meaning:
      'Receivers of webhooks that may be reached over `http` and at addresses that are not public. All others need `https` on the public internet.',
  }),
  NODE_ENV: setting({
    schema: z.enum(NODE_ENVS),
    fallback: 'production',
    expected: `one of ${NODE_ENVS.join(', ')}`,
    meaning: 'Set by the scripts: `npm start` is production, `npm run dev` development, tests test.',
  }),
} as const;

export type SettingName = keyof typeof SETTINGS;
type Parsed = {
  [K in SettingName]:
    | z.output<(typeof SETTINGS)[K]['schema']>
    | ((typeof SETTINGS)[K] extends { fallback: string } ? never : undefined);
};

/** All settings after validation; `DATA_DIR` is absolute, `PUBLIC_URL` an origin. */
export type Env = Omit<Parsed, 'PUBLIC_URL'> & { PUBLIC_URL: string };

/** Settings that cannot be used; the message names each variable, what was given and what is expected. */
export class SettingsError extends Error {
  override name = 'SettingsError';
  constructor(readonly problems: readonly string[]) {
    super(
      `${problems.length === 1 ? 'A setting is' : `${problems.length} settings are`} not usable:\n` +
        `${problems.map((line) => `  ${line}`).join('\n')}\nAll settings are described in docs/operations.md.`,
    );
  }
}

/**
 * Validates a set of environment variables. Empty values count as absent.
 * @throws SettingsError naming every bad value at once (secrets are not repeated).
 */
export function readEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, definition] of Object.entries(SETTINGS) as [SettingName, Setting][]) {
    const raw = source[name]?.trim() || definition.fallback;
    if (raw === undefined) continue;
    const parsed = definition.schema.safeParse(raw);
    if (parsed.success) values[name] = parsed.data;
    else {
      const given = definition.secret ? `a value of ${raw.length} characters` : JSON.stringify(raw);
      problems.push(`${name} is ${given}; expected ${definition.expected}.`);
    }
  }
  if (Boolean(source.DATABASE_APP_URL?.trim()) !== Boolean(source.DATABASE_PLATFORM_URL?.trim())) {
    const missing = source.DATABASE_APP_URL?.trim() ? 'DATABASE_PLATFORM_URL' : 'DATABASE_APP_URL';
    problems.push(
      `${missing} is not set; expected both DATABASE_APP_URL and DATABASE_PLATFORM_URL, or neither.`,
    );
  }
  const store = STORAGE_NAMES.filter((name) => source[name]?.trim());
  if (store.length > 0 && store.length < STORAGE_NAMES.length) {
    const missing = STORAGE_NAMES.filter((name) => !store.includes(name)).join(', ');
    problems.push(`${missing} not set; expected all of ${STORAGE_NAMES.join(', ')}, or none.`);
  }
  if (problems.length > 0) throw new SettingsError(problems);
  const env = values as unknown as Env;
  env.DATA_DIR = path.resolve(env.DATA_DIR);
  env.PUBLIC_URL ??= `http://localhost:${env.PORT}`;
  return env;
}

/** What an object store needs, all or nothing. */
const STORAGE_NAMES = [
  'STORAGE_S3_ENDPOINT',
  'STORAGE_S3_BUCKET',
  'STORAGE_S3_ACCESS_KEY_ID',
  'STORAGE_S3_SECRET_ACCESS_KEY',
] as const satisfies SettingName[];

let current: Env | undefined;

/** The settings of this process, read and validated at the first call. @throws SettingsError */
export function env(): Env {
  current ??= readEnv(process.env);
  return current;
}

/**
 * Completes the settings with the URL of a database that this process started itself. Child processes
 * inherit it, because it is also put into the process environment.
 */
export function provideDatabase(url: string): void {
  process.env.DATABASE_URL = url;
  current = { ...env(), DATABASE_URL: url };
}

/** Completes the settings, for child processes too, with the port that was really taken when PORT is 0. */
export function providePort(port: number): void {
  process.env.PORT = String(port);
  current = { ...env(), PORT: port };
  if (!process.env.PUBLIC_URL) current.PUBLIC_URL = `http://localhost:${port}`;
}

/** Login roles that the application uses; neither owns tables or bypasses row-level security. */
export const APP_ROLE = 'portal_app';
export const PLATFORM_ROLE = 'portal_platform';

export interface DatabaseUrls {
  /** Owner, for migrating and seeding; absent where only the restricted URLs are configured. */
  admin: string | undefined;
  app: string;
  platform: string;
  /** Direct connection for LISTEN. */
  listen: string;
}

/**
 * The connection URLs of this process. Where only `DATABASE_URL` is set, the restricted roles' passwords are
 * HMAC-SHA-256(key, role name) with the owner's password as key (or SESSION_SECRET if it has none), so that
 * every process with the same settings arrives at the same ones.
 * @throws Error when no database is configured or started.
 */
export function databaseUrls(settings: Env = env()): DatabaseUrls {
  const admin = settings.DATABASE_URL;
  let app = settings.DATABASE_APP_URL;
  let platform = settings.DATABASE_PLATFORM_URL;
  if (!app || !platform) {
    if (!admin) throw new Error('No database: DATABASE_URL is not set and no embedded database was started.');
    const key = decodeURIComponent(new URL(admin).password) || sessionSecret(settings);
    app = withRole(admin, APP_ROLE, key);
    platform = withRole(admin, PLATFORM_ROLE, key);
  }
  return { admin, app, platform, listen: settings.DATABASE_LISTEN_URL ?? platform };
}

function withRole(adminUrl: string, role: string, key: string): string {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = createHmac('sha256', key).update(role).digest('base64url');
  return url.href;
}

/** SESSION_SECRET, or else the secret kept in DATA_DIR/secret (made on first use, readable by its owner only). */
export function sessionSecret(settings: Env = env()): string {
  if (settings.SESSION_SECRET) return settings.SESSION_SECRET;
  const file = path.join(settings.DATA_DIR, 'secret');
  const stored = readSecret(file);
  if (stored) return stored;
  mkdirSync(settings.DATA_DIR, { recursive: true });
  try {
    writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    // Another process of the same installation may have made it in between; then its secret counts.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const made = readSecret(file);
  if (!made) throw new Error(`${file} is empty. Remove it, and a new secret is made at the next start.`);
  return made;
}

function readSecret(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether the portal is reached over HTTPS, by its public address. */
export function isHttps(settings: Env = env()): boolean {
  return settings.PUBLIC_URL.startsWith('https:');
}

/** The settings table of docs/operations.md as Markdown; a test compares the two. */
export function settingsTable(): string {
  const rows = (Object.entries(SETTINGS) as [SettingName, Setting][]).map(
    ([name, { fallback, defaultText, meaning }]) =>
      `| \`${name}\` | ${defaultText ?? `\`${fallback}\``} | ${meaning} |`,
  );
  return ['| Name | Default | Meaning |', '|---|---|---|', ...rows].join('\n');
}
