import type { PlatformTx } from '~db/tenancy.server';
import { sumDemand, writeDemandTotals } from '../data/demand-totals.server';
import { currentEngine } from '../domain/demand/current-engine';
import type { PooledSeries } from '../domain/events/pool-effects';
import { demandTotals } from '../domain/hierarchy/demand-totals';
import { forecastWholes } from '../domain/hierarchy/forecast-wholes';
import type { RunFacts } from '../domain/pipeline/facts';
import { ORDER_HORIZON_WEEKS } from '../domain/target-stock';

/** Adds a version's demand up by category and market, and reconciles it with forecasts of the wholes. */
export async function totalDemand(
  tx: PlatformTx,
  { versionId, effects, markets, firstWeek }: RunFacts,
  pooled: readonly PooledSeries[],
): Promise<void> {
  const cells = await sumDemand(tx, versionId, ORDER_HORIZON_WEEKS);
  const wholes = forecastWholes(pooled, effects, markets, firstWeek, ORDER_HORIZON_WEEKS, currentEngine);
  await writeDemandTotals(tx, versionId, demandTotals(cells, wholes));
}
