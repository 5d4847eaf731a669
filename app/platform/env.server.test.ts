import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseUrls, isHttps, readEnv, SettingsError, sessionSecret } from './env.server';

describe('readEnv', () => {
  it('has a default for everything', () => {
    const env = readEnv({});
    expect(env).toMatchObject({ PORT: 3000, HOST: '127.0.0.1', LOG_LEVEL: 'info', NODE_ENV: 'production' });
    expect(env.PUBLIC_URL).toBe('http://localhost:3000');
    expect(path.isAbsolute(env.DATA_DIR)).toBe(true);
    expect(env.DATABASE_URL).toBeUndefined();
    expect(isHttps(env)).toBe(false);
  });

  it('takes an object store whole or not at all', () => {
    const whole = {
      STORAGE_S3_ENDPOINT: 'http://127.0.0.1:9000',
      STORAGE_S3_BUCKET: 'portal-files',
      STORAGE_S3_ACCESS_KEY_ID: 'key',
      STORAGE_S3_SECRET_ACCESS_KEY: 'a-long-secret',
    };
    expect(readEnv(whole)).toMatchObject({ ...whole, STORAGE_S3_REGION: 'us-east-1' });
    expect(() => readEnv({ ...whole, STORAGE_S3_BUCKET: '' })).toThrow('STORAGE_S3_BUCKET not set');
  });

  it('takes empty values as absent', () => {
    expect(readEnv({ PORT: ' ', MAIL_URL: '' })).toMatchObject({ PORT: 3000 });
  });

  it('derives the public URL from the port, and keeps a given one as an origin', () => {
    expect(readEnv({ PORT: '8080' }).PUBLIC_URL).toBe('http://localhost:8080');
    expect(readEnv({ PUBLIC_URL: 'https://portal.example.com/' }).PUBLIC_URL).toBe(
      'https://portal.example.com',
    );
  });

  it.each([
    ['PORT', '80a', 'PORT is "80a"; expected a whole number from 0 to 65535.'],
    ['PORT', '70000', 'PORT is "70000"; expected a whole number from 0 to 65535.'],
    [
      'PUBLIC_URL',
      'https://a.example/portal',
      'PUBLIC_URL is "https://a.example/portal"; expected an http or https origin',
    ],
    ['PUBLIC_URL', 'portal', 'PUBLIC_URL is "portal"; expected an http or https origin'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL is "loud"; expected one of fatal'],
    ['DATABASE_URL', 'portal', 'DATABASE_URL is a value of 6 characters; expected postgres://'],
    [
      'DATABASE_URL',
      'mysql://u:geheim@h/db',
      'DATABASE_URL is a value of 21 characters; expected postgres://',
    ],
    [
      'DATABASE_URL',
      'postgres://u:geheim@h',
      'DATABASE_URL is a value of 21 characters; expected postgres://',
    ],
    [
      'SESSION_SECRET',
      'short',
      'SESSION_SECRET is a value of 5 characters; expected at least 32 characters.',
    ],
    ['TRUST_PROXY', 'everyone', 'TRUST_PROXY is "everyone"; expected the number of proxies'],
    ['FORECAST_SCHEDULE', 'nightly', 'FORECAST_SCHEDULE is "nightly"; expected a cron expression'],
    [
      'STORAGE_S3_ENDPOINT',
      'http://s3.example/x',
      'STORAGE_S3_ENDPOINT is "http://s3.example/x"; expected an',
    ],
    ['STORAGE_S3_BUCKET', 'My Bucket', 'STORAGE_S3_BUCKET is "My Bucket"; expected the name of a bucket'],
    ['STORAGE_S3_SECRET_ACCESS_KEY', 'geheim', 'STORAGE_S3_SECRET_ACCESS_KEY is a value of 6 characters'],
    ['GS1_COMPANY_PREFIX', '95x', 'GS1_COMPANY_PREFIX is "95x"; expected the 4 to 12 digits'],
    ['MAIL_FROM', 'nobody', 'MAIL_FROM is "nobody"; expected an address'],
  ])('names a bad %s, what was given and what is expected, and no secret', (name, value, message) => {
    expect(() => readEnv({ [name]: value })).toThrow(message);
    expect(() => readEnv({ [name]: value })).not.toThrow('geheim');
  });

  it('names all bad values at once', () => {
    const read = () => readEnv({ PORT: 'x', LOG_LEVEL: 'y' });
    expect(read).toThrow(SettingsError);
    expect(read).toThrow(/PORT is "x"[\s\S]*LOG_LEVEL is "y"/);
  });

  it('wants both restricted URLs or neither', () => {
    expect(() => readEnv({ DATABASE_APP_URL: 'postgres://a:b@c/d' })).toThrow(
      'DATABASE_PLATFORM_URL is not set',
    );
  });

  it('understands proxies by number and by address', () => {
    expect(readEnv({ TRUST_PROXY: '2' }).TRUST_PROXY).toBe(2);
    expect(readEnv({ TRUST_PROXY: 'loopback, 10.0.0.0/8' }).TRUST_PROXY).toEqual(['loopback', '10.0.0.0/8']);
  });
});

describe('databaseUrls', () => {
  const admin = 'postgres://owner:s%20ecret@db.example:5433/portal?sslmode=require';

  it('derives the restricted roles, the same each time, each with its own password', () => {
    const urls = databaseUrls(readEnv({ DATABASE_URL: admin }));
    expect(urls).toEqual(databaseUrls(readEnv({ DATABASE_URL: admin })));
    const app = new URL(urls.app);
    const platform = new URL(urls.platform);
    expect([app.username, platform.username]).toEqual(['portal_app', 'portal_platform']);
    expect(app.password).not.toBe(platform.password);
    expect(app.host + app.pathname + app.search).toBe('db.example:5433/portal?sslmode=require');
    expect(urls.app + urls.platform).not.toContain('ecret');
    expect(urls.listen).toBe(urls.platform);
  });

  it('prefers the URLs that are given', () => {
    const given = { DATABASE_APP_URL: 'postgres://a:1@p/d', DATABASE_PLATFORM_URL: 'postgres://b:2@p/d' };
    expect(databaseUrls(readEnv({ ...given, DATABASE_LISTEN_URL: 'postgres://b:2@direct/d' }))).toEqual({
      admin: undefined,
      app: 'postgres://a:1@p/d',
      platform: 'postgres://b:2@p/d',
      listen: 'postgres://b:2@direct/d',
    });
  });

  it('says so when there is no database', () => {
    expect(() => databaseUrls(readEnv({}))).toThrow('No database');
  });
});

describe('sessionSecret', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'portal-env-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is made once, for its owner only', () => {
    const env = readEnv({ DATA_DIR: path.join(folder, 'data') });
    const secret = sessionSecret(env);
    expect(secret.length).toBeGreaterThanOrEqual(32);
    expect(sessionSecret(env)).toBe(secret);
    const file = path.join(folder, 'data', 'secret');
    expect(readFileSync(file, 'utf8').trim()).toBe(secret);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('comes from the setting when there is one', () => {
    const given = 'x'.repeat(40);
    expect(sessionSecret(readEnv({ SESSION_SECRET: given, DATA_DIR: folder }))).toBe(given);
  });
});
