import type { CalendarDate } from '~/kernel/calendar-date';
import type { Effects } from '../events/event-model';
import type { PooledEffects } from '../events/pool-effects';
import { PRIOR_ELASTICITIES } from '../events/price-elasticity';
import { launchPrior } from '../launch/launch-pool';
import { LAUNCH_WEEKS, type MarketSales } from '../sku-demand';
import type { RunFacts, SkuFacts } from './facts';

/**
 * Adds to a SKU's sales what is known beside them: the market's calendar with what events do to the category, promotions, what
 * prices do, and for a SKU of few weeks what similar launches sold and what its candidate's signals promised.
 */
export function withKnowledge(
  sales: readonly MarketSales[],
  facts: Pick<SkuFacts, 'skuId' | 'traits' | 'promotions'>,
  run: Pick<RunFacts, 'markets' | 'effects' | 'launches' | 'elasticities'>,
): MarketSales[] {
  const { traits } = facts;
  const prices = run.elasticities.find(([category]) => category === traits.category)?.[1];
  return sales.map((one): MarketSales => {
    const market = run.markets.find(({ code }) => code === one.marketCode);
    const isNew = one.weeks.length < 2 * LAUNCH_WEEKS && run.launches.length > 0;
    const others = isNew ? run.launches.filter(({ skuId }) => skuId !== facts.skuId) : [];
    return {
      ...one,
      ...(market
        ? { events: { market, prior: effectsOf(run.effects, traits.category, one.marketCode) } }
        : {}),
      promotions: facts.promotions
        .filter(({ marketCode }) => marketCode === one.marketCode)
        .map(({ fromDay, toDay, discountBp }) => ({
          from: fromDay as CalendarDate,
          to: toDay as CalendarDate,
          discountBp,
        })),
      elasticities: prices ?? PRIOR_ELASTICITIES,
      launch: isNew
        ? launchPrior({ ...traits, market: one.marketCode, signal: traits.signal ?? 1 }, others)
        : null,
    };
  });
}

const indices = new WeakMap<readonly PooledEffects[], Map<string, Effects>>();

/** The effects of a category in a market; none where the category has no sales there. */
function effectsOf(effects: readonly PooledEffects[], category: string, market: string): Effects {
  let index = indices.get(effects);
  if (!index) {
    index = new Map(effects.map((row) => [`${row.category} ${row.market}`, new Map(row.effects)]));
    indices.set(effects, index);
  }
  return index.get(`${category} ${market}`) ?? new Map();
}
