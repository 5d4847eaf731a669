import type { PlatformTx } from '~db/tenancy.server';
import { selectOrderableTerms } from '../data/order-terms.server';
import type { OrderDetail } from '../domain/order-views';

/** A SKU that an amendment can add to an order, with the terms it would be ordered on. */
export interface AmendSku {
  skuId: string;
  code: string;
  nameEn: string;
  nameZh: string;
  /** Minor units of the order's currency, as text. */
  unitCostMinor: string;
  minimumQuantity: number;
  orderMultiple: number;
}

/** The factory's own SKUs that the order does not hold yet, by code. */
export async function amendSkus(tx: PlatformTx, order: OrderDetail): Promise<AmendSku[]> {
  const held = new Set(
    order.lines.filter(({ state }) => state !== 'cancelled').map(({ skuCode }) => skuCode),
  );
  const terms = await selectOrderableTerms(tx, order.factory.id, order.currency);
  return terms
    .filter(({ skuCode }) => !held.has(skuCode))
    .map(({ skuId, skuCode, skuNameEn, skuNameZh, unitCostMinor, minimumQuantity, orderMultiple }) => ({
      skuId,
      code: skuCode,
      nameEn: skuNameEn,
      nameZh: skuNameZh,
      unitCostMinor,
      minimumQuantity,
      orderMultiple,
    }));
}
