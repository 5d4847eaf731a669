import { createHash, randomBytes } from 'node:crypto';
import { newId } from '~/platform/new-id.server';
import type { PlatformTx, TenantTx } from '~db/tenancy.server';
import type { OpenShipment, ReleaseWeek, SellOutWindow } from '../domain/feeds/calendar-entries';

/** A secret for an address: 256 random bits, and the hash that is kept instead of it. */
export function newFeedToken(): { token: string; tokenHash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, tokenHash: hashFeedToken(token) };
}

const hashFeedToken = (token: string): string => createHash('sha256').update(token).digest('hex');

export interface FeedRow {
  id: string;
  /** Epoch ms. */
  createdAt: number;
  lastReadAt: number | null;
}

/** A person's addresses that still open, newest first. */
export function selectFeeds(tx: TenantTx, userId: string): Promise<FeedRow[]> {
  return tx.sql<FeedRow[]>`
    select id, (extract(epoch from created_at) * 1000)::float8 as "createdAt",
      (extract(epoch from last_read_at) * 1000)::float8 as "lastReadAt"
    from calendar_feed
    where factory_id = ${tx.factoryId} and user_id = ${userId} and revoked_at is null order by created_at desc`;
}

export async function insertFeed(
  tx: TenantTx,
  feed: { userId: string; tokenHash: string; locale: string },
): Promise<string> {
  const id = newId();
  await tx.sql`
    insert into calendar_feed (factory_id, id, user_id, token_hash, locale)
    values (${tx.factoryId}, ${id}, ${feed.userId}, ${feed.tokenHash}, ${feed.locale})`;
  return id;
}

/** Ends a person's address. @returns whether it was open */
export async function revokeFeed(tx: TenantTx, userId: string, id: string): Promise<boolean> {
  const ended = await tx.sql`
    update calendar_feed set revoked_at = now()
    where factory_id = ${tx.factoryId} and user_id = ${userId} and id = ${id} and revoked_at is null`;
  return ended.count === 1;
}

export interface OpenFeed {
  factoryId: string;
  slug: string;
  nameEn: string;
  nameZh: string;
  timeZone: string;
  locale: 'en' | 'zh';
}

/**
 * The feed that a token opens, in its reader's language; null when it was revoked, or the person left the factory, lost
 * the right to subscribe or had the account closed. Notes the reading, to the hour.
 * @param roles that may subscribe
 */
export async function openFeed(
  tx: PlatformTx,
  token: string,
  roles: readonly string[],
): Promise<OpenFeed | null> {
  const [row] = await tx.sql<(OpenFeed & { id: string; isFresh: boolean })[]>`
    select c.id, c.factory_id as "factoryId", f.slug, f.name_en as "nameEn", f.name_zh as "nameZh",
      f.time_zone as "timeZone", u.locale, c.last_read_at > now() - interval '1 hour' as "isFresh"
    from calendar_feed c
    join factory f on f.id = c.factory_id
    join membership m on m.factory_id = c.factory_id and m.user_id = c.user_id and m.role = any(${roles as string[]}::text[])
    join user_account u on u.id = c.user_id and u.disabled_at is null
    where c.token_hash = ${hashFeedToken(token)} and c.revoked_at is null`;
  if (!row) return null;
  const { id, isFresh, ...feed } = row;
  if (!isFresh) {
    await tx.sql`update calendar_feed set last_read_at = now() where factory_id = ${feed.factoryId} and id = ${id}`;
  }
  return feed;
}

/** Dated parts of a factory's open orders that are not wholly shipped. */
export function selectOpenShipments(tx: PlatformTx, factoryId: string): Promise<OpenShipment[]> {
  return tx.sql<OpenShipment[]>`
    select s.id as "scheduleId", o.number as "orderNumber", o.version as "orderVersion", l.sku_code as "skuCode",
      s.requested_ship_on::text as "requestedShipOn", s.promised_ship_on::text as "promisedShipOn",
      s.quantity - greatest(s.shipped_quantity, s.received_quantity) as open,
      (extract(epoch from o.updated_at) * 1000)::float8 as "changedAt"
    from purchase_order o
    join po_line l on l.factory_id = o.factory_id and l.purchase_order_id = o.id
    join po_line_schedule s on s.factory_id = l.factory_id and s.po_line_id = l.id
    where o.factory_id = ${factoryId} and l.status in ('issued', 'acknowledged', 'in_production', 'inspected', 'shipped')
      and s.quantity > greatest(s.shipped_quantity, s.received_quantity)
    order by s.requested_ship_on, s.id limit 2000`;
}

/** The next release weeks of the published version, with how many SKUs have no answer yet. */
export async function selectReleaseWeeks(
  tx: PlatformTx,
  factoryId: string,
): Promise<{ version: { number: number; publishedAt: number } | null; weeks: ReleaseWeek[] }> {
  const [version] = await tx.sql<{ id: string; number: number; publishedAt: number; firstWeek: string }[]>`
    select id, number, (extract(epoch from published_at) * 1000)::float8 as "publishedAt", first_week::text as "firstWeek"
    from forecast_version where status = 'published' order by published_at desc limit 1`;
  if (!version) return { version: null, weeks: [] };
  const weeks = await tx.sql<ReleaseWeek[]>`
    select w.week::text as week, l.frozen_weeks as "frozenWeeks", count(*)::int as skus, sum(w.quantity)::int as pieces,
      (count(*) filter (where c.id is null))::int as unanswered
    from forecast_line l
    cross join lateral (
      select ${version.firstWeek}::date + (i - 1)::int * 7 as week, l.qty_p50[i] as quantity from generate_series(1, 12) i) w
    left join commit_bucket c on c.factory_id = l.factory_id and c.sku_id = l.sku_id and c.week = w.week
    where l.factory_id = ${factoryId} and l.version_id = ${version.id} and w.quantity > 0
    group by 1, 2 order by 1, 2`;
  return { version: { number: version.number, publishedAt: version.publishedAt }, weeks };
}

/** Running sell-out clocks with the last day of their window. */
export function selectSellOutWindows(tx: PlatformTx, factoryId: string): Promise<SellOutWindow[]> {
  return tx.sql<SellOutWindow[]>`
    select id as "clockId", sku_code as "skuCode",
      ((expires_at - interval '1 second') at time zone coalesce(rule->>'timeZone', 'UTC'))::date::text as "endsOn",
      net_sold_units as sold, target_units as target, (extract(epoch from updated_at) * 1000)::float8 as "changedAt"
    from sell_out_clock
    where factory_id = ${factoryId} and status in ('running', 'paused') and expires_at is not null
    order by expires_at, id limit 500`;
}
