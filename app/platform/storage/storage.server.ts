import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { type Env, env } from '../env.server';
import { localStore } from './local-store.server';
import { type ObjectBody, type ObjectStore, objectKey, type StoredObject } from './object-store';
import { s3Store } from './s3-store.server';

/** The store that the settings name: the S3 server if there is one, otherwise a folder of DATA_DIR. */
export function storeOf(settings: Env): ObjectStore {
  const {
    STORAGE_S3_ENDPOINT: endpoint,
    STORAGE_S3_BUCKET: bucket,
    STORAGE_S3_REGION: region,
    STORAGE_S3_ACCESS_KEY_ID: accessKeyId,
    STORAGE_S3_SECRET_ACCESS_KEY: secretAccessKey,
  } = settings;
  if (endpoint && bucket && accessKeyId && secretAccessKey) {
    return s3Store({ endpoint, bucket, region, accessKeyId, secretAccessKey });
  }
  return localStore(path.join(settings.DATA_DIR, 'files'));
}

let current: { settings: Env; store: ObjectStore } | undefined;

/** The store of this process. */
export function objectStore(): ObjectStore {
  const settings = env();
  if (current?.settings !== settings) current = { settings, store: storeOf(settings) };
  return current.store;
}

/** A new key of a tenant's object. It says nothing about what is kept under it, and nobody can guess it. */
export function newObjectKey(tenantId: string): string {
  return objectKey(tenantId, randomBytes(16));
}

/** Writes an object under a key of {@link newObjectKey}. */
export function putObject(key: string, body: ObjectBody, contentType: string): Promise<void> {
  return objectStore().put(key, body, { contentType });
}

/** An object to read, or null if there is none. */
export function getObject(key: string): Promise<StoredObject | null> {
  return objectStore().get(key);
}

/** Removes an object if it is there. */
export function deleteObject(key: string): Promise<void> {
  return objectStore().delete(key);
}
