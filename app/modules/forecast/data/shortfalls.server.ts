import type { Fragment } from 'postgres';
import type { PlatformTx } from '~db/tenancy.server';

/** What one minor unit of a currency is worth, for ranking amounts of several currencies. */
export interface RankRate {
  currency: string;
  /** Millionths of a US dollar. */
  factor: number;
}

export interface ShortfallQuery {
  versionId: string;
  firstWeek: string;
  q?: string | undefined;
  factory?: string | undefined;
  reason?: string | undefined;
  zone?: 'frozen' | 'firm' | 'free' | undefined;
  rates: readonly RankRate[];
  after: { rank: string; id: string } | null;
  limit: number;
}

/** A bucket that a factory promises less for than is asked, with what stands in its line. Money as minor units in text. */
export interface ShortfallRow {
  id: string;
  rank: string;
  factoryId: string;
  factorySlug: string;
  factoryNameEn: string;
  factoryNameZh: string;
  skuId: string;
  skuCode: string;
  skuNameEn: string;
  skuNameZh: string;
  week: string;
  askedQuantity: number;
  commitQuantity: number;
  upsideQuantity: number;
  shortfallQuantity: number;
  shortfallMinor: string;
  currency: string;
  reasonCode: string | null;
  note: string | null;
  committedByName: string;
  /** Epoch ms. */
  committedAt: number;
  frozenWeeks: number;
  firmWeeks: number;
  leadTimeWeeks: number;
}

/** Rows under the filters, the most money first, from a place on. What needs the line is joined only when it is asked for. */
export async function selectShortfalls(tx: PlatformTx, query: ShortfallQuery): Promise<ShortfallRow[]> {
  const { sql } = tx;
  return sql<ShortfallRow[]>`
    with ranked as (
      select b.*, x.rank from ${from(tx, query)}
      cross join lateral (select floor(b.shortfall_minor * coalesce(r.factor, 1))::bigint as rank) x
      where b.shortfall_quantity > 0 ${conditions(tx, query)}
        ${query.after ? sql`and (x.rank, b.id) < (${query.after.rank}::bigint, ${query.after.id}::uuid)` : sql``}
      order by x.rank desc, b.id desc limit ${query.limit})
    select b.id, b.rank::text as rank, b.factory_id as "factoryId", f.slug as "factorySlug", f.name_en as "factoryNameEn",
      f.name_zh as "factoryNameZh", b.sku_id as "skuId", l.sku_code as "skuCode", l.sku_name_en as "skuNameEn",
      l.sku_name_zh as "skuNameZh", b.week::text as week, b.asked_quantity as "askedQuantity",
      b.commit_quantity as "commitQuantity", b.upside_quantity as "upsideQuantity",
      b.shortfall_quantity as "shortfallQuantity", b.shortfall_minor::text as "shortfallMinor", b.currency,
      b.reason_code as "reasonCode", b.note, b.committed_by_name as "committedByName",
      (extract(epoch from b.committed_at) * 1000)::float8 as "committedAt", l.frozen_weeks as "frozenWeeks",
      l.firm_weeks as "firmWeeks", l.lead_time_weeks as "leadTimeWeeks"
    from ranked b
    join factory f on f.id = b.factory_id
    join forecast_line l on l.factory_id = b.factory_id and l.version_id = ${query.versionId} and l.sku_id = b.sku_id
    order by b.rank desc, b.id desc`;
}

/** Sums over all that the filters show, one per currency. */
export async function selectShortfallSums(
  tx: PlatformTx,
  query: Omit<ShortfallQuery, 'after' | 'limit'>,
): Promise<{ currency: string; minor: string; pieces: number; buckets: number }[]> {
  const { sql } = tx;
  return sql<{ currency: string; minor: string; pieces: number; buckets: number }[]>`
    select b.currency, sum(b.shortfall_minor)::text as minor, sum(b.shortfall_quantity)::int as pieces,
      count(*)::int as buckets
    from ${from(tx, query)} where b.shortfall_quantity > 0 ${conditions(tx, query)}
    group by b.currency order by b.currency`;
}

type Filters = Omit<ShortfallQuery, 'after' | 'limit'>;

function from(tx: PlatformTx, query: Filters): Fragment {
  const { sql } = tx;
  return sql`commit_bucket b
    left join jsonb_to_recordset(${JSON.stringify(query.rates)}::text::jsonb) as r(currency text, factor float8)
      on r.currency = b.currency
    ${query.factory ? sql`join factory f on f.id = b.factory_id and f.slug = ${query.factory}` : sql``}
    ${
      query.q || query.zone
        ? sql`join forecast_line l on l.factory_id = b.factory_id and l.version_id = ${query.versionId} and l.sku_id = b.sku_id`
        : sql``
    }`;
}

function conditions(tx: PlatformTx, query: Filters): Fragment {
  const { sql } = tx;
  const like = query.q && `%${query.q.replace(/[\\%_]/g, '\\$&')}%`;
  const index = sql`(b.week - ${query.firstWeek}::date) / 7`;
  const zones = {
    frozen: sql`and ${index} < l.frozen_weeks`,
    firm: sql`and ${index} >= l.frozen_weeks and ${index} < l.frozen_weeks + l.firm_weeks`,
    free: sql`and ${index} >= l.frozen_weeks + l.firm_weeks`,
  };
  return sql`
    ${query.reason ? (query.reason === 'none' ? sql`and b.reason_code is null` : sql`and b.reason_code = ${query.reason}`) : sql``}
    ${like ? sql`and (l.sku_code ilike ${like} or l.sku_name_en ilike ${like} or l.sku_name_zh ilike ${like})` : sql``}
    ${query.zone ? zones[query.zone] : sql``}`;
}

/** Another factory on the SKU's approved list, with what it said for the same week. */
export interface OtherSource {
  skuId: string;
  week: string;
  factoryId: string;
  factorySlug: string;
  factoryNameEn: string;
  factoryNameZh: string;
  status: string;
  unitCostMinor: string;
  currency: string;
  productionLeadDays: number;
  transitLeadDays: number;
  minimumQuantity: number;
  orderMultiple: number;
  /** Pieces beyond its commitment that it could make, and pieces promised beyond what is asked. */
  upside: number;
  spare: number;
  isAnswered: boolean;
}

/** What a bucket's upside leaves once its own week has what is asked: only that can help another. */
const upsideLeft = (tx: PlatformTx) =>
  tx.sql`greatest(b.upside_quantity - greatest(coalesce(b.asked_quantity - b.commit_quantity, 0), 0), 0)`;

/** For each given SKU and week, the other approved sources. */
export async function selectOtherSources(
  tx: PlatformTx,
  subjects: readonly { factoryId: string; skuId: string; week: string }[],
): Promise<(OtherSource & { ofFactoryId: string })[]> {
  if (subjects.length === 0) return [];
  return tx.sql<(OtherSource & { ofFactoryId: string })[]>`
    select g."factoryId" as "ofFactoryId", g."skuId", g.week::text as week, s.factory_id as "factoryId",
      f.slug as "factorySlug", f.name_en as "factoryNameEn", f.name_zh as "factoryNameZh", s.status,
      s.unit_cost_minor::text as "unitCostMinor", s.currency, s.production_lead_days as "productionLeadDays",
      s.transit_lead_days as "transitLeadDays", s.minimum_quantity as "minimumQuantity",
      s.order_multiple as "orderMultiple", coalesce(${upsideLeft(tx)}, 0) as upside,
      greatest(coalesce(b.commit_quantity - b.asked_quantity, 0), 0) as spare, b.id is not null as "isAnswered"
    from jsonb_to_recordset(${JSON.stringify(subjects)}::text::jsonb) as g("factoryId" uuid, "skuId" uuid, week date)
    join sourcing s on s.sku_id = g."skuId" and s.factory_id <> g."factoryId"
    join factory f on f.id = s.factory_id
    left join commit_bucket b on b.factory_id = s.factory_id and b.sku_id = g."skuId" and b.week = g.week
    where s.status <> 'suspended'
    order by coalesce(${upsideLeft(tx)}, 0) + greatest(coalesce(b.commit_quantity - b.asked_quantity, 0), 0) desc,
      s.production_lead_days + s.transit_lead_days, f.slug`;
}

/** Another week in which the same factory could make more of the SKU. */
export interface OtherWeek {
  factoryId: string;
  skuId: string;
  week: string;
  upside: number;
  spare: number;
}

/** Weeks of the same factory and SKU, from the version's first on, in which it offers more than is asked. */
export async function selectOtherWeeks(
  tx: PlatformTx,
  subjects: readonly { factoryId: string; skuId: string; week: string }[],
  firstWeek: string,
): Promise<OtherWeek[]> {
  if (subjects.length === 0) return [];
  return tx.sql<OtherWeek[]>`
    select distinct b.factory_id as "factoryId", b.sku_id as "skuId", b.week::text as week, ${upsideLeft(tx)} as upside,
      greatest(coalesce(b.commit_quantity - b.asked_quantity, 0), 0) as spare
    from jsonb_to_recordset(${JSON.stringify(subjects)}::text::jsonb) as g("factoryId" uuid, "skuId" uuid, week date)
    join commit_bucket b on b.factory_id = g."factoryId" and b.sku_id = g."skuId" and b.week >= ${firstWeek}::date
    where b.commit_quantity + b.upside_quantity > coalesce(b.asked_quantity, b.commit_quantity)
    order by week`;
}
