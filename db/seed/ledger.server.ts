import { addDays, type CalendarDate, compareDates } from '~/kernel/calendar-date';
import { asSystem } from '../tenancy.server';
import { MARKETS, regionalWarehouse, WAREHOUSES } from './names/places';
import { at, type SeedContext } from './seed-context';
import { ledgerSince } from './stock';

type Recorder = typeof import('~/modules/inventory/commands/record-movements.server');
type MovementInput = Parameters<Recorder['recordMovements']>[2][number];
type ListingInput = Parameters<Recorder['recordListingEvents']>[2][number];

const SOURCE = 'demo-wms';
const SKUS_PER_BATCH = 40;
const ROWS_PER_CALL = 10_000;

interface DuePart {
  skuId: string;
  sku: string;
  launchedOn: CalendarDate;
  orderNumber: string;
  lineNo: number;
  scheduleNo: number;
  asn: string | null;
  warehouse: string;
  quantity: number;
  arrivesOn: CalendarDate;
}

interface DaySales {
  skuId: string;
  market: string;
  day: CalendarDate;
  units: number;
  returned: number;
}

/**
 * What the warehouses would have sent since the launch of the newest SKUs: listings, receipts of their orders, put-aways,
 * sales and returns, through the same command as the API. Clocks, lots and balances follow from them.
 * @returns how many movements were recorded
 * @throws Error when one is refused: then seed and ledger disagree
 */
export async function writeLedger(ctx: SeedContext, log: (line: string) => void): Promise<number> {
  const { openSellOutClocks } = await import('~/modules/inventory/commands/open-sell-out-clocks.server');
  const clocks = await asSystem('seed:clocks', (tx) => openSellOutClocks(tx, null));
  const parts = await asSystem('seed:ledger', (tx) => selectParts(tx.sql, ctx));
  const bySku = new Map<string, DuePart[]>();
  for (const part of parts) bySku.set(part.skuId, [...(bySku.get(part.skuId) ?? []), part]);
  const skuIds = [...bySku.keys()];
  let movements = 0;
  for (let from = 0; from < skuIds.length; from += SKUS_PER_BATCH) {
    const ids = skuIds.slice(from, from + SKUS_PER_BATCH);
    const sales = await asSystem('seed:ledger', (tx) => selectSales(tx.sql, ids, ctx.today));
    const rows: MovementInput[] = [];
    const listings: ListingInput[] = [];
    for (const id of ids) {
      const own = sales.filter(({ skuId }) => skuId === id);
      simulate(ctx, bySku.get(id)!, own, rows, listings);
    }
    movements += await record(rows, listings);
  }
  await asSystem('seed:closing', (tx) => closeReceived(tx.sql, ctx));
  log(`${clocks} sell-out clocks opened, ${movements} movements of ${skuIds.length} new SKUs recorded`);
  return movements;
}

type Sql = Parameters<Parameters<typeof asSystem>[1]>[0]['sql'];

/** Parts of shipped lines of new SKUs that should have arrived. */
function selectParts(sql: Sql, ctx: SeedContext): Promise<DuePart[]> {
  return sql<DuePart[]>`
    select k.id as "skuId", k.code as sku, k.launched_on::text as "launchedOn", o.number as "orderNumber",
      l.line_no as "lineNo", s.schedule_no as "scheduleNo", s.warehouse_code as warehouse,
      s.shipped_quantity as quantity, s.expected_arrival_on::text as "arrivesOn",
      (select a.number from asn a where a.factory_id = o.factory_id and a.purchase_order_id = o.id
        and a.warehouse_code = s.warehouse_code limit 1) as asn
    from sku k
    join po_line l on l.sku_id = k.id and l.status = 'shipped'
    join purchase_order o on o.factory_id = l.factory_id and o.id = l.purchase_order_id
    join po_line_schedule s on s.factory_id = l.factory_id and s.po_line_id = l.id
    where k.launched_on > ${ledgerSince(ctx)}::date
      and s.expected_arrival_on < ${addDays(ctx.today, -2)}::date
    order by k.code, s.expected_arrival_on, o.number, l.line_no, s.schedule_no`;
}

/** Lines that arrived three weeks ago are closed, and their orders with them; states of orders follow from their lines. */
async function closeReceived(sql: Sql, ctx: SeedContext): Promise<void> {
  await sql`
    update po_line l set status = 'closed'
    where l.status = 'received' and not exists (
      select from po_line_schedule s
      join goods_receipt r on r.factory_id = s.factory_id and r.po_line_schedule_id = s.id
      where s.factory_id = l.factory_id and s.po_line_id = l.id and r.received_at >= ${addDays(ctx.today, -21)}::date)`;
  await sql`
    update purchase_order o set closed_at = now()
    where o.closed_at is null and not exists (
      select from po_line l where l.factory_id = o.factory_id and l.purchase_order_id = o.id
        and l.status not in ('closed', 'cancelled'))
      and exists (select from po_line l where l.factory_id = o.factory_id and l.purchase_order_id = o.id
        and l.status = 'closed')`;
}

function selectSales(sql: Sql, skuIds: readonly string[], today: CalendarDate): Promise<DaySales[]> {
  return sql<DaySales[]>`
    select sku_id as "skuId", market_code as market, sold_on::text as day, units, units_returned as returned
    from sales_daily where sku_id = any(${skuIds as string[]}::uuid[]) and sold_on < ${today}::date
    order by sku_id, sold_on, market_code`;
}

/** One SKU from day to day: what arrives is put away on the next day, and what is there is sold near its market first. */
function simulate(
  ctx: SeedContext,
  parts: readonly DuePart[],
  sales: readonly DaySales[],
  rows: MovementInput[],
  listings: ListingInput[],
): void {
  const { sku, launchedOn } = parts[0]!;
  const random = ctx.random('ledger', sku);
  const stock = new Map<string, number>();
  const sold = new Map<string, number>();
  const shelves: { day: CalendarDate; warehouse: string; quantity: number }[] = [];
  let no = 0;
  const ref = (kind: string) => {
    no += 1;
    return `${kind}-${sku}-${no}`;
  };
  const firstShelf = addDays(parts[0]!.arrivesOn, 1);
  const listedOn = compareDates(firstShelf, launchedOn) > 0 ? firstShelf : launchedOn;
  if (compareDates(listedOn, ctx.today) < 0) {
    for (const market of [...new Set(sales.map((entry) => entry.market))].sort()) {
      listings.push({
        sourceRef: ref('LIST'),
        sku,
        market,
        listed: true,
        occurredAt: at(listedOn, '02:00'),
      } as ListingInput);
    }
  }
  for (const part of parts) {
    const rejected = random.next() < 0.15 ? Math.ceil(part.quantity * random.next() * 0.02) : 0;
    const arrived = addDays(part.arrivesOn, random.int(0, 1));
    rows.push({
      type: 'receipt',
      sourceRef: ref('GR'),
      sku,
      warehouse: part.warehouse,
      occurredAt: at(arrived, '06:00'),
      quantity: part.quantity - rejected,
      rejected,
      ...(rejected > 0 ? { rejectReason: 'Transit damage' } : {}),
      sellable: false,
      orderNumber: part.orderNumber,
      orderLine: part.lineNo,
      ...(part.asn ? { asn: part.asn } : {}),
    });
    const day = addDays(arrived, 1);
    if (compareDates(day, ctx.today) >= 0) continue;
    shelves.push({ day, warehouse: part.warehouse, quantity: part.quantity - rejected });
  }
  shelves.sort((a, b) => compareDates(a.day, b.day));
  for (const { day, warehouse, quantity } of shelves) {
    rows.push({
      type: 'put_away',
      sourceRef: ref('PA'),
      sku,
      warehouse,
      occurredAt: at(day, '04:00'),
      quantity,
    });
  }
  let next = 0;
  for (const entry of sales) {
    while (next < shelves.length && compareDates(shelves[next]!.day, entry.day) <= 0) {
      const { warehouse, quantity } = shelves[next]!;
      stock.set(warehouse, (stock.get(warehouse) ?? 0) + quantity);
      next += 1;
    }
    if (compareDates(entry.day, listedOn) < 0) continue;
    let wanted = entry.units;
    for (const warehouse of preference(entry.market, stock)) {
      const quantity = Math.min(wanted, stock.get(warehouse) ?? 0);
      if (quantity === 0) continue;
      rows.push({
        type: 'sale',
        sourceRef: ref('SO'),
        sku,
        warehouse,
        occurredAt: at(entry.day, '12:00'),
        quantity,
        market: entry.market,
        allowsNegative: false,
      });
      stock.set(warehouse, stock.get(warehouse)! - quantity);
      sold.set(`${warehouse} ${entry.market}`, (sold.get(`${warehouse} ${entry.market}`) ?? 0) + quantity);
      wanted -= quantity;
    }
    addReturn(entry, sold, stock, sku, ref, rows);
  }
}

/** A return goes to a warehouse that sold to its market, and never more than it sold. */
function addReturn(
  entry: DaySales,
  sold: Map<string, number>,
  stock: Map<string, number>,
  sku: string,
  ref: (kind: string) => string,
  rows: MovementInput[],
): void {
  if (entry.returned === 0) return;
  const place = [...sold].find(([key, count]) => key.endsWith(` ${entry.market}`) && count >= entry.returned);
  if (!place) return;
  const [key, count] = place;
  const warehouse = key.split(' ')[0]!;
  sold.set(key, count - entry.returned);
  stock.set(warehouse, (stock.get(warehouse) ?? 0) + entry.returned);
  rows.push({
    type: 'return',
    sourceRef: ref('RT'),
    sku,
    warehouse,
    occurredAt: at(entry.day, '14:00'),
    quantity: entry.returned,
    market: entry.market,
    damaged: false,
    sellable: true,
  });
}

/** Warehouses with stock: forward ones that serve the market, its regional one, then the others. */
function preference(market: string, stock: ReadonlyMap<string, number>): string[] {
  const region = MARKETS.find(({ code }) => code === market)?.region;
  const rank = (code: string) => {
    const place = WAREHOUSES.find((w) => w.code === code);
    if (place?.serves.includes(market)) return 0;
    return region && regionalWarehouse(region) === code ? 1 : 2;
  };
  return [...stock]
    .filter(([, quantity]) => quantity > 0)
    .map(([code]) => code)
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

async function record(rows: readonly MovementInput[], listings: readonly ListingInput[]): Promise<number> {
  const { recordListingEvents, recordMovements } = await import(
    '~/modules/inventory/commands/record-movements.server'
  );
  const by = { source: SOURCE, actor: { system: 'db:seed' } };
  const refused = (outcomes: readonly { outcome: string; problem?: { code: string } }[]) => {
    const wrong = outcomes.find(({ outcome }) => outcome === 'refused');
    if (wrong) throw new Error(`The ledger refuses a seeded row: ${JSON.stringify(wrong)}`);
  };
  if (listings.length > 0) {
    await asSystem('seed:listings', async (tx) => refused(await recordListingEvents(tx, by, listings)));
  }
  for (let from = 0; from < rows.length; from += ROWS_PER_CALL) {
    await asSystem('seed:movements', async (tx) =>
      refused(await recordMovements(tx, by, rows.slice(from, from + ROWS_PER_CALL))),
    );
  }
  return rows.length;
}
