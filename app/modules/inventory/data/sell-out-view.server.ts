import type { PlatformTx, TenantTx } from '~db/tenancy.server';
import type { KeptFacts } from '../domain/clock/kept-facts';
import type { OddsReasoning } from '../domain/clock/odds-reasoning';
import type { ClockRule, ClockStatus } from '../domain/clock/types';

type ReadTx = PlatformTx | TenantTx;

/** A clock as its own page reads it. Instants in epoch ms. */
export interface ClockDetailRow {
  id: string;
  factoryId: string;
  slug: string;
  factoryNameEn: string;
  factoryNameZh: string;
  poLineId: string;
  purchaseOrderId: string | null;
  skuCode: string;
  skuNameEn: string;
  skuNameZh: string;
  orderNumber: string;
  lineNo: number;
  status: ClockStatus;
  rule: ClockRule;
  ruleVersion: string;
  inputHash: string;
  acceptedUnits: number;
  probabilityBp: number | null;
  reasoning: OddsReasoning | null;
  oddsAt: number | null;
  updatedAt: number;
  kept: Partial<KeptFacts>;
}

/** A clock of a factory; null when there is none in the reader's scope. */
export async function selectClockDetail(
  tx: ReadTx,
  factory: { id: string } | { slug: string },
  id: string,
): Promise<ClockDetailRow | null> {
  const { sql } = tx;
  const [row] = await sql<ClockDetailRow[]>`
    select c.id, c.factory_id as "factoryId", f.slug, f.name_en as "factoryNameEn", f.name_zh as "factoryNameZh",
      c.po_line_id as "poLineId", l.purchase_order_id as "purchaseOrderId", c.sku_code as "skuCode",
      c.sku_name_en as "skuNameEn", c.sku_name_zh as "skuNameZh", c.order_number as "orderNumber",
      c.line_no as "lineNo", c.status, c.rule, c.rule_version as "ruleVersion", c.input_hash as "inputHash",
      c.accepted_units as "acceptedUnits", c.probability_bp as "probabilityBp", c.odds_reasoning as reasoning,
      floor(extract(epoch from c.odds_at) * 1000)::float8 as "oddsAt",
      floor(extract(epoch from c.updated_at) * 1000)::float8 as "updatedAt", c.evidence as kept
    from factory f
    join sell_out_clock c on c.factory_id = f.id
    left join po_line l on l.factory_id = c.factory_id and l.id = c.po_line_id
    where ${'id' in factory ? sql`f.id = ${factory.id}` : sql`f.slug = ${factory.slug}`} and c.id = ${id}`;
  return row ?? null;
}

/** Sales and returns of a clock as parallel lists of instants (epoch ms) and pieces. */
export async function selectClockFlows(
  tx: ReadTx,
  factoryId: string,
  clockId: string,
): Promise<{ type: 'sale' | 'return'; at: number[]; quantity: number[] }[]> {
  return tx.sql`
    select type, array_agg(floor(extract(epoch from occurred_at) * 1000)::float8 order by occurred_at, id) as at,
      array_agg(quantity order by occurred_at, id) as quantity
    from sell_out_evidence
    where factory_id = ${factoryId} and clock_id = ${clockId} and type in ('sale', 'return') group by type`;
}

/** One row of the evidence. */
export interface EvidenceRow {
  id: string;
  movementId: string;
  lotId: string;
  type: string;
  warehouseCode: string;
  marketCode: string | null;
  quantity: number;
  at: number;
  /** To the microsecond, for the place in the list. */
  sortAt: string;
  source: string;
  sourceRef: string;
  /** When and where the lot came in; null for pieces that were sold again after a return. */
  lotAt: number | null;
  lotWarehouse: string | null;
}

/** A page of a clock's evidence, newest first, each piece with the receipt it came by. */
export async function selectEvidence(
  tx: ReadTx,
  key: { factoryId: string; clockId: string },
  filter: { type?: string | undefined },
  after: { at: string; id: string } | null,
  limit: number,
): Promise<EvidenceRow[]> {
  const { sql } = tx;
  return sql<EvidenceRow[]>`
    with page as (
      select * from sell_out_evidence
      where factory_id = ${key.factoryId} and clock_id = ${key.clockId}
        ${filter.type === undefined ? sql`` : sql`and type = ${filter.type}`}
        ${after === null ? sql`` : sql`and (occurred_at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`}
      order by occurred_at desc, id desc limit ${limit}),
    lots as (
      select lot_id, min(occurred_at) as at, min(warehouse_code) as warehouse from sell_out_evidence
      where factory_id = ${key.factoryId} and clock_id = ${key.clockId} and type in ('receipt', 'transfer_in')
      group by lot_id)
    select p.id, p.movement_id as "movementId", p.lot_id as "lotId", p.type, p.warehouse_code as "warehouseCode",
      p.market_code as "marketCode", p.quantity, floor(extract(epoch from p.occurred_at) * 1000)::float8 as at,
      to_char(p.occurred_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "sortAt", p.source,
      p.source_ref as "sourceRef", floor(extract(epoch from lots.at) * 1000)::float8 as "lotAt",
      lots.warehouse as "lotWarehouse"
    from page p left join lots on lots.lot_id = p.lot_id
    order by p.occurred_at desc, p.id desc`;
}

/** Pieces per kind of evidence. */
export async function selectEvidenceTotals(
  tx: ReadTx,
  key: { factoryId: string; clockId: string },
): Promise<{ type: string; quantity: number }[]> {
  return tx.sql`
    select type, sum(quantity)::int as quantity from sell_out_evidence
    where factory_id = ${key.factoryId} and clock_id = ${key.clockId} group by type`;
}

/** The id of a factory by its slug. */
export async function selectFactoryId(tx: PlatformTx, slug: string): Promise<string | null> {
  const [row] = await tx.sql<{ id: string }[]>`select id from factory where slug = ${slug}`;
  return row?.id ?? null;
}
