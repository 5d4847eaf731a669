import { currencyCode } from '~/kernel/currency';
import { parseMoney } from '~/kernel/money';
import { problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import { newId } from '~/platform/new-id.server';
import type { PlatformTx } from '~db/tenancy.server';
import { insertSku, insertSource, type NewSku, selectFactoryTerms } from '../data/new-sku.server';

export interface CreateSkuInput extends Omit<NewSku, 'id'> {
  source: {
    factoryId: string;
    /** In the factory's currency, as typed: `12.50`. */
    unitCost: string;
    productionLeadDays: number;
    transitLeadDays: number;
    minimumQuantity: number;
    orderMultiple: number;
    markets: readonly string[];
  };
}

/**
 * Makes a SKU with its first source. It stays a candidate until it sells.
 * @param now epoch ms
 * @returns `sku_code_taken`, `factory_unknown` or what is wrong with the cost, at its field
 */
export async function createSku(
  tx: PlatformTx,
  access: Access<'platform.candidates:manage'>,
  { source, ...values }: CreateSkuInput,
  now: number,
): Promise<Result<{ skuId: string }>> {
  const factory = await selectFactoryTerms(tx, source.factoryId);
  if (!factory || factory.status === 'suspended')
    return err(problem('factory_unknown', undefined, 'factory'));
  const cost = parseMoney(source.unitCost, currencyCode(factory.currency));
  if (!cost.ok) return err({ ...cost.error, field: 'unitCost' });
  if (cost.value.minor <= 0n || cost.value.minor > 10n ** 13n) {
    return err(problem('invalid_money', { value: source.unitCost.slice(0, 40) }, 'unitCost'));
  }
  const sku = { ...values, id: newId() };
  if (!(await insertSku(tx, sku, now))) return err(problem('sku_code_taken', { code: sku.code }, 'code'));
  const { unitCost: _, factoryId, ...terms } = source;
  const sourcing = {
    ...terms,
    id: newId(),
    factoryId,
    unitCostMinor: cost.value.minor,
    currency: factory.currency,
  };
  await insertSource(tx, sku, sourcing, now);
  await recordAudit(tx, {
    by: access,
    action: 'sourcing.assigned',
    entity: { type: 'sourcing', id: sourcing.id, label: sku.code },
    after: {
      sku: sku.code,
      unitCostMinor: String(sourcing.unitCostMinor),
      currency: sourcing.currency,
      minimumQuantity: sourcing.minimumQuantity,
      orderMultiple: sourcing.orderMultiple,
      productionLeadDays: sourcing.productionLeadDays,
      transitLeadDays: sourcing.transitLeadDays,
    },
    factoryId,
  });
  return ok({ skuId: sku.id });
}
