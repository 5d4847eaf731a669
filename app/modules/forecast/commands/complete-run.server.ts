import { type CalendarDate, compareDates, daysBetween } from '~/kernel/calendar-date';
import { weeksBetween } from '~/kernel/week';
import { usdPerMinorUnit } from '~/modules/catalog/queries/usd-rates.server';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import { asSystem, type PlatformTx } from '~db/tenancy.server';
import { selectCheckFacts, selectLineCurrencies } from '../data/check-facts.server';
import { endRun, type RunRow } from '../data/forecast-runs.server';
import { selectVersionDigest } from '../data/run-lines.server';
import { completeDraft, publishDraft, selectPublishedVersion } from '../data/version.server';
import { currentEngine } from '../domain/demand/current-engine';
import type { FeedDays } from '../domain/pipeline/facts';
import { type CheckFacts, type CheckResult, publishChecks, worstLevel } from '../domain/publish-checks';
import { afterPublish } from './after-publish.server';
import type { OpenDraft } from './open-draft.server';
import { totalDemand } from './total-demand.server';

/** Why a finished run did not publish, as it stands in the run's `error`. */
export const HELD_BACK = 'held_back';

export interface ForecastRun {
  versionId: string;
  number: number;
  lines: number;
  series: number;
  inputHash: string;
  isPublished: boolean;
}

/**
 * Ends a run whose draft is filled: says what the version was made from, checks it, and publishes it where that was asked
 * for and no check stands against it. One transaction.
 */
export async function completeRun(
  run: RunRow,
  { number, context, pooled }: OpenDraft,
  { now, publishAnyway }: { now: number; publishAnyway?: string | undefined },
): Promise<ForecastRun> {
  const { facts, previous, sourced } = context;
  const { versionId, asOf } = facts;
  return asSystem('job:forecast.run', async (tx) => {
    const head = `${asOf}\n${currentEngine.id}/${currentEngine.version}\n`;
    const digest = await selectVersionDigest(tx, versionId, head);
    await totalDemand(tx, facts, pooled);
    const checks = await checkVersion(tx, {
      versionId,
      asOf,
      previousId: previous?.id ?? null,
      weeksAgo: facts.previousFirstWeek ? weeksBetween(facts.previousFirstWeek, facts.firstWeek) : 0,
      coverage: facts.coverage,
      sourcedSkus: sourced.size,
    });
    await completeDraft(tx, { id: versionId, ...digest, checks });
    const published = await selectPublishedVersion(tx);
    const isOvertaken = published !== null && published.id !== (previous?.id ?? null);
    const isBlocked = worstLevel(checks) === 'blocking';
    const isHeldBack = isOvertaken || (isBlocked && publishAnyway === undefined);
    const isPublished = run.publishes && !isHeldBack;
    if (isPublished) {
      const note = isBlocked ? publishAnyway! : null;
      await publishDraft(tx, { id: versionId, publishedAt: now, by: null, note });
      await afterPublish(tx, versionId);
      await recordAudit(tx, {
        by: { system: 'forecast.run' },
        action: 'forecast.published',
        entity: { type: 'forecast_version', id: versionId, label: String(number) },
        after: { number, asOf, lines: digest.lineCount, inputHash: digest.inputHash },
      });
    }
    await endRun(tx, run.id, 'done', run.publishes && isHeldBack ? HELD_BACK : null);
    const { lineCount: lines, seriesCount: series, inputHash } = digest;
    return { versionId, number, lines, series, inputHash, isPublished };
  });
}

interface Checked {
  versionId: string;
  asOf: CalendarDate;
  previousId: string | null;
  weeksAgo: number;
  coverage: readonly FeedDays[];
  sourcedSkus: number;
}

async function checkVersion(tx: PlatformTx, checked: Checked): Promise<CheckResult[]> {
  const { versionId, asOf, previousId, weeksAgo, coverage, sourcedSkus } = checked;
  const usdPerMinor = await usdPerMinorUnit(tx);
  const currencies = await selectLineCurrencies(tx, versionId);
  const factors = new Map(currencies.map((currency) => [currency, usdPerMinor(currency)]));
  const found = await selectCheckFacts(tx, versionId, previousId, weeksAgo, factors);
  return publishChecks({ ...found, asOf, sourcedSkus, feeds: feedsOf(coverage, found.markets, asOf) });
}

/** The last day of sales in each market, with the market's share of all demand. */
function feedsOf(
  coverage: readonly FeedDays[],
  markets: CheckFacts['markets'],
  asOf: CalendarDate,
): CheckFacts['feeds'] {
  const last = new Map<string, CalendarDate>();
  for (const { marketCode, to } of coverage) {
    const known = last.get(marketCode);
    if (!known || compareDates(known, to as CalendarDate) < 0) last.set(marketCode, to as CalendarDate);
  }
  const larger = markets.map(({ units, previousUnits }) => Math.max(units, previousUnits));
  const all = larger.reduce((a, b) => a + b, 0);
  return [...last].map(([market, lastDay]) => {
    const index = markets.findIndex((row) => row.market === market);
    return {
      market,
      lastDay,
      daysAgo: daysBetween(lastDay, asOf),
      share: index >= 0 && all > 0 ? larger[index]! / all : 0,
    };
  });
}
