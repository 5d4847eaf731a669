import { addDays, type CalendarDate, compareDates } from '~/kernel/calendar-date';
import { marketRegions, skuTraits } from '~/modules/catalog/queries/sku-traits.server';
import { demandHistory } from '~/modules/inventory/queries/demand-history.server';
import {
  launchedSkuIds,
  type PooledWeek,
  pooledWeeks,
  sampleSkuIds,
} from '~/modules/inventory/queries/demand-pool.server';
import type { PlatformTx } from '~db/tenancy.server';
import { type PooledSeries, poolEffects } from '../domain/events/pool-effects';
import type { FeedDays, RunFacts } from '../domain/pipeline/facts';
import { learnElasticities } from '../domain/pipeline/learn-elasticities';
import { pastLaunches } from '../domain/pipeline/past-launches';
import { mondayOfIndex } from '../domain/sku-demand';
import { traitFacts } from './trait-facts.server';

/** Launches of the last two years, the latest first. */
const LAUNCH_DAYS = 730;
const MOST_LAUNCHES = 1000;
/** SKUs of each category from whose prices elasticities are learnt. */
const SAMPLE_SKUS = 24;

type Knowledge = Pick<RunFacts, 'markets' | 'effects' | 'launches' | 'elasticities'> & {
  pooled: PooledSeries[];
};

/** Learns from all SKUs together what single ones cannot tell: what events and prices do, and how launches go. */
export async function poolKnowledge(
  tx: PlatformTx,
  asOf: CalendarDate,
  firstWeek: CalendarDate,
  coverage: readonly FeedDays[],
  usdPerMinor: (currency: string) => number,
): Promise<Knowledge> {
  const markets = await marketRegions(tx);
  const pooled = pooledSeries(await pooledWeeks(tx, asOf), firstWeek);
  const ids = await launchedSkuIds(tx, addDays(asOf, -LAUNCH_DAYS), asOf, MOST_LAUNCHES);
  const history = await demandHistory(tx, ids, asOf);
  const traits = await skuTraits(tx, ids);
  const launches = [...ids].sort().flatMap((skuId) => {
    const facts = traitFacts(traits.get(skuId)!, null, usdPerMinor);
    return pastLaunches({ skuId, ...history.get(skuId)! }, facts, coverage, asOf);
  });
  const sample = await sampleSkuIds(tx, asOf, SAMPLE_SKUS);
  const missing = sample.filter(({ id }) => !history.has(id)).map(({ id }) => id);
  const more = await demandHistory(tx, missing, asOf);
  const priced = sample.map(({ id, category }) => ({ ...(history.get(id) ?? more.get(id))!, category }));
  const elasticities = learnElasticities(priced, markets, coverage, asOf);
  return { markets, effects: poolEffects(pooled, markets), elasticities, launches, pooled };
}

/** Whole weeks of each category and market: the first may be cut, and so is the week of the first day forecast. */
function pooledSeries(rows: readonly PooledWeek[], firstWeek: CalendarDate): PooledSeries[] {
  const groups = new Map<string, PooledWeek[]>();
  for (const row of rows) {
    if (compareDates(mondayOfIndex(row.weekIndex), firstWeek) >= 0) continue;
    const key = `${row.category} ${row.market}`;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()].map((group) => {
    const first = group[0]!.weekIndex + 1;
    const values = new Array<number>(Math.max(0, group.at(-1)!.weekIndex - first + 1)).fill(0);
    for (const { weekIndex, units } of group) if (weekIndex >= first) values[weekIndex - first] = units;
    return {
      category: group[0]!.category,
      market: group[0]!.market,
      firstWeek: mondayOfIndex(first),
      values,
    };
  });
}
