import { v7 } from 'uuid';
import type { Uuid } from '~/kernel/ids';

/** A new id for a row: UUIDv7 from the system clock, in increasing order within this process. */
export function newId(): Uuid {
  return v7() as Uuid;
}
