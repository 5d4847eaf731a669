import { describe, expect, it } from 'vitest';
import { explainError } from './explain-error';
import { PlainFailure } from './failure';
import { explainServerOutput } from './postgres-cluster';

const failing = (fields: object) => Object.assign(new Error('raw'), fields);

describe('explainError', () => {
  it.each([
    [{ code: 'EADDRINUSE', address: '127.0.0.1', port: 3000 }, 'Port 3000 on 127.0.0.1 is taken'],
    [{ code: 'EADDRNOTAVAIL', address: '10.9.8.7' }, 'no address 10.9.8.7'],
    [{ code: 'EACCES', address: '0.0.0.0', port: 80 }, 'No permission to listen on 0.0.0.0:80'],
    [{ code: 'EACCES', path: '/srv/data' }, 'No permission to use /srv/data'],
    [{ code: 'ENOSPC', path: '/srv/data/x' }, 'The disk is full (writing /srv/data/x)'],
    [{ code: 'EROFS', path: '/srv' }, 'read-only file system'],
    [{ code: '53100' }, 'The disk of the database is full'],
    [
      { code: 'ECONNREFUSED', address: '127.0.0.1', port: 5432 },
      'No database server answers at 127.0.0.1:5432',
    ],
    [{ code: '28P01' }, 'refused the sign-in'],
    [{ code: '42501' }, 'right to create roles'],
  ])('%o', (fields, sentence) => {
    expect(explainError(failing(fields))).toContain(sentence);
  });

  it('passes on what is written for the reader, and leaves bugs alone', () => {
    expect(explainError(new PlainFailure('Do this.'))).toBe('Do this.');
    expect(explainError(new TypeError('x is not a function'))).toBeUndefined();
    expect(explainError('text')).toBeUndefined();
  });
});

describe('explainServerOutput', () => {
  it.each([
    ['FATAL: could not write to file "pg_wal/xlogtemp.1": No space left on device', 'is full'],
    ['LOG: could not bind IPv4 address "127.0.0.1": Address already in use', 'EMBEDDED_PG_PORT'],
    ['FATAL: could not access directory "/srv/x": Permission denied', 'may not use /srv'],
    ['FATAL: could not map anonymous memory: Cannot allocate memory', 'not enough memory'],
    ['FATAL: pre-existing shared memory block (key 1, ID 2) is still in use', 'Try again'],
  ])('%s', (output, sentence) => {
    expect(explainServerOutput(output, '/srv')).toContain(sentence);
  });

  it('has nothing to say about the rest', () => {
    expect(explainServerOutput('LOG: starting PostgreSQL', '/srv')).toBeUndefined();
  });
});
