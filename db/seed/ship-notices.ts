import { type CalendarDate, daysBetween } from '~/kernel/calendar-date';
import type { SeededFactory } from './factories';
import { at, type SeedContext } from './seed-context';
import type { SeededSourcing } from './sourcing';

/** A part that left the factory and has not wholly arrived. */
export interface PartUnderWay {
  scheduleId: string;
  warehouseCode: string;
  pieces: number;
  shippedOn: CalendarDate;
  arrivesOn: CalendarDate;
  sku: SeededSourcing['sku'];
}

/** One ship notice per warehouse for the parts of an order that are under way. */
export function addShipNotices(
  rows: { asn: object[]; asn_carton: object[] },
  ctx: SeedContext,
  factory: SeededFactory,
  orderId: string,
  orderNumber: string,
  lines: readonly { underWay: readonly PartUnderWay[] }[],
): void {
  const byWarehouse = new Map<string, PartUnderWay[]>();
  for (const part of lines.flatMap((line) => line.underWay)) {
    byWarehouse.set(part.warehouseCode, [...(byWarehouse.get(part.warehouseCode) ?? []), part]);
  }
  for (const [index, warehouseCode] of [...byWarehouse.keys()].sort().entries()) {
    const parts = byWarehouse.get(warehouseCode)!;
    const { shippedOn, arrivesOn } = parts[0]!;
    const number = `ASN-${orderNumber.slice(3)}-${index + 1}`;
    // Lists read ship notices in the order of their ids: by the day on which they left.
    const asnId = ctx.id('asn', number, (daysBetween(ctx.firstDay, shippedOn) + 1000) * 10 + index);
    rows.asn.push({
      factory_id: factory.id,
      id: asnId,
      number,
      purchase_order_id: orderId,
      status: 'shipped',
      carrier: ctx
        .random('carrier', number)
        .pick(['COSCO', 'Matson', 'Maersk', 'SF International', 'Evergreen']),
      tracking_no: `${factory.countryCode}${String(ctx.random('tracking', number).int(10_000_000, 99_999_999))}`,
      created_by_name: factory.nameZh,
      warehouse_code: warehouseCode,
      shipped_at: at(shippedOn, '08:00'),
      expected_arrival_on: arrivesOn,
      created_at: at(shippedOn, '03:00'),
    });
    let cartons = 0;
    for (const part of parts) {
      const { type, factor } = part.sku;
      const made = cartonRows(
        {
          poLineScheduleId: part.scheduleId,
          pieces: part.pieces,
          pieceG: Math.max(10, Math.round((type.grossG * factor) / 10) * 10),
          sizeMm: type.mm,
        },
        {
          factoryId: factory.id,
          asnId,
          firstNo: cartons + 1,
          serial: factory.no * 3000 + rows.asn_carton.length,
          id: (no) => ctx.id('asn_carton', `${number} ${no}`, no),
        },
      );
      cartons += made.length;
      rows.asn_carton.push(...made);
    }
  }
}

/** Pieces of one schedule line that are on their way. */
export interface ShippedPart {
  poLineScheduleId: string;
  pieces: number;
  pieceG: number;
  sizeMm: readonly [number, number, number];
}

/** GS1 company prefix of the demo: 9 digits; with the extension digit and the serial number 17 digits stand before the check digit. */
const GS1_PREFIX = '690123456';

/** SSCC-18 with its check digit (GS1 General Specifications, 7.9.1: weights 3 and 1 from the right). */
export function demoSscc(serial: number): string {
  const body = `0${GS1_PREFIX}${String(serial % 10_000_000).padStart(7, '0')}`;
  const sum = [...body]
    .reverse()
    .reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

/**
 * Full cartons of a part and a last one with what is left.
 * @param serial a number of its own for each carton of the factory, counted on from here
 */
export function cartonRows(
  part: ShippedPart,
  {
    factoryId,
    asnId,
    firstNo,
    serial,
    id,
  }: { factoryId: string; asnId: string; firstNo: number; serial: number; id: (no: number) => string },
): object[] {
  const [length, width, height] = part.sizeMm;
  const volume = (length * width * height) / 1e9;
  const perCarton = Math.max(
    1,
    Math.min(48, Math.floor(Math.min(0.12 / volume, 18_000 / Math.max(1, part.pieceG)))),
  );
  const cartons = Math.ceil(part.pieces / perCarton);
  return Array.from({ length: cartons }, (_, index) => {
    const pieces = Math.min(perCarton, part.pieces - index * perCarton);
    return {
      factory_id: factoryId,
      id: id(firstNo + index),
      asn_id: asnId,
      carton_no: firstNo + index,
      po_line_schedule_id: part.poLineScheduleId,
      pieces,
      sscc: demoSscc(serial + index),
      net_g: pieces * part.pieceG,
      gross_g: pieces * part.pieceG + 900,
      length_mm: 600,
      width_mm: 400,
      height_mm: 400,
    };
  });
}
