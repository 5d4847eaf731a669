import { asSystem, type PlatformTx } from '~db/tenancy.server';
import type { NewMovement } from '../domain/ledger/admit';
import { foldAgain } from '../domain/ledger/changes';
import { lockHeads } from './ledger-read.server';
import { insertMovements, writeChanges } from './ledger-write.server';

export function inDemoStock<T>(work: (tx: PlatformTx) => Promise<T>): Promise<T> {
  return asSystem('import:demo-stock', work);
}

export interface WarehouseChoice {
  code: string;
  kind: 'regional' | 'forward';
  countryCode: string;
  regionalCode: string | null;
}

export async function selectWarehouses(tx: PlatformTx): Promise<WarehouseChoice[]> {
  return tx.sql<WarehouseChoice[]>`
    select code, kind, country_code as "countryCode", regional_code as "regionalCode" from warehouse order by kind desc, code`;
}

export interface SkuSpeed {
  skuId: string;
  code: string;
  abcClass: 'A' | 'B' | 'C';
  /** Region of the market that buys most. */
  region: string;
  /** Pieces a day over the last quarter of sales. */
  dailyUnits: number;
}

/** Those of the given SKUs that sell and have never had a stock movement. */
export async function selectSkusWithoutStock(tx: PlatformTx, skuIds: readonly string[]): Promise<SkuSpeed[]> {
  return tx.sql<SkuSpeed[]>`
    with speed as (
      select d.sku_id, m.region, sum(d.units) as units from sales_daily d join market m on m.code = d.market_code
      where d.sku_id = any(${skuIds as string[]}::uuid[]) and d.sold_on > (select max(sold_on) from sales_daily) - 91
      group by d.sku_id, m.region),
    main as (select distinct on (sku_id) sku_id, region from speed order by sku_id, units desc, region),
    total as (select sku_id, sum(units) / 91.0 as daily from speed group by sku_id)
    select k.id as "skuId", k.code, k.abc_class as "abcClass", main.region, total.daily::float8 as "dailyUnits"
    from sku k join main on main.sku_id = k.id join total on total.sku_id = k.id
    where not exists (select 1 from stock_movement v where v.sku_id = k.id)
    order by k.code collate "C"`;
}

/** Records the movements that a stock begins with, and what the ledger makes of them. They are the SKUs' first. */
export async function addOpeningStock(
  tx: PlatformTx,
  movements: readonly NewMovement[],
  nowMs: number,
): Promise<void> {
  const bySku = new Map<string, NewMovement[]>();
  for (const movement of movements) {
    const own = bySku.get(movement.skuId);
    if (own) own.push(movement);
    else bySku.set(movement.skuId, [movement]);
  }
  const skuIds = [...bySku.keys()].sort();
  await lockHeads(tx, skuIds);
  await insertMovements(tx, movements, nowMs);
  const nothing = { movements: [], lots: new Map(), consumption: [] };
  await writeChanges(
    tx,
    skuIds.map((skuId) => ({ skuId, ...foldAgain(nothing, bySku.get(skuId)!) })),
  );
}
