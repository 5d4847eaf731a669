import { type CalendarDate, dateInZone } from '~/kernel/calendar-date';
import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { weekOf } from '~/kernel/week';
import { referenceNames } from '~/modules/catalog/queries/reference-names.server';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import { newId } from '~/platform/new-id.server';
import { inPlatform } from '~db/tenancy.server';
import { endOverrides, insertOverrides, selectDemandMeans, selectSkuByCode } from '../data/overrides.server';
import { selectPublishedVersion } from '../data/version.server';
import { planOverride } from '../domain/plan-override';
import { ALL_MARKETS } from '../domain/sku-demand';
import type { OverrideEnd, OverrideSet } from '../override-forms';

const total = (values: readonly number[]): number =>
  Math.round(values.reduce((sum, value) => sum + value, 0) * 10) / 10;

/**
 * Writes what a planner expects of a market's weeks in place of the engine's figures. What held for these weeks ends and stays
 * as history; the next version counts with it. The engine's figures of now are kept beside it, so that its value added
 * can be measured.
 * @returns how many weeks were written and how many of them replaced one; `sku_unknown`, `market_unknown`,
 *   `forecast_nothing_published`, or what {@link planOverride} says
 */
export async function setOverride(
  access: Access<'platform.forecast:override'>,
  skuCode: string,
  input: OverrideSet,
  now: number,
): Promise<Result<{ weeks: number; replaced: number }, Problem>> {
  return inPlatform(access, async (tx) => {
    const sku = await selectSkuByCode(tx, skuCode, true);
    if (!sku) return err(problem('sku_unknown', { sku: skuCode }));
    const { markets } = await referenceNames(tx);
    if (input.market !== ALL_MARKETS && !markets.some(({ code }) => code === input.market)) {
      return err(problem('market_unknown', { codes: input.market }, 'market'));
    }
    const version = await selectPublishedVersion(tx);
    if (!version) return err(problem('forecast_nothing_published'));
    const lines = await selectDemandMeans(tx, version.id, sku.id);
    const planned = planOverride(input, {
      firstWeek: version.firstWeek as CalendarDate,
      model: lines.find(({ marketCode }) => marketCode === input.market)?.modelMean ?? [],
      horizonWeeks: version.demandHorizonWeeks,
      // A version that looks from a later day than the clock (a test, a replayed history) decides what is past.
      today: latest(dateInZone(now, access.user.timeZone), version.asOf as CalendarDate),
    });
    if (!planned.ok) return planned;
    const [from, to] = [planned.value[0]!.week, planned.value.at(-1)!.week];
    const ended = await endOverrides(tx, sku.id, input.market, from, to, access.user.displayName);
    await insertOverrides(
      tx,
      planned.value.map(({ week, units, baseUnits }) => ({
        sku_id: sku.id,
        id: newId(),
        market_code: input.market,
        week,
        units,
        base_units: baseUnits,
        base_version_id: version.id,
        comment: input.comment,
        author_user_id: access.user.id,
        author_name: access.user.displayName,
      })),
    );
    await recordAudit(tx, {
      by: access,
      action: 'forecast.overridden',
      entity: { type: 'sku', id: sku.id, label: sku.code },
      before: { units: total(planned.value.map(({ baseUnits }) => baseUnits)) },
      after: {
        market: input.market,
        from,
        to,
        units: total(planned.value.map(({ units }) => units)),
        comment: input.comment,
      },
    });
    return ok({ weeks: planned.value.length, replaced: ended.length });
  });
}

const latest = (a: CalendarDate, b: CalendarDate): CalendarDate => (a > b ? a : b);

/** Ends the overrides that hold for a market in a range of weeks. @returns how many; `override_unknown` when none held */
export async function endOverride(
  access: Access<'platform.forecast:override'>,
  skuCode: string,
  input: OverrideEnd,
): Promise<Result<{ weeks: number }, Problem>> {
  return inPlatform(access, async (tx) => {
    const sku = await selectSkuByCode(tx, skuCode, true);
    if (!sku) return err(problem('sku_unknown', { sku: skuCode }));
    const [from, to] = [weekOf(input.from), weekOf(input.to)];
    const ended = await endOverrides(tx, sku.id, input.market, from, to, access.user.displayName);
    if (ended.length === 0) return err(problem('override_unknown'));
    await recordAudit(tx, {
      by: access,
      action: 'forecast.override_ended',
      entity: { type: 'sku', id: sku.id, label: sku.code },
      before: { market: input.market, from, to, units: total(ended.map(({ units }) => units)) },
      after: null,
    });
    return ok({ weeks: ended.length });
  });
}
