import { and, eq, lt, sql } from 'drizzle-orm';
import { newId } from '~/platform/new-id.server';
import { idempotencyRecord } from '~db/schema/identity';
import type { PlatformTx } from '~db/tenancy.server';

export interface StoredAnswer {
  requestHash: string;
  status: number;
  body: string;
}

/**
 * Claims a key's `Idempotency-Key` until the transaction ends.
 * @returns false while another transaction, perhaps one whose client has gone, still works on it.
 */
export async function claimIdempotencyKey(tx: PlatformTx, apiKeyId: string, key: string): Promise<boolean> {
  const name = `idempotency ${apiKeyId} ${key}`;
  const [row] = await tx.sql<{ claimed: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as claimed`;
  return row?.claimed ?? false;
}

export async function findStoredAnswer(
  tx: PlatformTx,
  apiKeyId: string,
  key: string,
): Promise<StoredAnswer | null> {
  const [row] = await tx.db
    .select({
      requestHash: idempotencyRecord.requestHash,
      status: idempotencyRecord.responseStatus,
      body: idempotencyRecord.responseBody,
    })
    .from(idempotencyRecord)
    .where(and(eq(idempotencyRecord.apiKeyId, apiKeyId), eq(idempotencyRecord.idempotencyKey, key)));
  return row ?? null;
}

export async function insertStoredAnswer(
  tx: PlatformTx,
  apiKeyId: string,
  key: string,
  answer: StoredAnswer,
): Promise<void> {
  await tx.db.insert(idempotencyRecord).values({
    id: newId(),
    apiKeyId,
    idempotencyKey: key,
    requestHash: answer.requestHash,
    responseStatus: answer.status,
    responseBody: answer.body,
  });
}

/** Forgets answers from before `before` (epoch ms). */
export async function deleteOldAnswers(tx: PlatformTx, before: number): Promise<void> {
  await tx.db
    .delete(idempotencyRecord)
    .where(lt(idempotencyRecord.createdAt, sql`${new Date(before).toISOString()}::timestamptz`));
}
