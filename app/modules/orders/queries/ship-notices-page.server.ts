import type { Translate } from '~/platform/i18n/i18n.server';
import type { Sheet } from '~/platform/spreadsheet.server';
import type { TenantTx } from '~db/tenancy.server';
import { countShipNotices, selectShipNoticePage } from '../data/ship-notice.server';
import { selectNoticeWarehouses } from '../data/ship-notice-parties.server';
import type { ShipNoticeState } from '../domain/ship-notice';
import type { ShipNoticesSearch } from '../ship-notice-forms';
import { type ShipNoticeView, shipNoticeView } from './ship-notices.server';

const PAGE_SIZE = 50;
const EXPORT_LIMIT = 50_000;

export interface ShipNoticesPage {
  rows: ShipNoticeView[];
  /** Ids at the edges of the page, where there is more. */
  next: string | null;
  previous: string | null;
  /** How many notices stand in each state, whatever the filters. */
  counts: Record<ShipNoticeState, number>;
  warehouses: { code: string; nameEn: string; nameZh: string }[];
}

/** One page of a factory's ship notices, newest first; the same cost at any depth. */
export async function shipNoticesPage(tx: TenantTx, search: ShipNoticesSearch): Promise<ShipNoticesPage> {
  const { status, q, warehouse, after, before } = search;
  const filter = { status, q, warehouse };
  const [found, counted, warehouses] = await Promise.all([
    selectShipNoticePage(tx, tx.factoryId, filter, { after, before, limit: PAGE_SIZE + 1 }),
    countShipNotices(tx, tx.factoryId),
    selectNoticeWarehouses(tx, tx.factoryId),
  ]);
  const more = found.length > PAGE_SIZE;
  // One row too many says that there is more, at the end that was read towards.
  const rows = before ? found.slice(more ? 1 : 0) : found.slice(0, PAGE_SIZE);
  const isFirst = before ? !more : after === undefined;
  const isLast = before ? false : !more;
  const counts: Record<ShipNoticeState, number> = { draft: 0, shipped: 0, received: 0, cancelled: 0 };
  for (const { status: state, n } of counted) counts[state] = n;
  return {
    rows: rows.map(shipNoticeView),
    next: isLast ? null : (rows.at(-1)?.id ?? null),
    previous: isFirst ? null : (rows[0]?.id ?? null),
    counts,
    warehouses,
  };
}

/** All ship notices that the filters leave, newest first. */
export async function shipNoticesExport(tx: TenantTx, search: ShipNoticesSearch): Promise<ShipNoticeView[]> {
  const { status, q, warehouse } = search;
  const rows = await selectShipNoticePage(
    tx,
    tx.factoryId,
    { status, q, warehouse },
    { limit: EXPORT_LIMIT },
  );
  return rows.map(shipNoticeView);
}

/** The list as a sheet: instants in UTC, masses in kilograms, volumes in cubic metres. */
export function shipNoticesSheet(rows: readonly ShipNoticeView[], t: Translate): Sheet {
  const kg = t('shipping:units.kg');
  return {
    name: t('shipping:title'),
    columns: [
      { header: t('shipping:columns.number'), width: 26 },
      { header: t('shipping:columns.order'), width: 22 },
      { header: t('shipping:columns.status') },
      { header: t('shipping:columns.warehouse') },
      { header: t('shipping:columns.cartons') },
      { header: t('shipping:columns.pieces') },
      { header: `${t('shipping:columns.gross')} (${kg})` },
      { header: `${t('shipping:columns.volume')} (${t('shipping:units.cubicMetres')})` },
      { header: t('shipping:columns.carrier'), width: 18 },
      { header: t('shipping:columns.tracking'), width: 18 },
      { header: `${t('shipping:columns.shipped')} (UTC)`, width: 20 },
      { header: t('shipping:columns.arrives'), width: 14 },
    ],
    rows: rows.map((row) => [
      row.number,
      row.orderNumber,
      t(`shipping:states.${row.status}`),
      row.warehouseCode,
      row.cartons,
      row.pieces,
      row.grossG / 1000,
      Math.round(row.volumeMm3 / 1e6) / 1000,
      row.carrier,
      row.trackingNo,
      row.shippedAt === null ? null : new Date(row.shippedAt).toISOString(),
      row.expectedArrivalOn,
    ]),
  };
}
