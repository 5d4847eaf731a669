import { newId } from '~/platform/new-id.server';
import type { ReadTx } from './forecast-lines.server';

export const CHANGE_STATES = ['open', 'agreed', 'declined', 'withdrawn', 'lapsed'] as const;
export type ChangeState = (typeof CHANGE_STATES)[number];

/** A request to change a frozen bucket. Instants epoch ms. */
export interface FrozenRequest {
  id: string;
  factoryId: string;
  skuId: string;
  skuCode: string;
  week: string;
  fromQuantity: number;
  toQuantity: number;
  raisedBySide: 'platform' | 'factory';
  raisedByName: string;
  reason: string;
  status: ChangeState;
  answeredByName: string | null;
  answerNote: string | null;
  answeredAt: number | null;
  createdAt: number;
}

export interface FrozenRequestRow extends FrozenRequest {
  factory: { slug: string; nameEn: string; nameZh: string };
  skuNameEn: string;
  skuNameZh: string;
  unitCostMinor: string;
  currency: string;
}

const columns = (
  tx: ReadTx,
) => tx.sql`c.id, c.factory_id as "factoryId", c.sku_id as "skuId", c.sku_code as "skuCode",
  c.week::text as week, c.from_quantity as "fromQuantity", c.to_quantity as "toQuantity",
  c.raised_by_side as "raisedBySide", c.raised_by_name as "raisedByName", c.reason, c.status,
  c.answered_by_name as "answeredByName", c.answer_note as "answerNote",
  (extract(epoch from c.answered_at) * 1000)::float8 as "answeredAt",
  (extract(epoch from c.created_at) * 1000)::float8 as "createdAt"`;

/** Requests by state, newest first, a page after the given one. A factory sees its own. */
export async function selectFrozenRequests(
  tx: ReadTx,
  query: { status: ChangeState | 'all'; after?: string | undefined; limit: number; skuId?: string },
): Promise<FrozenRequestRow[]> {
  const { sql } = tx;
  const own = 'factoryId' in tx ? sql`and c.factory_id = ${tx.factoryId}` : sql``;
  // UUIDv7 ids sort in time.
  return sql<FrozenRequestRow[]>`
    select ${columns(tx)}, json_build_object('slug', f.slug, 'nameEn', f.name_en, 'nameZh', f.name_zh) as factory,
      l.sku_name_en as "skuNameEn", l.sku_name_zh as "skuNameZh", l.unit_cost_minor::text as "unitCostMinor", l.currency
    from frozen_change c
    join factory f on f.id = c.factory_id
    join forecast_line l on l.factory_id = c.factory_id and l.version_id = c.version_id and l.sku_id = c.sku_id
    where true ${own}
      ${query.status === 'all' ? sql`` : sql`and c.status = ${query.status}`}
      ${query.skuId ? sql`and c.sku_id = ${query.skuId}` : sql``}
      ${query.after ? sql`and c.id < ${query.after}` : sql``}
    order by c.id desc limit ${query.limit}`;
}

/** How many open requests wait for a side's answer, and how many of its own wait for the other. */
export async function countOpenRequests(
  tx: ReadTx,
  side: 'platform' | 'factory',
): Promise<{ theirs: number; own: number }> {
  const { sql } = tx;
  const [row] = await sql<{ theirs: number; own: number }[]>`
    select count(*) filter (where raised_by_side <> ${side})::int as theirs,
      count(*) filter (where raised_by_side = ${side})::int as own
    from frozen_change where status = 'open' ${'factoryId' in tx ? sql`and factory_id = ${tx.factoryId}` : sql``}`;
  return row!;
}

/** The open request and the last agreement of each bucket of the given SKUs in a factory. */
export async function selectBucketRequests(
  tx: ReadTx,
  factoryId: string,
  skuIds: readonly string[],
  fromWeek: string,
): Promise<FrozenRequest[]> {
  if (skuIds.length === 0) return [];
  return tx.sql<FrozenRequest[]>`
    select distinct on (c.sku_id, c.week, c.status) ${columns(tx)} from frozen_change c
    where c.factory_id = ${factoryId} and c.sku_id = any(${skuIds as string[]}::uuid[]) and c.week >= ${fromWeek}::date
      and c.status in ('open', 'agreed')
    order by c.sku_id, c.week, c.status, c.id desc`;
}

/** One request, locked until the transaction ends; null when the scope has none of that id. */
export async function lockFrozenRequest(tx: ReadTx, id: string): Promise<FrozenRequest | null> {
  const { sql } = tx;
  const own = 'factoryId' in tx ? sql`and c.factory_id = ${tx.factoryId}` : sql``;
  const [row] = await sql<FrozenRequest[]>`
    select ${columns(tx)} from frozen_change c where c.id = ${id} ${own} for update`;
  return row ?? null;
}

/** @returns the new request's id; null when the bucket has an open one already */
export async function insertFrozenRequest(
  tx: ReadTx,
  request: {
    factoryId: string;
    versionId: string;
    skuId: string;
    skuCode: string;
    week: string;
    fromQuantity: number;
    toQuantity: number;
    side: 'platform' | 'factory';
    name: string;
    reason: string;
    now: number;
  },
): Promise<string | null> {
  const id = newId();
  const made = await tx.sql`
    insert into frozen_change (factory_id, id, version_id, sku_id, sku_code, week, from_quantity, to_quantity,
      raised_by_side, raised_by_name, reason, created_at)
    values (${request.factoryId}, ${id}, ${request.versionId}, ${request.skuId}, ${request.skuCode}, ${request.week},
      ${request.fromQuantity}, ${request.toQuantity}, ${request.side}, ${request.name}, ${request.reason},
      ${new Date(request.now).toISOString()})
    on conflict (factory_id, sku_id, week) where status = 'open' do nothing`;
  return made.count === 1 ? id : null;
}

export async function endFrozenRequest(
  tx: ReadTx,
  request: Pick<FrozenRequest, 'factoryId' | 'id'>,
  answer: { status: ChangeState; name: string; note: string | null; now: number },
): Promise<void> {
  await tx.sql`
    update frozen_change set status = ${answer.status}, answered_by_name = ${answer.name}, answer_note = ${answer.note},
      answered_at = ${new Date(answer.now).toISOString()}
    where factory_id = ${request.factoryId} and id = ${request.id}`;
}

/** A line of a version in one factory, by SKU code: what a request or an agreement is about. */
export async function selectAgreementLine(
  tx: ReadTx,
  versionId: string,
  factoryId: string,
  skuCode: string,
): Promise<{
  skuId: string;
  skuCode: string;
  frozenWeeks: number;
  firmWeeks: number;
  quantities: number[];
} | null> {
  const [row] = await tx.sql<
    { skuId: string; skuCode: string; frozenWeeks: number; firmWeeks: number; quantities: number[] }[]
  >`
    select sku_id as "skuId", sku_code as "skuCode", frozen_weeks as "frozenWeeks", firm_weeks as "firmWeeks",
      qty_p50 as quantities
    from forecast_line
    where version_id = ${versionId} and factory_id = ${factoryId} and sku_code = ${skuCode}`;
  return row ?? null;
}
