import { expect, it } from 'vitest';
import { readEnv } from '~/platform/env.server';
import { isOutboxShown } from './outbox-page.server';

it.each([
  [{ NODE_ENV: 'development' }, true],
  [{ NODE_ENV: 'development', MAIL_URL: 'smtp://mail.example.com:25' }, false],
  [{ NODE_ENV: 'production' }, true],
  [{ NODE_ENV: 'production', MAIL_URL: 'smtp://mail.example.com:25' }, false],
  [{ NODE_ENV: 'production', HOST: '0.0.0.0' }, false],
  [{ NODE_ENV: 'production', HOST: '::1' }, true],
  [{ NODE_ENV: 'production', PUBLIC_URL: 'https://portal.example.com' }, false],
])('%o shows the outbox: %s', (settings, shown) => {
  expect(isOutboxShown(readEnv(settings))).toBe(shown);
});
