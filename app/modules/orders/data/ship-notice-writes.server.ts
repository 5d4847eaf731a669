import { newId } from '~/platform/new-id.server';
import type { PlatformTx, TenantTx } from '~db/tenancy.server';
import type { Carton } from '../domain/carton';
import type { ShipNoticeState } from '../domain/ship-notice';

/** How many ship notices an order has, cancelled ones too: numbers are never given twice. */
export async function countNoticesOfOrder(tx: TenantTx, orderId: string): Promise<number> {
  const [row] = await tx.sql<{ n: number }[]>`
    select count(*)::int as n from asn where factory_id = ${tx.factoryId} and purchase_order_id = ${orderId}`;
  return row?.n ?? 0;
}

export interface NewShipNotice {
  id: string;
  number: string;
  purchaseOrderId: string;
  warehouseCode: string;
  carrier: string | null;
  trackingNo: string | null;
  expectedArrivalOn: string | null;
  createdByName: string;
}

/** @param now epoch ms */
export async function insertShipNotice(tx: TenantTx, notice: NewShipNotice, now: number): Promise<void> {
  await tx.sql`insert into asn ${tx.sql({
    factory_id: tx.factoryId,
    id: notice.id,
    number: notice.number,
    purchase_order_id: notice.purchaseOrderId,
    status: 'draft',
    carrier: notice.carrier,
    tracking_no: notice.trackingNo,
    created_by_name: notice.createdByName,
    warehouse_code: notice.warehouseCode,
    expected_arrival_on: notice.expectedArrivalOn,
    created_at: new Date(now).toISOString(),
  })}`;
}

export interface ShipNoticeChange {
  status?: ShipNoticeState;
  warehouseCode?: string;
  carrier?: string | null;
  trackingNo?: string | null;
  expectedArrivalOn?: string | null;
  /** Epoch ms. */
  shippedAt?: number;
}

export async function updateShipNotice(tx: TenantTx, asnId: string, change: ShipNoticeChange): Promise<void> {
  const { sql } = tx;
  await sql`update asn set ${sql({
    ...(change.status === undefined ? {} : { status: change.status }),
    ...(change.warehouseCode === undefined ? {} : { warehouse_code: change.warehouseCode }),
    ...(change.carrier === undefined ? {} : { carrier: change.carrier }),
    ...(change.trackingNo === undefined ? {} : { tracking_no: change.trackingNo }),
    ...(change.expectedArrivalOn === undefined ? {} : { expected_arrival_on: change.expectedArrivalOn }),
    ...(change.shippedAt === undefined ? {} : { shipped_at: new Date(change.shippedAt).toISOString() }),
  })} where factory_id = ${tx.factoryId} and id = ${asnId}`;
}

/** The codes of a notice's cartons by number: what is printed already stays. */
export async function selectCodes(tx: TenantTx, asnId: string): Promise<Map<number, string>> {
  const rows = await tx.sql<{ cartonNo: number; sscc: string }[]>`
    select carton_no as "cartonNo", sscc from asn_carton where factory_id = ${tx.factoryId} and asn_id = ${asnId}`;
  return new Map(rows.map(({ cartonNo, sscc }) => [cartonNo, sscc]));
}

/** Puts these cartons in place of all that the notice had. */
export async function replaceCartons(
  tx: TenantTx,
  asnId: string,
  cartons: readonly (Carton & { sscc: string })[],
): Promise<void> {
  const { sql } = tx;
  await sql`delete from asn_carton where factory_id = ${tx.factoryId} and asn_id = ${asnId}`;
  const rows = cartons.map((carton) => ({
    factory_id: tx.factoryId,
    id: newId(),
    asn_id: asnId,
    carton_no: carton.cartonNo,
    po_line_schedule_id: carton.scheduleId,
    pieces: carton.pieces,
    sscc: carton.sscc,
    net_g: carton.netG,
    gross_g: carton.grossG,
    length_mm: carton.lengthMm,
    width_mm: carton.widthMm,
    height_mm: carton.heightMm,
  }));
  await sql`insert into asn_carton ${sql(rows)}`;
}

/** Takes serial numbers of a company prefix; nobody else gets them. @returns the first of `count` numbers in a row */
export async function takeSerials(tx: PlatformTx, companyPrefix: string, count: number): Promise<number> {
  const [row] = await tx.sql<{ first: number }[]>`
    insert into sscc_counter (company_prefix, next_serial) values (${companyPrefix}, ${1 + count})
    on conflict (company_prefix) do update set next_serial = sscc_counter.next_serial + ${count}
    returning (next_serial - ${count})::float8 as first`;
  return row!.first;
}
