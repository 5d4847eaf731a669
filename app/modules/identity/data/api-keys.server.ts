import { timingSafeEqual } from 'node:crypto';
import { and, asc, count, desc, eq, gt, isNull, or, sql } from 'drizzle-orm';
import { newId } from '~/platform/new-id.server';
import { apiKey } from '~db/schema/identity';
import type { PlatformTx } from '~db/tenancy.server';
import type { Allowance, KnownApiKey } from '../domain/api-access';
import type { ApiScope } from '../domain/api-key';
import { hashToken } from './tokens.server';

export interface NewApiKey {
  name: string;
  source: string;
  prefix: string;
  secretHash: string;
  scopes: readonly ApiScope[];
  createdByUserId: string | null;
  createdByName: string;
  /** Epoch ms; null for a key without end. */
  expiresAt: number | null;
}

/** Adds a key. @returns its id. */
export async function insertApiKey(tx: PlatformTx, key: NewApiKey): Promise<string> {
  const id = newId();
  await tx.db.insert(apiKey).values({
    ...key,
    id,
    scopes: [...key.scopes],
    expiresAt: key.expiresAt === null ? null : new Date(key.expiresAt),
  });
  return id;
}

/**
 * The key with this prefix if the secret is its own, in whatever state it is. An unknown prefix takes the same
 * comparison as a wrong secret, so neither shows in the time.
 */
export async function findApiKey(
  tx: PlatformTx,
  prefix: string,
  secret: string,
): Promise<KnownApiKey | null> {
  const [row] = await tx.db.select().from(apiKey).where(eq(apiKey.prefix, prefix)).limit(1);
  const given = Buffer.from(hashToken(secret), 'hex');
  const kept = Buffer.from(row?.secretHash ?? hashToken(''), 'hex');
  const isOwn = given.length === kept.length && timingSafeEqual(given, kept);
  if (!row || !isOwn) return null;
  const { id, name, source, scopes, revokedAt, expiresAt } = row;
  return {
    id,
    name,
    source,
    scopes,
    revokedAt: revokedAt?.getTime() ?? null,
    expiresAt: expiresAt?.getTime() ?? null,
  };
}

/**
 * Takes one request from a key's allowance: a bucket of `limit` that fills up within a minute, of which the row keeps
 * only when it is full again (the generic cell rate algorithm). One statement on the database's clock, so it counts
 * right however many web processes ask. It also notes the use of the key, to the minute.
 *
 * @returns what is left, or, when it is empty, the seconds to wait.
 */
export async function takeFromAllowance(
  tx: PlatformTx,
  keyId: string,
  limit: number,
): Promise<{ ok: true; allowance: Allowance } | { ok: false; allowance: Allowance; waitSeconds: number }> {
  const full = sql`greatest(coalesce(${apiKey.allowanceFullAt}, clock_timestamp()), clock_timestamp())`;
  const one = sql`make_interval(secs => 60.0 / ${limit}::int)`;
  // What one crash can lose here is a moment's count: it need not wait for the disk.
  await tx.db.execute(sql`set local synchronous_commit = off`);
  const taken = await tx.db
    .update(apiKey)
    .set({
      allowanceFullAt: sql`${full} + ${one}`,
      lastUsedAt: sql`case when ${apiKey.lastUsedAt} > now() - interval '1 minute' then ${apiKey.lastUsedAt} else now() end`,
    })
    .where(and(eq(apiKey.id, keyId), sql`${full} + ${one} <= clock_timestamp() + interval '60 seconds'`))
    .returning({
      fullIn: sql<number>`extract(epoch from ${apiKey.allowanceFullAt} - clock_timestamp())::float8`,
    });
  if (taken[0]) return { ok: true, allowance: allowanceOf(taken[0].fullIn, limit) };
  const [row] = await tx.db
    .select({ fullIn: sql<number>`extract(epoch from ${full} - clock_timestamp())::float8` })
    .from(apiKey)
    .where(eq(apiKey.id, keyId));
  const fullIn = row?.fullIn ?? 60;
  return {
    ok: false,
    allowance: { ...allowanceOf(fullIn, limit), remaining: 0 },
    waitSeconds: Math.max(1, Math.ceil(fullIn + 60 / limit - 60)),
  };
}

function allowanceOf(fullIn: number, limit: number): Allowance {
  const remaining = Math.floor(limit - (fullIn * limit) / 60 + 1e-6);
  return { limit, remaining: Math.max(0, remaining), resetSeconds: Math.max(0, Math.ceil(fullIn)) };
}

export interface ApiKeyRow {
  id: string;
  name: string;
  source: string;
  prefix: string;
  scopes: string[];
  createdByName: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
  revokedByName: string | null;
}

const LISTED = {
  id: apiKey.id,
  name: apiKey.name,
  source: apiKey.source,
  prefix: apiKey.prefix,
  scopes: apiKey.scopes,
  createdByName: apiKey.createdByName,
  createdAt: apiKey.createdAt,
  lastUsedAt: apiKey.lastUsedAt,
  expiresAt: apiKey.expiresAt,
  revokedAt: apiKey.revokedAt,
  revokedByName: apiKey.revokedByName,
};

/** Keys, those in use first, then the newest; never a hash. */
export function listApiKeys(tx: PlatformTx, limit: number): Promise<ApiKeyRow[]> {
  return tx.db
    .select(LISTED)
    .from(apiKey)
    .orderBy(asc(sql`${apiKey.revokedAt} is not null`), desc(apiKey.createdAt), desc(apiKey.id))
    .limit(limit);
}

export async function findApiKeyById(tx: PlatformTx, id: string): Promise<ApiKeyRow | null> {
  const [row] = await tx.db.select(LISTED).from(apiKey).where(eq(apiKey.id, id));
  return row ?? null;
}

/** How many keys work at `now`. */
export async function countActiveApiKeys(tx: PlatformTx, now: number): Promise<number> {
  const isOpen = or(isNull(apiKey.expiresAt), gt(apiKey.expiresAt, new Date(now)));
  const [row] = await tx.db
    .select({ keys: count() })
    .from(apiKey)
    .where(and(isNull(apiKey.revokedAt), isOpen));
  return row?.keys ?? 0;
}

/** Ends a key. @returns the key, or null if there is none or it was revoked before. */
export async function markApiKeyRevoked(
  tx: PlatformTx,
  id: string,
  byName: string,
  now: number,
): Promise<ApiKeyRow | null> {
  const [row] = await tx.db
    .update(apiKey)
    .set({ revokedAt: new Date(now), revokedByName: byName })
    .where(and(eq(apiKey.id, id), isNull(apiKey.revokedAt)))
    .returning(LISTED);
  return row ?? null;
}
