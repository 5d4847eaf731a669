import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startS3Server, type TestS3Server } from '../../../tests/support/s3-server';
import { readEnv } from '../env.server';
import { localStore } from './local-store.server';
import {
  checkObjectKey,
  derivedKey,
  ObjectKeyError,
  type ObjectStore,
  objectKey,
  ownerKey,
} from './object-store';
import { s3Store } from './s3-store.server';
import { storeOf } from './storage.server';

const TENANT = '0190a1b2-0000-7000-8000-000000000001';
const newKey = (tenant = TENANT) => objectKey(tenant, randomBytes(16));

let folder: string;
let server: TestS3Server;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'portal-files-'));
  server = await startS3Server();
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await server?.close();
});

const stores: [string, () => ObjectStore][] = [
  ['a folder', () => localStore(path.join(folder, 'objects'))],
  ['an S3 server', () => s3Store(server)],
];

async function bytesOf(store: ObjectStore, key: string): Promise<Buffer | null> {
  const found = await store.get(key);
  return found && Buffer.from(await new Response(found.body).arrayBuffer());
}

const put = (store: ObjectStore, key: string, text: string) =>
  store.put(key, Buffer.from(text), { contentType: 'text/plain' });

function streamOf(...chunks: (string | Error)[]): ReadableStream<Uint8Array> {
  const left = [...chunks];
  return new ReadableStream({
    pull(controller) {
      const next = left.shift();
      if (next === undefined) controller.close();
      else if (next instanceof Error) controller.error(next);
      else controller.enqueue(Buffer.from(next));
    },
  });
}

describe.each(stores)('%s', (_, makeStore) => {
  it('gives back what was put: bytes, content type and size', async () => {
    const store = makeStore();
    const key = newKey();
    const bytes = randomBytes(200_000);
    await store.put(key, bytes, { contentType: 'image/webp' });
    const found = await store.get(key);
    expect(found).toMatchObject({ contentType: 'image/webp', size: 200_000 });
    expect(Buffer.from(await new Response(found!.body).arrayBuffer()).equals(bytes)).toBe(true);
  });

  it('takes a stream, and a view into a larger buffer', async () => {
    const store = makeStore();
    const [streamed, view] = [newKey(), newKey()];
    await store.put(streamed, streamOf('one ', 'two ', '三'), { contentType: 'text/plain' });
    await store.put(view, Buffer.from('0123456789').subarray(2, 5), { contentType: 'text/plain' });
    expect((await bytesOf(store, streamed))?.toString()).toBe('one two 三');
    expect((await bytesOf(store, view))?.toString()).toBe('234');
  });

  it('keeps what was there when a stream breaks off', async () => {
    const store = makeStore();
    const [fresh, known] = [newKey(), newKey()];
    await put(store, known, 'before');
    for (const key of [fresh, known]) {
      const broken = store.put(key, streamOf('half', new Error('gone')), { contentType: 'text/plain' });
      await expect(broken).rejects.toThrow('gone');
    }
    expect(await store.get(fresh)).toBeNull();
    expect((await bytesOf(store, known))?.toString()).toBe('before');
  });

  it('holds an object of no bytes, and replaces one that is put again', async () => {
    const store = makeStore();
    const key = newKey();
    await put(store, key, '');
    expect((await store.get(key))?.size).toBe(0);
    await put(store, key, 'again');
    expect((await bytesOf(store, key))?.toString()).toBe('again');
  });

  it('has nothing under other keys, and deleting twice is no error', async () => {
    const store = makeStore();
    const key = newKey();
    expect(await store.get(key)).toBeNull();
    await put(store, key, 'x');
    await store.delete(key);
    await store.delete(key);
    expect(await store.get(key)).toBeNull();
  });

  it('lists every object with size and age, in the order of keys', async () => {
    const store = makeStore();
    for await (const { key } of store.list()) await store.delete(key);
    const keys = [...Array.from({ length: 5 }, () => newKey()), derivedKey(newKey(), 'thumb')].sort();
    for (const key of keys) await put(store, key, key.slice(0, 7));
    const listed = [];
    for await (const object of store.list()) listed.push(object);
    expect(listed.map(({ key }) => key)).toEqual(keys);
    expect(listed.every(({ size }) => size === 7)).toBe(true);
    expect(listed.every(({ modifiedAt }) => Math.abs(modifiedAt - Date.now()) < 60_000)).toBe(true);
  });

  it.each([
    '../secret',
    '/etc/passwd',
    `${TENANT}/../../../../etc/passwd`,
    `${TENANT}/aa/bb/${'0'.repeat(27)}/x`,
    `${TENANT}/aa/bb/${'0'.repeat(28)}?acl`,
    `${TENANT}/aa/bb/${'0'.repeat(28)}\0`,
    'photo.jpg',
    '',
  ])('refuses the key %j', async (key) => {
    const store = makeStore();
    await expect(store.put(key, Buffer.from('x'), { contentType: 'text/plain' })).rejects.toThrow(
      ObjectKeyError,
    );
    await expect(store.get(key)).rejects.toThrow(ObjectKeyError);
    await expect(store.delete(key)).rejects.toThrow(ObjectKeyError);
  });
});

describe('a folder', () => {
  it('holds nothing unfinished after a failure, is closed to others, and removes what a dead process left', async () => {
    const root = path.join(folder, 'tidy');
    const store = localStore(root);
    await expect(
      store.put(newKey(), streamOf('x', new Error('gone')), { contentType: 'text/plain' }),
    ).rejects.toThrow();
    const unfinished = path.join(root, 'unfinished');
    expect(readdirSync(unfinished)).toEqual([]);
    const key = newKey();
    await put(store, key, 'x');
    expect(statSync(path.join(root, key)).mode & 0o077).toBe(0);
    writeFileSync(path.join(unfinished, 'old'), 'x');
    writeFileSync(path.join(unfinished, 'new'), 'x');
    utimesSync(path.join(unfinished, 'old'), 1, 1);
    const listed = [];
    for await (const object of store.list()) listed.push(object.key);
    expect(listed).toEqual([key]);
    expect(readdirSync(unfinished)).toEqual(['new']);
  });

  it('fails loudly when it cannot write', async () => {
    const blocked = path.join(folder, 'blocked');
    await mkdir(blocked);
    await writeFile(path.join(blocked, TENANT), 'a file where a folder belongs');
    await expect(put(localStore(blocked), newKey(), 'x')).rejects.toThrow();
  });
});

describe('an S3 server', () => {
  it('refuses a wrong secret, and the error names its code but no secret', async () => {
    const store = s3Store({ ...server, secretAccessKey: 'another-secret' });
    const failed = put(store, newKey(), 'x');
    await expect(failed).rejects.toThrow('403 SignatureDoesNotMatch');
    await expect(failed).rejects.not.toThrow('another-secret');
    await expect(s3Store({ ...server, region: 'other-1' }).get(newKey())).rejects.toThrow('403');
  });

  it('is asked again when it is busy', async () => {
    const key = newKey();
    server.failNext(2);
    await put(s3Store(server), key, 'x');
    expect(server.keys()).toContain(key);
  });

  it('that does not answer is given up', async () => {
    const silent = await startS3Server();
    await silent.close();
    await expect(s3Store({ ...silent, timeoutMs: 200 }).get(newKey())).rejects.toThrow();
  });
});

describe('the store of the settings', () => {
  it('is the S3 server if there is one, otherwise a folder of DATA_DIR', async () => {
    const key = newKey();
    const s3 = storeOf(
      readEnv({
        DATA_DIR: folder,
        STORAGE_S3_ENDPOINT: server.endpoint,
        STORAGE_S3_BUCKET: server.bucket,
        STORAGE_S3_REGION: server.region,
        STORAGE_S3_ACCESS_KEY_ID: server.accessKeyId,
        STORAGE_S3_SECRET_ACCESS_KEY: server.secretAccessKey,
      }),
    );
    await put(s3, key, 'x');
    expect(server.keys()).toContain(key);
    await put(storeOf(readEnv({ DATA_DIR: folder })), key, 'x');
    expect(statSync(path.join(folder, 'files', key)).size).toBe(1);
  });
});

describe('keys', () => {
  it('are made of a tenant and 16 random bytes, and nothing else', () => {
    const key = objectKey(TENANT, new Uint8Array(16).fill(171));
    expect(key).toBe(`${TENANT}/ab/ab/${'ab'.repeat(14)}`);
    expect(() => objectKey('../etc', new Uint8Array(16))).toThrow(ObjectKeyError);
    expect(() => objectKey(TENANT, new Uint8Array(15))).toThrow(ObjectKeyError);
    expect(ownerKey(derivedKey(key, 'thumb'))).toBe(key);
    expect(ownerKey(key)).toBe(key);
    expect(() => checkObjectKey(derivedKey(key, 'thumb'))).not.toThrow();
  });
});
