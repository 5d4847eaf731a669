import { expect, it } from 'vitest';
import { isDatabaseAway, isWriteOnLostConnection } from './database-away';

const failure = (code: string, cause?: unknown) => Object.assign(new Error(code, { cause }), { code });

it.each([
  '08006',
  '57P01',
  '57P03',
  '53300',
  'CONNECTION_CLOSED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'EPIPE',
])('%s says that the database is away', (code) => {
  expect(isDatabaseAway(failure(code))).toBe(true);
  expect(isDatabaseAway(new Error('Failed query', { cause: failure(code) }))).toBe(true);
  expect(isDatabaseAway(Object.assign(new Error('all'), { errors: [failure('X'), failure(code)] }))).toBe(
    true,
  );
});

it.each(['23505', '40001', '57014', 'ENOENT', 'ERR_INVALID_ARG_TYPE', ''])(
  '%j says nothing of the kind',
  (code) => {
    expect(isDatabaseAway(failure(code))).toBe(false);
  },
);

it('survives whatever was thrown', () => {
  for (const thrown of [null, undefined, 'text', 7, { code: 7 }, {}])
    expect(isDatabaseAway(thrown)).toBe(false);
});

it("knows the driver's write on a lost connection from any other mistake", () => {
  const lost = new TypeError("Cannot read properties of null (reading 'write')");
  lost.stack = `${lost}\n    at Immediate.nextWrite (file:///x/node_modules/postgres/src/connection.js:255:22)`;
  expect(isWriteOnLostConnection(lost)).toBe(true);
  expect(isWriteOnLostConnection(new TypeError("Cannot read properties of null (reading 'write')"))).toBe(
    false,
  );
  expect(isWriteOnLostConnection(new Error('nextWrite postgres'))).toBe(false);
});
