/** Bytes of an object: all at once, or as they come. */
export type ObjectBody = Uint8Array | ReadableStream<Uint8Array>;

export interface StoredObject {
  body: ReadableStream<Uint8Array>;
  contentType: string;
  /** Bytes. */
  size: number;
}

export interface ListedObject {
  key: string;
  /** Bytes. */
  size: number;
  /** When it was written, epoch ms. */
  modifiedAt: number;
}

/**
 * Where files are kept. Every store behaves the same: a key is written whole or not at all, an object that is written
 * again is replaced, and deleting what is not there is no error.
 */
export interface ObjectStore {
  /**
   * Writes an object. Until it returns the key holds what it held before.
   * @throws ObjectKeyError for a key that {@link newObjectKey} would not make; Error when the store fails or takes too long
   */
  put(key: string, body: ObjectBody, options: { contentType: string }): Promise<void>;
  /** An object to read, or null if there is none. A reader who stops early cancels the body. */
  get(key: string): Promise<StoredObject | null>;
  /** Removes an object if it is there. */
  delete(key: string): Promise<void>;
  /** Every object, in the order of keys. */
  list(): AsyncIterable<ListedObject>;
}

/** A key that no part of the portal makes: it must not become a path or an address. */
export class ObjectKeyError extends Error {
  override name = 'ObjectKeyError';
  constructor() {
    super('not a key of the object store');
  }
}

const KEY =
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\/[0-9a-f]{2}\/[0-9a-f]{2}\/[0-9a-f]{28}(\.[a-z]{1,12})?$/;

/** Refuses everything but the keys that {@link objectKey} makes, so that no text of a person is ever a path. @throws ObjectKeyError */
export function checkObjectKey(key: string): void {
  if (!KEY.test(key)) throw new ObjectKeyError();
}

/**
 * A key: the tenant, two levels of folders so that none grows large, then the rest of a random id.
 * @param tenantId UUID of the factory
 * @param random 16 random bytes
 * @throws ObjectKeyError when the tenant is no UUID or the bytes are not 16
 */
export function objectKey(tenantId: string, random: Uint8Array): string {
  const hex = [...random].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const key = `${tenantId}/${hex.slice(0, 2)}/${hex.slice(2, 4)}/${hex.slice(4)}`;
  checkObjectKey(key);
  return key;
}

/** The key of what is derived from an object, such as its `thumb`; it is kept and removed with it. */
export function derivedKey(key: string, what: 'thumb'): string {
  return `${key}.${what}`;
}

/** The key that a derived key belongs to; a key that is not derived is its own. */
export function ownerKey(key: string): string {
  const dot = key.indexOf('.');
  return dot < 0 ? key : key.slice(0, dot);
}
