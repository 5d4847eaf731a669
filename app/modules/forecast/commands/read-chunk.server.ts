import { addDays } from '~/kernel/calendar-date';
import { skuTraits } from '~/modules/catalog/queries/sku-traits.server';
import { sourcingForSkus } from '~/modules/catalog/queries/sourcing-for-skus.server';
import { demandHistory } from '~/modules/inventory/queries/demand-history.server';
import { launchSignals } from '~/modules/orders/queries/launch-signals.server';
import { openSupply } from '~/modules/orders/queries/open-supply.server';
import type { PlatformTx } from '~db/tenancy.server';
import { agreedFrozenChanges } from '../data/frozen-changes.server';
import { activeOverrides } from '../data/overrides.server';
import { selectPromotions } from '../data/promotions.server';
import { selectPreviousLines } from '../data/run-lines.server';
import type { VersionRow } from '../data/version.server';
import { launchSignal } from '../domain/launch/launch-signal';
import type { RunFacts, SkuFacts } from '../domain/pipeline/facts';
import { traitFacts } from './trait-facts.server';

/** Days of past orders from which it follows which source is behind its agreed share. */
const SHARE_WINDOW_DAYS = 182;

/** What is the same for every SKU of a run, and where its facts are found. */
export interface RunContext {
  facts: RunFacts;
  /** The version before: what changes are told against. */
  previous: VersionRow | null;
  /** The version that fences measure from; often the one before. */
  fenced: VersionRow | null;
  /** SKUs that are sold and made; others are here only because the version before had lines of them. */
  sourced: ReadonlySet<string>;
  usdPerMinor: (currency: string) => number;
}

/** Reads all that the forecast of the given SKUs is made from. */
export async function readChunk(
  tx: PlatformTx,
  skuIds: readonly string[],
  { facts: { asOf, firstWeek }, previous, fenced, sourced, usdPerMinor }: RunContext,
): Promise<SkuFacts[]> {
  const history = await demandHistory(tx, skuIds, asOf);
  const since = fenced ? Date.parse(fenced.generatedAt) : null;
  const supply = await openSupply(tx, skuIds, addDays(asOf, -SHARE_WINDOW_DAYS), asOf, since);
  const sourcing = await sourcingForSkus(tx, skuIds);
  const before = previous ? await selectPreviousLines(tx, previous.id, skuIds) : null;
  const promised =
    fenced && fenced.id !== previous?.id ? await selectPreviousLines(tx, fenced.id, skuIds) : null;
  const overrides = bySku(await activeOverrides(tx, skuIds, firstWeek));
  const agreed = bySku(fenced ? await agreedFrozenChanges(tx, skuIds, fenced.firstWeek) : []);
  const traits = await skuTraits(tx, skuIds);
  const signals = await launchSignals(tx, skuIds);
  const promotions = bySku(await selectPromotions(tx, skuIds));
  return skuIds.map((skuId): SkuFacts => {
    const { sales, stockOuts, onHand } = history.get(skuId)!;
    const { open, ordered } = supply.get(skuId)!;
    return {
      skuId,
      terms: sourced.has(skuId) ? (sourcing.get(skuId) ?? []) : [],
      traits: traitFacts(traits.get(skuId)!, launchSignal(signals.get(skuId)), usdPerMinor),
      promotions: promotions.get(skuId) ?? [],
      sales,
      stockOuts,
      onHand,
      supply: open,
      ordered,
      overrides: overrides.get(skuId) ?? [],
      agreed: agreed.get(skuId) ?? [],
      before: [...(before?.get(skuId) ?? [])],
      promised: promised && [...(promised.get(skuId) ?? [])],
    };
  });
}

function bySku<T extends { skuId: string }>(rows: readonly T[]): Map<string, T[]> {
  const map = new Map<string, T[]>();
  for (const row of rows) {
    const list = map.get(row.skuId);
    if (list) list.push(row);
    else map.set(row.skuId, [row]);
  }
  return map;
}
