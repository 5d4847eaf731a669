import { useTranslation } from 'react-i18next';
import { parseCalendarDate } from '~/kernel/calendar-date';
import { useFormat } from '~/ui/use-format';
import { OVERRIDE_MODES, type PlannedWeek, planOverride } from '../../domain/plan-override';
import type { SkuOverridesView } from '../../queries/sku-overrides.server';
import own from './overrides.module.css';

interface OverrideEffectProps {
  view: Pick<SkuOverridesView, 'weeks' | 'rows'>;
  /** The form as it is typed. */
  typed: { market?: string; from?: string; to?: string; mode?: string; value?: string };
}

/** What saving would make of the model's figures, so that 20 units are not taken for 20 per cent. Nothing while unreadable. */
export function OverrideEffect({ view, typed }: OverrideEffectProps) {
  const { t } = useTranslation('changes');
  const format = useFormat();
  const effect = effectOf(view, typed);
  return (
    <output className={own.effect} aria-live="polite">
      {effect
        ? t('overrides.form.effect', {
            count: effect.weeks,
            before: format.number(effect.before),
            after: format.number(effect.after),
            change:
              effect.before > 0 ? format.percent(effect.after / effect.before - 1, { signed: true }) : '–',
          })
        : null}
    </output>
  );
}

/**
 * The model's units over the weeks that are typed, and what is typed for them.
 * @returns null where something is missing, wrong, or beyond the weeks that are shown
 */
export function effectOf(
  view: OverrideEffectProps['view'],
  { market, from, to, mode, value }: OverrideEffectProps['typed'],
): { weeks: number; before: number; after: number } | null {
  const [first, last] = [parseCalendarDate(from ?? ''), parseCalendarDate(to ?? '')];
  const row = view.rows.find(({ code }) => code === market);
  const firstWeek = view.weeks[0];
  const how = OVERRIDE_MODES.find((known) => known === mode);
  const figure = Number(value?.trim().replace(',', '.'));
  if (!first.ok || !last.ok || !row || !firstWeek || !how || !value?.trim() || !Number.isFinite(figure)) {
    return null;
  }
  const planned = planOverride(
    { from: first.value, to: last.value, mode: how, value: figure },
    { firstWeek, model: row.model, horizonWeeks: view.weeks.length, today: firstWeek },
  );
  if (!planned.ok) return null;
  const { value: weeks } = planned;
  const sum = (of: (week: PlannedWeek) => number) =>
    Math.round(weeks.reduce((all, week) => all + of(week), 0));
  return {
    weeks: weeks.length,
    before: sum(({ baseUnits }) => baseUnits),
    after: sum(({ units }) => units),
  };
}
