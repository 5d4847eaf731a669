import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import { newId } from '~/platform/new-id.server';
import { passwordReset } from '~db/schema/identity';
import type { PlatformTx } from '~db/tenancy.server';

export async function countResetsSince(tx: PlatformTx, userId: string, since: number): Promise<number> {
  const rows = await tx.db
    .select({ n: sql<number>`count(*)::int` })
    .from(passwordReset)
    .where(and(eq(passwordReset.userId, userId), gt(passwordReset.createdAt, new Date(since))));
  return rows[0]?.n ?? 0;
}

export async function insertReset(
  tx: PlatformTx,
  reset: { userId: string; tokenHash: string; createdAt: number; expiresAt: number },
): Promise<void> {
  await tx.db.insert(passwordReset).values({
    id: newId(),
    userId: reset.userId,
    tokenHash: reset.tokenHash,
    createdAt: new Date(reset.createdAt),
    expiresAt: new Date(reset.expiresAt),
  });
}

const usable = (tokenHash: string, now: number) =>
  and(
    eq(passwordReset.tokenHash, tokenHash),
    isNull(passwordReset.usedAt),
    gt(passwordReset.expiresAt, new Date(now)),
  );

export async function isUsableReset(tx: PlatformTx, tokenHash: string, now: number): Promise<boolean> {
  const rows = await tx.db.select({ id: passwordReset.id }).from(passwordReset).where(usable(tokenHash, now));
  return rows.length > 0;
}

/** Uses up a reset, in one statement so that it works once. @returns whose it was, or null if it cannot be used. */
export async function consumeReset(tx: PlatformTx, tokenHash: string, now: number): Promise<string | null> {
  const rows = await tx.db
    .update(passwordReset)
    .set({ usedAt: new Date(now) })
    .where(usable(tokenHash, now))
    .returning({ userId: passwordReset.userId });
  return rows[0]?.userId ?? null;
}

/** Makes every other open reset of a person useless. */
export async function voidResets(tx: PlatformTx, userId: string, now: number): Promise<void> {
  await tx.db
    .update(passwordReset)
    .set({ usedAt: new Date(now) })
    .where(and(eq(passwordReset.userId, userId), isNull(passwordReset.usedAt)));
}

export async function deleteOldResets(tx: PlatformTx, before: number): Promise<void> {
  await tx.db.delete(passwordReset).where(lt(passwordReset.expiresAt, new Date(before)));
}
