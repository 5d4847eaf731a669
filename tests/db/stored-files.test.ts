import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDemoCertificates } from '~/modules/orders/commands/add-demo-certificates.server';
import { purgeStoredFiles } from '~/modules/orders/commands/purge-stored-files.server';
import { removeStoredFile } from '~/modules/orders/commands/remove-stored-file.server';
import {
  keepUpload,
  recordUpload,
  storeUpload,
  type UploadTarget,
} from '~/modules/orders/commands/store-upload.server';
import { ownDocuments } from '~/modules/orders/queries/own-documents.server';
import { storedFile, storedFilesOfOrder } from '~/modules/orders/queries/stored-files.server';
import { newId } from '~/platform/new-id.server';
import { UPLOAD_LIMITS } from '~/platform/storage/file-kinds';
import { derivedKey, type ObjectStore } from '~/platform/storage/object-store';
import { newObjectKey, objectStore } from '~/platform/storage/storage.server';
import { pdf, phonePhoto } from '../support/hostile-files';
import { OrdersScene, resultOf } from './orders-scene';

let scene: OrdersScene;
let photo: Buffer;
beforeAll(async () => {
  [scene, photo] = await Promise.all([OrdersScene.make(), phonePhoto(64, 48)]);
});
afterAll(() => scene?.database.close());

const store = (
  orderId: string,
  given: Partial<UploadTarget> = {},
  bytes: Buffer = photo,
  name = '../箱 1.jpeg',
) =>
  scene.asFactory('orders:progress', (tx, access) =>
    storeUpload(tx, access, {
      factoryId: tx.factoryId,
      purpose: 'order',
      orderId,
      ...given,
      file: { bytes, name },
    }),
  );
const filesOf = (orderId: string) =>
  scene.asFactory('orders:view', (tx) => storedFilesOfOrder(tx, { factoryId: tx.factoryId, id: orderId }));
const keysNow = async () => {
  const keys: string[] = [];
  for await (const { key } of objectStore().list()) keys.push(key);
  return keys;
};
/** The store as it will look to a purge of the day after tomorrow. */
const IN_TWO_DAYS = Date.now() + 2 * 86_400_000;

describe('the files of an order', () => {
  it('are kept with a clean label, and their bytes under a key that says nothing', async () => {
    const orderId = await scene.inProduction();
    const { id } = resultOf(await store(orderId));
    const { lines } = await scene.detail(orderId);
    const milestoneId = lines[0]!.milestones[0]!.id;
    resultOf(await store(orderId, { purpose: 'milestone', milestoneId }, pdf(), 'plan.exe'));
    expect(await filesOf(orderId)).toMatchObject([
      {
        purpose: 'milestone',
        poMilestoneId: milestoneId,
        label: 'plan.exe.pdf',
        mediaType: 'application/pdf',
        width: null,
      },
      {
        id,
        purpose: 'order',
        label: '箱 1.jpeg',
        mediaType: 'image/jpeg',
        width: 48,
        height: 64,
        uploadedByName: 'owner',
      },
    ]);
    const [row] = await scene.database
      .sql`select storage_key, sha256, size_bytes from stored_file where id = ${id}`;
    expect(row!.storage_key).toMatch(
      new RegExp(`^${scene.factory.id}/[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{28}$`),
    );
    const object = await objectStore().get(row!.storage_key);
    expect(object).toMatchObject({ contentType: 'image/jpeg', size: row!.size_bytes });
    expect(await objectStore().get(derivedKey(row!.storage_key, 'thumb'))).toMatchObject({
      contentType: 'image/webp',
    });
    const [audit] = await scene.database.sql`select action, after from audit_event where entity_id = ${id}`;
    expect(audit).toMatchObject({ action: 'file.stored', after: { mediaType: 'image/jpeg' } });
  });

  it('are refused for orders and milestones that are not theirs, and leave nothing behind', async () => {
    const [mine, second] = [await scene.inProduction(), await scene.inProduction()];
    const { lines } = await scene.detail(second);
    const before = await keysNow();
    expect(await store(newId())).toMatchObject({ error: { code: 'order_unknown' } });
    expect(await store(mine, { milestoneId: lines[0]!.milestones[0]!.id })).toMatchObject({
      error: { code: 'value_invalid', field: 'milestone' },
    });
    const elsewhere = await scene.asFactory(
      'orders:progress',
      (tx, access) =>
        storeUpload(tx, access, {
          factoryId: tx.factoryId,
          purpose: 'order',
          orderId: mine,
          file: { bytes: photo, name: 'x' },
        }),
      'owner',
      scene.other,
    );
    expect(elsewhere).toMatchObject({ error: { code: 'order_unknown' } });
    expect(await keysNow()).toEqual(before);
  });

  it('are limited in number, however many arrive at once', async () => {
    const orderId = await scene.inProduction();
    const { factory } = scene;
    const kept = resultOf(await keepUpload(factory.id, { bytes: pdf(), name: 'a.pdf' }));
    const add = () =>
      scene.asFactory('orders:progress', (tx, access) =>
        recordUpload(
          tx,
          access,
          { ...kept, storageKey: newObjectKey(factory.id) },
          { factoryId: factory.id, orderId, purpose: 'order' },
        ),
      );
    for (let n = 0; n < UPLOAD_LIMITS.filesPerOrder - 2; n++) resultOf(await add());
    const last = await Promise.all(Array.from({ length: 6 }, add));
    expect(last.filter(({ ok }) => ok)).toHaveLength(2);
    expect(last.find(({ ok }) => !ok)).toMatchObject({
      error: { code: 'upload_order_full', params: { files: 60 } },
    });
  });

  it('are removed by their factory while the order is open, and no compliance document is', async () => {
    const orderId = await scene.inProduction();
    const { id } = resultOf(await store(orderId));
    const compliance = resultOf(
      await store(orderId, { purpose: 'compliance', orderId: undefined }, pdf(), 'CE.pdf'),
    );
    const remove = (fileId: string, of = scene.factory) =>
      scene.asFactory('orders:progress', (tx, access) => removeStoredFile(tx, access, fileId), 'owner', of);
    expect(await remove(id, scene.other)).toMatchObject({ error: { code: 'file_unknown' } });
    expect(await remove('no id')).toMatchObject({ error: { code: 'file_unknown' } });
    expect(await remove(compliance.id)).toMatchObject({ error: { code: 'file_unknown' } });
    resultOf(await remove(id));
    expect(await filesOf(orderId)).toEqual([]);
    expect(await remove(id)).toMatchObject({ error: { code: 'file_unknown' } });
  });

  it('stay as they are once the order is closed', async () => {
    const orderId = await scene.inProduction();
    const { id } = resultOf(await store(orderId));
    await scene.database
      .sql`update purchase_order set status = 'closed', closed_at = now() where id = ${orderId}`;
    expect(await store(orderId)).toMatchObject({ error: { code: 'upload_order_closed' } });
    const removed = await scene.asFactory('orders:progress', (tx, access) =>
      removeStoredFile(tx, access, id),
    );
    expect(removed).toMatchObject({ error: { code: 'upload_order_closed' } });
  });

  it('are seen by no other factory', async () => {
    const { id } = resultOf(await store(await scene.inProduction()));
    const seen = (of = scene.factory) =>
      scene.asFactory('orders:view', (tx) => storedFile(tx, tx.factoryId, id), 'viewer', of);
    expect(await seen()).toMatchObject({ id });
    expect(
      await scene.asFactory('orders:view', (tx) => storedFile(tx, tx.factoryId, id), 'owner', scene.other),
    ).toBeNull();
    const forged = await scene.asFactory(
      'orders:view',
      (tx) => storedFile(tx, scene.factory.id, id),
      'owner',
      scene.other,
    );
    expect(forged).toBeNull();
  });
});

describe('the purge', () => {
  it('removes what no row names once it is a day old, with what is derived from it, and nothing else', async () => {
    const orderId = await scene.inProduction();
    resultOf(await store(orderId));
    const cutOff = resultOf(await keepUpload(scene.factory.id, { bytes: photo, name: 'x' }));
    expect((await purgeStoredFiles(objectStore(), Date.now())).removed).toBe(0);
    expect(await keysNow()).toContain(cutOff.storageKey);
    const { removed } = await purgeStoredFiles(objectStore(), IN_TWO_DAYS);
    expect(removed).toBeGreaterThanOrEqual(2);
    const rows = await scene.database.sql<{ key: string; width: number | null }[]>`
      select storage_key as key, width from stored_file`;
    const held = new Set(await keysNow());
    expect(held.has(cutOff.storageKey)).toBe(false);
    expect(held.has(derivedKey(cutOff.storageKey, 'thumb'))).toBe(false);
    const named = new Set(rows.flatMap(({ key }) => [key, derivedKey(key, 'thumb')]));
    expect([...held].filter((key) => !named.has(key))).toEqual([]);
    const [photoRow] = rows.filter(({ width }) => width !== null);
    expect(held.has(photoRow!.key)).toBe(true);
    expect((await purgeStoredFiles(objectStore(), IN_TWO_DAYS)).removed).toBe(0);
  });

  it('stops when it is asked to', async () => {
    const stop = new AbortController();
    stop.abort();
    const empty: ObjectStore = { ...objectStore(), list: objectStore().list };
    expect((await purgeStoredFiles(empty, IN_TWO_DAYS, stop.signal)).seen).toBe(0);
  });
});

describe('the demonstration', () => {
  it('gives each factory the file of one certificate, once, for itself alone', async () => {
    const { sql } = scene.database;
    for (const [factory, number, to] of [
      [scene.factory, 'FDA-1', '2027-01-01'],
      [scene.factory, 'FDA-2', null],
      [scene.other, 'FDA-3', '2027-01-01'],
    ] as const) {
      await sql`insert into compliance_document (factory_id, id, document_kind, number, issuer, category_code, markets,
          valid_from, valid_to, recorded_by_name)
        values (${factory.id}, ${newId()}, 'FDA', ${number}, '华测检测 CTI', 'home', '{US}', '2025-01-01', ${to}, 'Buyer')`;
    }
    expect([await addDemoCertificates(), await addDemoCertificates()]).toEqual([2, 0]);
    const own = await scene.asFactory('orders:view', (tx) => ownDocuments(tx));
    expect(own.map(({ number, file }) => [number, file?.label])).toEqual([
      ['FDA-1', undefined],
      ['FDA-2', 'FDA-2.pdf'],
    ]);
    const [foreign] = await sql<{ id: string }[]>`
      select stored_file_id as id from compliance_document where number = 'FDA-3'`;
    const read = (id: string) => scene.asFactory('orders:view', (tx) => storedFile(tx, tx.factoryId, id));
    expect(await read(own[1]!.file!.id)).toMatchObject({ mediaType: 'application/pdf' });
    expect(await read(foreign!.id)).toBeNull();
  });
});
