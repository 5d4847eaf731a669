import { type CartonGroup, cartonTotals, expandCartons, groupCartons } from '~/modules/orders/domain/carton';
import { sscc } from '~/modules/orders/domain/carton-sscc';
import type { ShipNoticeDetail } from '~/modules/orders/queries/ship-notice.server';

const SKUS = [
  {
    lineNo: 1,
    skuCode: 'UMB-0042-NAVY',
    skuNameEn: 'Folding umbrella, navy, with reflective edge',
    skuNameZh: '折叠雨伞 藏青色 反光边',
  },
  { lineNo: 2, skuCode: 'KET-1.7L', skuNameEn: 'Electric kettle 1.7 l', skuNameZh: '电热水壶 1.7升' },
];

/** A ship notice as its query gives it, of the given groups. */
export function shipNoticeDetailOf(groups: readonly CartonGroup[]): ShipNoticeDetail {
  const cartons = expandCartons(groups).map((carton) => ({
    ...carton,
    ...SKUS[carton.scheduleId === 'b' ? 1 : 0]!,
    id: String(carton.cartonNo),
    sscc: sscc('9521234', carton.cartonNo),
  }));
  const totals = cartonTotals(groups);
  return {
    notice: {
      id: '0190a1b2-0000-7000-8000-000000000009',
      number: 'ASN-261122-0007-1-1',
      purchaseOrderId: '0190a1b2-0000-7000-8000-000000000008',
      orderNumber: 'PO-261122-0007-1',
      status: 'shipped',
      warehouseCode: 'US-EAST',
      warehouseNameEn: 'New Jersey',
      warehouseNameZh: '新泽西仓',
      carrier: 'COSCO',
      trackingNo: 'CN12345678',
      createdByName: '林静',
      createdAt: Date.UTC(2026, 10, 22, 3),
      shippedAt: Date.UTC(2026, 10, 22, 8),
      expectedArrivalOn: '2026-12-20' as never,
      ...totals,
    },
    cartons,
    groups: groupCartons(cartons).map(({ first, scheduleId: _, ...group }) => ({
      ...group,
      lineNo: first.lineNo,
      skuCode: first.skuCode,
      skuNameEn: first.skuNameEn,
      skuNameZh: first.skuNameZh,
      firstSscc: first.sscc,
      lastSscc: cartons[group.lastNo - 1]!.sscc,
    })),
    totals,
    from: {
      nameEn: 'Ningbo Haoyu Housewares Co., Ltd.',
      nameZh: '宁波浩宇家居用品有限公司',
      city: 'Ningbo',
      countryCode: 'CN',
      timeZone: 'Asia/Shanghai',
    },
    to: { code: 'US-EAST', nameEn: 'New Jersey', nameZh: '新泽西仓', city: 'Newark', countryCode: 'US' },
  };
}

/** Twenty full cartons and an odd one of one SKU, and some of another that nobody weighed without the box. */
export const SAMPLE_GROUPS: CartonGroup[] = [
  {
    scheduleId: 'a',
    cartons: 20,
    piecesEach: 24,
    grossG: 12_400,
    netG: 11_200,
    lengthMm: 600,
    widthMm: 400,
    heightMm: 350,
  },
  {
    scheduleId: 'a',
    cartons: 1,
    piecesEach: 20,
    grossG: 10_600,
    netG: 9333,
    lengthMm: 600,
    widthMm: 400,
    heightMm: 350,
  },
  {
    scheduleId: 'b',
    cartons: 15,
    piecesEach: 8,
    grossG: 9_850,
    netG: null,
    lengthMm: 520,
    widthMm: 380,
    heightMm: 400,
  },
];
