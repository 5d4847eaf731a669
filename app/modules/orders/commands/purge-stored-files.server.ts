import { type ListedObject, type ObjectStore, ownerKey } from '~/platform/storage/object-store';
import { asSystem } from '~db/tenancy.server';
import { selectKnownKeys } from '../data/stored-file.server';

/** An upload has ended long before; its row is written or never will be. */
const GRACE_MS = 24 * 60 * 60 * 1000;
const BATCH = 500;

/**
 * Removes the objects that no row names: of uploads that were cut off between the bytes and the row, and of files that were
 * removed. Reads the store once; may be stopped and run again at any time.
 *
 * @param now epoch ms
 * @returns how many objects were looked at and removed
 */
export async function purgeStoredFiles(
  store: ObjectStore,
  now: number,
  signal?: AbortSignal,
): Promise<{ seen: number; removed: number }> {
  const count = { seen: 0, removed: 0 };
  let batch: ListedObject[] = [];
  const work = async () => {
    const owners = [...new Set(batch.map(({ key }) => ownerKey(key)))];
    const known = await asSystem('job:files.purge', (tx) => selectKnownKeys(tx, owners), {
      accessMode: 'read only',
    });
    for (const { key } of batch) {
      if (known.has(ownerKey(key))) continue;
      await store.delete(key);
      count.removed += 1;
    }
    batch = [];
  };
  for await (const object of store.list()) {
    if (signal?.aborted) break;
    count.seen += 1;
    if (object.modifiedAt > now - GRACE_MS) continue;
    batch.push(object);
    if (batch.length >= BATCH) await work();
  }
  if (batch.length > 0) await work();
  return count;
}
