import { isUuid } from '~/kernel/ids';
import type { PlatformTx } from '~db/tenancy.server';
import type { CandidateScore, ScoredSignal } from '../domain/candidate-score';
import type { CandidateStage } from '../domain/candidate-stages';

/** A candidate as it is stored. Amounts in minor units as text, dates YYYY-MM-DD, instants epoch ms. */
export interface CandidateRow {
  id: string;
  nameEn: string;
  nameZh: string;
  categoryCode: string;
  targetMarkets: string[];
  expectedPriceMinor: string | null;
  expectedCostMinor: string | null;
  currency: string | null;
  note: string | null;
  stage: CandidateStage;
  boardMonth: string | null;
  droppedReason: string | null;
  createdByName: string | null;
  /** What names it in the source that it was imported from. */
  sourceRef: string | null;
  score: CandidateScore | null;
  skuId: string | null;
  skuCode: string | null;
  createdAt: number;
  updatedAt: number;
}

export interface SignalRow extends ScoredSignal {
  id: string;
  candidateId: string;
  kind: 'search_term' | 'review' | 'trend';
  source: string;
  note: string | null;
}

export interface StageRow {
  candidateId: string;
  stage: CandidateStage;
  enteredAt: number;
}

const epoch = (value: string) => `(extract(epoch from ${value}) * 1000)::float8`;

const COLUMNS = `c.id, c.name_en as "nameEn", c.name_zh as "nameZh", c.category_code as "categoryCode",
  c.target_markets as "targetMarkets", c.expected_price_minor::text as "expectedPriceMinor",
  c.expected_cost_minor::text as "expectedCostMinor", c.currency, c.note, c.stage, c.board_month::text as "boardMonth",
  c.dropped_reason as "droppedReason", c.created_by_name as "createdByName", c.source_ref as "sourceRef", c.score, c.sku_id as "skuId",
  (select code from sku where sku.id = c.sku_id) as "skuCode", ${epoch('c.created_at')} as "createdAt",
  ${epoch('c.updated_at')} as "updatedAt"`;

export interface CandidateFilter {
  stage?: CandidateStage;
  category?: string;
  market?: string;
  text?: string;
  /** First day of the month on whose board they stand. */
  month?: string;
  /** Finished ones (winner, dropped) only when they finished on or after this day. */
  finishedSince?: string;
}

/** Candidates by score, best first; at most `limit`. */
export async function selectCandidates(
  tx: PlatformTx,
  filter: CandidateFilter,
  limit: number,
): Promise<CandidateRow[]> {
  const { sql } = tx;
  const like = `%${(filter.text ?? '').replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return sql<CandidateRow[]>`
    select ${sql.unsafe(COLUMNS)} from candidate c
    where true
      ${filter.stage ? sql`and c.stage = ${filter.stage}` : sql``}
      ${filter.category ? sql`and (c.category_code = ${filter.category} or c.category_code like ${`${filter.category}.%`})` : sql``}
      ${filter.market ? sql`and ${filter.market} = any(c.target_markets)` : sql``}
      ${filter.month ? sql`and c.board_month = ${filter.month}::date` : sql``}
      ${filter.text ? sql`and (c.name_en ilike ${like} or c.name_zh ilike ${like})` : sql``}
      ${filter.finishedSince ? sql`and (c.stage not in ('winner', 'dropped') or c.updated_at >= ${filter.finishedSince}::date)` : sql``}
    order by (c.score ->> 'total')::float8 desc nulls last, c.created_at, c.id limit ${limit}`;
}

/** One candidate; null when there is none, or the id is none. */
export async function selectCandidate(
  tx: PlatformTx,
  id: string,
  { lock = false } = {},
): Promise<CandidateRow | null> {
  const { sql } = tx;
  if (!isUuid(id)) return null;
  const [row] = await sql<CandidateRow[]>`
    select ${sql.unsafe(COLUMNS)} from candidate c where c.id = ${id} ${lock ? sql`for update of c` : sql``}`;
  return row ?? null;
}

/** Signals of candidates, newest first. */
export async function selectSignals(tx: PlatformTx, candidateIds: readonly string[]): Promise<SignalRow[]> {
  return tx.sql<SignalRow[]>`
    select id, candidate_id as "candidateId", kind, source, subject, market_code as "marketCode", unit,
      observed_on::text as "observedOn", value, note
    from candidate_signal where candidate_id = any(${candidateIds as string[]}::uuid[])
    order by candidate_id, observed_on desc, id`;
}

/** When candidates entered their stages, in the order of time. */
export async function selectStages(tx: PlatformTx, candidateIds: readonly string[]): Promise<StageRow[]> {
  return tx.sql<StageRow[]>`
    select candidate_id as "candidateId", stage, ${tx.sql.unsafe(epoch('entered_at'))} as "enteredAt"
    from candidate_stage where candidate_id = any(${candidateIds as string[]}::uuid[])
    order by candidate_id, entered_at, id`;
}

export interface CandidateValues {
  nameEn: string;
  nameZh: string;
  categoryCode: string;
  targetMarkets: string[];
  expectedPriceMinor: bigint | null;
  expectedCostMinor: bigint | null;
  currency: string | null;
  note: string | null;
}

const asText = (minor: bigint | null) => (minor === null ? null : String(minor));

export async function insertCandidate(
  tx: PlatformTx,
  id: string,
  values: CandidateValues & { createdByName: string; sourceRef: string | null },
  now: number,
): Promise<void> {
  const at = new Date(now).toISOString();
  await tx.sql`
    insert into candidate (id, name_en, name_zh, category_code, target_markets, expected_price_minor, expected_cost_minor,
      currency, note, created_by_name, source_ref, created_at, updated_at)
    values (${id}, ${values.nameEn}, ${values.nameZh}, ${values.categoryCode}, ${values.targetMarkets}::text[],
      ${asText(values.expectedPriceMinor)}, ${asText(values.expectedCostMinor)}, ${values.currency}, ${values.note},
      ${values.createdByName}, ${values.sourceRef}, ${at}, ${at})`;
}

export async function updateCandidate(
  tx: PlatformTx,
  id: string,
  values: CandidateValues,
  now: number,
): Promise<void> {
  await tx.sql`
    update candidate set name_en = ${values.nameEn}, name_zh = ${values.nameZh}, category_code = ${values.categoryCode},
      target_markets = ${values.targetMarkets}::text[], expected_price_minor = ${asText(values.expectedPriceMinor)},
      expected_cost_minor = ${asText(values.expectedCostMinor)}, currency = ${values.currency}, note = ${values.note},
      updated_at = ${new Date(now).toISOString()}
    where id = ${id}`;
}

export async function updateStage(
  tx: PlatformTx,
  id: string,
  stage: CandidateStage,
  set: { boardMonth: string | null; droppedReason: string | null },
  now: number,
): Promise<void> {
  await tx.sql`
    update candidate set stage = ${stage}, board_month = coalesce(${set.boardMonth}::date, board_month),
      dropped_reason = ${set.droppedReason}, updated_at = ${new Date(now).toISOString()}
    where id = ${id}`;
}

export async function updateCandidateSku(
  tx: PlatformTx,
  id: string,
  skuId: string,
  now: number,
): Promise<void> {
  await tx.sql`update candidate set sku_id = ${skuId}, updated_at = ${new Date(now).toISOString()} where id = ${id}`;
}

export async function insertStage(
  tx: PlatformTx,
  row: { id: string; candidateId: string; stage: CandidateStage },
  now: number,
): Promise<void> {
  await tx.sql`
    insert into candidate_stage (id, candidate_id, stage, entered_at)
    values (${row.id}, ${row.candidateId}, ${row.stage}, ${new Date(now).toISOString()})`;
}

/** Adds signals; one that is there already (same candidate, source, subject, market, unit and day) stays. */
export async function insertSignals(
  tx: PlatformTx,
  rows: readonly (Omit<SignalRow, 'note'> & { note?: string | null })[],
): Promise<number> {
  if (rows.length === 0) return 0;
  const { count } = await tx.sql`
    insert into candidate_signal (id, candidate_id, kind, source, subject, market_code, unit, observed_on, value, note)
    select n.* from jsonb_to_recordset(${JSON.stringify(
      rows.map((row) => ({
        id: row.id,
        candidate_id: row.candidateId,
        kind: row.kind,
        source: row.source,
        subject: row.subject,
        market_code: row.marketCode,
        unit: row.unit,
        observed_on: row.observedOn,
        value: row.value,
        note: row.note ?? null,
      })),
    )}::text::jsonb) as n (id uuid, candidate_id uuid, kind text, source text, subject text, market_code text, unit text,
      observed_on date, value int, note text)
    where not exists (select from candidate_signal s where s.candidate_id = n.candidate_id and s.kind = n.kind
      and s.source = n.source and s.subject = n.subject and s.market_code is not distinct from n.market_code
      and s.unit = n.unit and s.observed_on = n.observed_on)`;
  return count;
}

export async function deleteSignal(tx: PlatformTx, candidateId: string, id: string): Promise<boolean> {
  const { count } = await tx.sql`
    delete from candidate_signal where candidate_id = ${candidateId} and id = ${id}`;
  return count > 0;
}

export async function updateScores(
  tx: PlatformTx,
  scores: readonly { id: string; score: CandidateScore }[],
): Promise<void> {
  if (scores.length === 0) return;
  await tx.sql`
    update candidate c set score = n.score
    from jsonb_to_recordset(${JSON.stringify(scores)}::text::jsonb) as n (id uuid, score jsonb) where c.id = n.id`;
}

/** Ids of candidates by the reference of their source, or by their id where a person entered them: an export names that. */
export async function selectIdsByRef(tx: PlatformTx, refs: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.sql<{ ref: string; id: string }[]>`
    select coalesce(source_ref, id::text) as ref, id from candidate
    where source_ref = any(${refs as string[]}::text[]) or (source_ref is null and id::text = any(${refs as string[]}::text[]))`;
  return new Map(rows.map(({ ref, id }) => [ref, id]));
}

/** Candidates in sampling whose SKUs stand on an order, locked. */
export async function selectSampledCandidates(
  tx: PlatformTx,
  order: { factoryId: string; id: string },
): Promise<{ id: string; nameEn: string }[]> {
  return tx.sql<{ id: string; nameEn: string }[]>`
    select c.id, c.name_en as "nameEn" from candidate c
    where c.stage = 'sampling' and c.sku_id in (
      select l.sku_id from po_line l where l.factory_id = ${order.factoryId} and l.purchase_order_id = ${order.id})
    order by c.id for update`;
}
