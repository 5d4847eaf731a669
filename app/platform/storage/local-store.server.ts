import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { checkObjectKey, type ListedObject, type ObjectBody, type ObjectStore } from './object-store';

/** Name of the folder for what is being written; a key never begins like it. */
const UNFINISHED = 'unfinished';
/** Beside each object: its content type. */
const TYPE_ENDING = '.type';
/** Something half-written for longer than this belongs to a process that is gone. */
const UNFINISHED_LIMIT_MS = 60 * 60 * 1000;

/**
 * Objects as files of a folder. An object is written under another name, flushed and renamed, so a reader sees it whole
 * or not at all, also after a crash. Several processes of one machine may share the folder.
 */
export function localStore(folder: string): ObjectStore {
  const unfinished = path.join(folder, UNFINISHED);
  const fileOf = (key: string) => {
    checkObjectKey(key);
    return path.join(folder, ...key.split('/'));
  };

  async function write(file: string, body: ObjectBody): Promise<void> {
    const temporary = path.join(unfinished, randomBytes(16).toString('hex'));
    await mkdir(unfinished, { recursive: true });
    try {
      await pipeline(readable(body), createWriteStream(temporary, { mode: 0o600, flags: 'wx' }));
      const handle = await open(temporary, 'r+');
      await handle.sync().finally(() => handle.close());
      await mkdir(path.dirname(file), { recursive: true });
      await rename(temporary, file);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  return {
    async put(key, body, { contentType }) {
      const file = fileOf(key);
      // First the type: an object is there from the moment its bytes are.
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file + TYPE_ENDING, contentType, { mode: 0o600 });
      await write(file, body);
    },
    async get(key) {
      const file = fileOf(key);
      const handle = await absentAsNull(open(file, 'r'));
      if (!handle) return null;
      const { size } = await handle.stat();
      const contentType =
        (await absentAsNull(readFile(file + TYPE_ENDING, 'utf8'))) ?? 'application/octet-stream';
      // The open file stays readable even if it is removed meanwhile; the stream closes it.
      const body = Readable.toWeb(handle.createReadStream()) as unknown as ReadableStream<Uint8Array>;
      return { body, contentType, size };
    },
    async delete(key) {
      const file = fileOf(key);
      await rm(file, { force: true });
      await rm(file + TYPE_ENDING, { force: true });
    },
    async *list() {
      await removeForgotten(unfinished);
      yield* walk(folder, '');
    },
  };
}

/** Folder names and file names in order, which is the order of keys. */
async function* walk(folder: string, prefix: string): AsyncIterable<ListedObject> {
  const entries = (await absentAsNull(readdir(folder, { withFileTypes: true }))) ?? [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (prefix === '' && entry.name === UNFINISHED) continue;
    const key = prefix + entry.name;
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(file, `${key}/`);
    else if (!entry.name.endsWith(TYPE_ENDING)) {
      const found = await absentAsNull(stat(file));
      if (found) yield { key, size: found.size, modifiedAt: found.mtimeMs };
    }
  }
}

async function removeForgotten(unfinished: string): Promise<void> {
  for (const name of (await absentAsNull(readdir(unfinished))) ?? []) {
    const file = path.join(unfinished, name);
    const found = await absentAsNull(stat(file));
    if (found && Date.now() - found.mtimeMs > UNFINISHED_LIMIT_MS) await rm(file, { force: true });
  }
}

function readable(body: ObjectBody): Readable {
  return body instanceof Uint8Array
    ? Readable.from([Buffer.from(body.buffer, body.byteOffset, body.byteLength)])
    : Readable.fromWeb(body as unknown as NodeReadableStream);
}

async function absentAsNull<T>(promise: Promise<T>): Promise<T | null> {
  try {
    return await promise;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}
