import { type CalendarDate, dateInZone } from '~/kernel/calendar-date';
import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { referenceNames } from '~/modules/catalog/queries/reference-names.server';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import { newId } from '~/platform/new-id.server';
import { inPlatform } from '~db/tenancy.server';
import { selectSkuByCode } from '../data/overrides.server';
import {
  deletePromotion,
  hasPromotion,
  insertPromotion,
  lockPromotion,
  shortenPromotion,
} from '../data/promotion-list.server';
import { checkPromotionDays, endPromotion } from '../domain/plan-promotion';
import type { PromotionAdd } from '../promotion-forms';

/**
 * Adds a promotion of a SKU or of a whole category in a market; the next version counts with it.
 * @returns its id; problems at their fields: `promotion_subject_needed`, `promotion_subject_twice`, `sku_unknown`,
 *   `category_unknown`, `market_unknown`, `promotion_exists`, or what {@link checkPromotionDays} says
 */
export async function addPromotion(
  access: Access<'platform.forecast:override'>,
  input: PromotionAdd,
  now: number,
): Promise<Result<string, Problem>> {
  const { sku: skuCode, category, market } = input;
  if (!skuCode && !category) return err(problem('promotion_subject_needed', undefined, 'sku'));
  if (skuCode && category) return err(problem('promotion_subject_twice', undefined, 'category'));
  const days = checkPromotionDays(input, dateInZone(now, access.user.timeZone));
  if (!days.ok) return days;
  return inPlatform(access, async (tx) => {
    const names = await referenceNames(tx);
    const sku = skuCode ? await selectSkuByCode(tx, skuCode, true) : null;
    if (skuCode && !sku) return err(problem('sku_unknown', { sku: skuCode }, 'sku'));
    if (category && !names.categories.some(({ code }) => code === category)) {
      return err(problem('promotion_category_unknown', { category }, 'category'));
    }
    if (!names.markets.some(({ code }) => code === market)) {
      return err(problem('market_unknown', { codes: market }, 'market'));
    }
    const values = {
      name: input.name,
      skuId: sku?.id ?? null,
      categoryCode: category || null,
      marketCode: market,
      fromDay: input.from,
      toDay: input.to,
      discountBp: input.discount,
    };
    if (await hasPromotion(tx, values)) return err(problem('promotion_exists', undefined, 'from'));
    const id = newId();
    await insertPromotion(tx, id, values);
    const { name, from, to, discount } = input;
    await recordAudit(tx, {
      by: access,
      action: 'promotion.added',
      entity: { type: 'promotion', id, label: name },
      before: null,
      after: { sku: sku?.code ?? null, category: category || null, market, from, to, discountBp: discount },
    });
    return ok(id);
  });
}

/**
 * Ends a promotion: one that has not begun is removed, a running one has its last day today, in the person's time zone.
 * @returns whether it was removed; `promotion_unknown`, `promotion_over`
 */
export async function stopPromotion(
  access: Access<'platform.forecast:override'>,
  id: string,
  now: number,
): Promise<Result<{ removed: boolean }, Problem>> {
  return inPlatform(access, async (tx) => {
    const found = await lockPromotion(tx, id);
    if (!found) return err(problem('promotion_unknown'));
    const { name, marketCode: market, fromDay: from, toDay: to, discountBp } = found;
    const planned = endPromotion(
      { from: from as CalendarDate, to: to as CalendarDate },
      dateInZone(now, access.user.timeZone),
    );
    if (!planned.ok) return planned;
    if (planned.value.remove) await deletePromotion(tx, id);
    else await shortenPromotion(tx, id, planned.value.to);
    await recordAudit(tx, {
      by: access,
      action: 'promotion.ended',
      entity: { type: 'promotion', id, label: name },
      before: { market, from, to, discountBp },
      after: planned.value.remove ? null : { market, from, to: planned.value.to, discountBp },
    });
    return ok({ removed: planned.value.remove });
  });
}
