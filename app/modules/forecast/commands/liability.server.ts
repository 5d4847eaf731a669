import { type CalendarDate, compareDates } from '~/kernel/calendar-date';
import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { weekOf, weeksBetween } from '~/kernel/week';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import type { PlatformTx } from '~db/tenancy.server';
import type { LiabilityInput } from '../commit-forms';
import { endLiability, insertLiability } from '../data/liability.server';

/** The longest range of weeks that terms may cover. */
const MOST_WEEKS = 104;

/**
 * Says what the platform pays for a SKU's weeks in a factory if it builds to a quantile and no order comes. Terms for the same
 * weeks that were said before give way to these; both stay in the record.
 *
 * @param source the factory and SKU they are for
 * @param now epoch ms
 * @returns the terms' id, or `liability_weeks_reversed`, `liability_weeks_long`, `commit_week_invalid`,
 *   `liability_share_missing`
 */
export async function setLiability(
  tx: PlatformTx,
  access: Access<'platform.forecast:agree'>,
  source: { factoryId: string; skuId: string; skuCode: string },
  input: LiabilityInput,
  now: number,
): Promise<Result<{ id: string }, Problem>> {
  const [from, to] = [input.fromWeek, input.toWeek] as CalendarDate[] as [CalendarDate, CalendarDate];
  if (weekOf(from) !== from) return err(problem('commit_week_invalid', undefined, 'fromWeek'));
  if (weekOf(to) !== to) return err(problem('commit_week_invalid', undefined, 'toWeek'));
  if (compareDates(from, to) > 0) return err(problem('liability_weeks_reversed', undefined, 'toWeek'));
  if (weeksBetween(from, to) >= MOST_WEEKS)
    return err(problem('liability_weeks_long', { weeks: MOST_WEEKS }, 'toWeek'));
  const materialsBp = input.covers === 'materials' ? Math.round(Number(input.materials) * 100) : 0;
  if (input.covers === 'materials' && (materialsBp <= 0 || materialsBp > 10_000))
    return err(problem('liability_share_missing', undefined, 'materials'));
  const note = input.note || null;
  const { quantile, covers } = input;
  const id = await insertLiability(tx, {
    ...source,
    fromWeek: from,
    toWeek: to,
    quantile,
    covers,
    materialsBp,
    note,
    name: access.user.displayName,
    now,
  });
  await recordAudit(tx, {
    by: access,
    action: 'liability.set',
    entity: { type: 'forecast_liability', id, label: source.skuCode },
    after: {
      sku: source.skuCode,
      from,
      to,
      quantile,
      covers,
      ...(covers === 'materials' ? { materialsBp } : {}),
      ...(note ? { note } : {}),
    },
    factoryId: source.factoryId,
  });
  return ok({ id });
}

/** Ends terms that hold. @returns `liability_unknown` when there are none that hold under that id */
export async function stopLiability(
  tx: PlatformTx,
  access: Access<'platform.forecast:agree'>,
  given: { id: string; skuId: string; skuCode: string },
  now: number,
): Promise<Result<{ id: string }, Problem>> {
  const ended = await endLiability(tx, { ...given, name: access.user.displayName, now });
  if (!ended) return err(problem('liability_unknown'));
  const { factoryId, ...terms } = ended;
  await recordAudit(tx, {
    by: access,
    action: 'liability.ended',
    entity: { type: 'forecast_liability', id: given.id, label: given.skuCode },
    before: { sku: given.skuCode, ...terms },
    factoryId,
  });
  return ok({ id: given.id });
}
