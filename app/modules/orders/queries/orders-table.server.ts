import { dateInZone } from '~/kernel/calendar-date';
import { usdPerMinorUnit } from '~/modules/catalog/queries/usd-rates.server';
import type { PlatformTx, TenantTx } from '~db/tenancy.server';
import {
  type OrderListRow,
  type OrdersQuery,
  selectCurrencies,
  selectOrderSums,
  selectOrders,
  selectTimeZone,
} from '../data/orders-table.server';
import { cursorText, parseCursor } from '../domain/order-cursor';
import type { OrderRow, OrdersPage } from '../domain/order-views';
import type { OrdersSearch } from '../forms';

/**
 * One page of the list of orders, with sums over everything that the filters show. Any page costs the same, in both
 * directions: it is found by what the row before it (`after`) or after it (`before`) is sorted by.
 *
 * @param now epoch ms; what is late follows from it
 * @param timeZone where the days of the platform's reader are counted; a factory's are counted where the factory is
 */
export async function ordersTable(
  tx: TenantTx | PlatformTx,
  search: OrdersSearch,
  now: number,
  timeZone = 'UTC',
): Promise<OrdersPage> {
  const query = await queryOf(tx, search, now, timeZone);
  const before = parseCursor(search.before, search.sort);
  const cursor = before ?? parseCursor(search.after, search.sort);
  const isBackward = before !== null;
  const [found, sums] = await Promise.all([
    selectOrders(tx, query, { cursor, isBackward, limit: search.size + 1 }),
    selectOrderSums(tx, query),
  ]);
  const hasMore = found.length > search.size;
  const rows = isBackward ? found.slice(hasMore ? 1 : 0) : found.slice(0, search.size);
  const first = rows[0];
  const last = rows.at(-1);
  return {
    rows: rows.map((row) => orderRow(row, 'factoryId' in tx)),
    next: last && (isBackward || hasMore) ? cursorOf(last) : null,
    previous: first && (isBackward ? hasMore : cursor !== null) ? cursorOf(first) : null,
    totals: {
      orders: sums.reduce((total, { orders }) => total + orders, 0),
      pieces: sums.reduce((total, { pieces }) => total + pieces, 0),
      shippedPieces: sums.reduce((total, { shippedPieces }) => total + shippedPieces, 0),
      money: sums.map(({ currency, valueMinor, riskMinor }) => ({ currency, valueMinor, riskMinor })),
    },
  };
}

/** Every order that the filters show, in the page's order, at most `limit`: for exports. */
export async function ordersExportRows(
  tx: TenantTx | PlatformTx,
  search: OrdersSearch,
  now: number,
  timeZone = 'UTC',
  limit = 50_000,
): Promise<OrderRow[]> {
  const query = await queryOf(tx, search, now, timeZone);
  const rows = await selectOrders(tx, query, { cursor: null, isBackward: false, limit });
  return rows.map((row) => orderRow(row, 'factoryId' in tx));
}

async function queryOf(
  tx: TenantTx | PlatformTx,
  search: OrdersSearch,
  now: number,
  timeZone: string,
): Promise<OrdersQuery> {
  if ('factoryId' in tx) {
    const own = (await selectTimeZone(tx, tx.factoryId)) ?? timeZone;
    // A factory is paid in one currency: its money ranks as it is.
    return { ...search, today: dateInZone(now, own), usdCents: {} };
  }
  const ranksMoney = search.sort === 'risk' || search.sort === 'value';
  const usdCents: Record<string, number> = {};
  if (ranksMoney) {
    const [currencies, usdPerMinor] = await Promise.all([selectCurrencies(tx), usdPerMinorUnit(tx)]);
    for (const currency of currencies) usdCents[currency] = usdPerMinor(currency) * 100;
  }
  return { ...search, today: dateInZone(now, timeZone), usdCents };
}

function cursorOf({ cursorKey, id }: OrderListRow): string {
  return cursorText({ key: cursorKey, id });
}

function orderRow(row: OrderListRow, isOwn: boolean): OrderRow {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    state: row.state,
    version: row.version,
    factory: isOwn
      ? null
      : { id: row.factoryId, slug: row.factorySlug, nameEn: row.factoryNameEn, nameZh: row.factoryNameZh },
    buyerName: row.buyerName,
    currency: row.currency,
    createdAt: row.createdAt,
    issuedAt: row.issuedAt,
    lines: row.lines,
    skus: row.skus,
    pieces: row.pieces,
    agreedPieces: row.agreedPieces,
    shippedPieces: row.shippedPieces,
    receivedPieces: row.receivedPieces,
    valueMinor: row.valueMinor,
    dueOn: row.dueOn,
    awaitingAnswer: row.linesToAnswer > 0,
    awaitingDecision: row.proposalsToDecide > 0,
    risk: row.isLate ? 'late' : row.isAtRisk ? 'at_risk' : 'none',
    riskMinor: row.riskMinor,
    daysLate: row.daysLate,
  };
}
