import { currencyCode } from '~/kernel/currency';
import { parseMoney } from '~/kernel/money';
import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import { newId } from '~/platform/new-id.server';
import type { PlatformTx } from '~db/tenancy.server';
import { selectFactoryTerms } from '../data/new-sku.server';
import {
  type SourceTerms,
  selectKnownMarkets,
  selectSkuByCode,
  selectSourcesOfSku,
  upsertSource,
} from '../data/source-terms.server';
import type { SourcingInput } from '../sourcing-form';

/** The largest cost of a piece, in minor units: a typing error is larger. */
const MOST_MINOR = 10n ** 13n;

/**
 * Approves a factory for a SKU, or changes the terms that it has: cost, lead times, minimum and multiple, share, priority,
 * markets, and whether it is active, a backup or suspended. Orders that are placed keep their own terms.
 *
 * @param now epoch ms
 * @returns whether it is new; or `factory_unknown`, `factory_suspended`, `sku_unknown`, `sku_discontinued`, `market_unknown`,
 *   `sourcing_share_over` or what is wrong with the cost, at its field
 */
export async function saveSource(
  tx: PlatformTx,
  access: Access<'platform.factories:manage'>,
  factoryId: string,
  input: SourcingInput,
  now: number,
): Promise<Result<{ isNew: boolean }, Problem>> {
  const factory = await selectFactoryTerms(tx, factoryId);
  if (!factory) return err(problem('factory_unknown'));
  const sku = await selectSkuByCode(tx, input.sku, true);
  if (!sku) return err(problem('sku_unknown', { sku: input.sku }, 'sku'));
  const sources = await selectSourcesOfSku(tx, sku.id);
  const own = sources.find((source) => source.factoryId === factoryId);
  const isSuspended = input.status === 'suspended';
  // What takes part no longer may always be put aside.
  if (factory.status === 'suspended' && !isSuspended)
    return err(problem('factory_suspended', undefined, 'status'));
  if (sku.status === 'discontinued' && !own)
    return err(problem('sku_discontinued', { sku: sku.code }, 'sku'));
  const others = sources
    .filter((source) => source !== own && !source.isSuspended)
    .reduce((sum, { shareBp }) => sum + shareBp, 0);
  const shareBp = input.share * 100;
  if (!isSuspended && shareBp > 0 && shareBp + others > 10_000)
    return err(problem('sourcing_share_over', { others: others / 100, left: left(others) }, 'share'));
  const known = await selectKnownMarkets(tx, input.markets);
  const unknown = input.markets.filter((market) => !known.includes(market));
  if (unknown.length > 0) return err(problem('market_unknown', { codes: unknown.join(', ') }, 'markets'));
  const currency = own?.currency ?? factory.currency;
  const cost = parseMoney(input.unitCost, currencyCode(currency));
  if (!cost.ok) return err({ ...cost.error, field: 'unitCost' });
  if (cost.value.minor <= 0n || cost.value.minor > MOST_MINOR)
    return err(problem('invalid_money', { value: input.unitCost }, 'unitCost'));
  const { status, productionLeadDays, transitLeadDays, minimumQuantity, orderMultiple, priority } = input;
  const terms: SourceTerms = {
    id: own?.id ?? newId(),
    status,
    unitCostMinor: String(cost.value.minor),
    currency,
    productionLeadDays,
    transitLeadDays,
    minimumQuantity,
    orderMultiple,
    shareBp,
    priority,
    markets: known,
  };
  await upsertSource(tx, sku, factoryId, terms, now);
  await recordAudit(tx, {
    by: access,
    action: own ? 'sourcing.changed' : 'sourcing.assigned',
    entity: { type: 'sourcing', id: terms.id, label: sku.code },
    before: own ? audited(sku.code, own) : null,
    after: audited(sku.code, terms),
    factoryId,
  });
  return ok({ isNew: !own });
}

/** Per cent that others leave. */
const left = (othersBp: number) => Math.max(0, Math.floor((10_000 - othersBp) / 100));

function audited(sku: string, terms: SourceTerms) {
  const { status, unitCostMinor, currency, productionLeadDays, transitLeadDays } = terms;
  const { minimumQuantity, orderMultiple, shareBp, priority, markets } = terms;
  return {
    sku,
    status,
    unitCostMinor,
    currency,
    minimumQuantity,
    orderMultiple,
    productionLeadDays,
    transitLeadDays,
    shareBp,
    priority,
    markets: markets.join(' '),
  };
}
