import { Button } from '@mantine/core';
import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { ScrollRegion } from '~/ui/scroll-region';
import { useFormat } from '~/ui/use-format';
import { ALL_MARKETS } from '../../domain/sku-demand';
import type { OverrideGroup } from '../../queries/sku-overrides.server';
import styles from '../forecast.module.css';
import own from './overrides.module.css';

interface OverrideHistoryProps {
  rows: readonly OverrideGroup[];
  mayOverride: boolean;
  timeZone: string;
  /** Monday of the published version's first week: weeks before it have passed. */
  firstWeek: string;
}

/** Who changed what, when and why; what still holds can be ended here. */
export function OverrideHistory({ rows, mayOverride, timeZone, firstWeek }: OverrideHistoryProps) {
  const { t } = useTranslation('changes');
  const format = useFormat();
  const stateOf = useOverrideState(timeZone, firstWeek);
  if (rows.length === 0) return <p className="muted">{t('overrides.historyNone')}</p>;
  const units = (value: number) => format.number(value, { maxDigits: 1 });
  const marketOf = (code: string) => (code === ALL_MARKETS ? t('allMarkets') : code);
  return (
    <ScrollRegion label={t('overrides.history')}>
      <table className={styles.plain}>
        <caption className="visually-hidden">{t('overrides.history')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('overrides.columns.written')}</th>
            <th scope="col">{t('overrides.columns.author')}</th>
            <th scope="col">{t('overrides.columns.market')}</th>
            <th scope="col">{t('overrides.columns.weeks')}</th>
            <th scope="col" data-numeric>
              {t('overrides.columns.model')}
            </th>
            <th scope="col" data-numeric>
              {t('overrides.columns.override')}
            </th>
            <th scope="col">{t('overrides.columns.comment')}</th>
            <th scope="col">{t('overrides.columns.state')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <td>{format.dateTime(row.createdAt, timeZone)}</td>
              <td>{row.authorName}</td>
              <td>{marketOf(row.marketCode)}</td>
              <td>{weeksText(row, format.week)}</td>
              <td data-numeric>{units(row.baseUnits)}</td>
              <td data-numeric>{units(row.units)}</td>
              <td className={own.comment}>{row.comment}</td>
              <td>
                {stateOf(row)}
                {row.activeWeeks > 0 && row.toWeek >= firstWeek && mayOverride ? (
                  <Form method="post" preventScrollReset>
                    <input type="hidden" name="intent" value="end" />
                    <input type="hidden" name="market" value={row.marketCode} />
                    <input type="hidden" name="from" value={row.fromWeek} />
                    <input type="hidden" name="to" value={row.toWeek} />
                    <Button
                      type="submit"
                      size="compact-sm"
                      variant="default"
                      aria-label={t('overrides.endLabel', {
                        market: marketOf(row.marketCode),
                        from: format.week(row.fromWeek),
                        to: format.week(row.toWeek),
                      })}
                    >
                      {t('overrides.end')}
                    </Button>
                  </Form>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** `W48–W50`, or the one week. */
export const weeksText = (
  row: Pick<OverrideGroup, 'fromWeek' | 'toWeek'>,
  week: (monday: string) => string,
): string => (row.fromWeek === row.toWeek ? week(row.fromWeek) : `${week(row.fromWeek)}–${week(row.toWeek)}`);

/** Whether an override holds, for how many of its weeks, or who ended it. */
export function useOverrideState(timeZone: string, firstWeek: string) {
  const { t } = useTranslation('changes');
  const format = useFormat();
  return (row: OverrideGroup): string => {
    if (row.activeWeeks > 0 && row.toWeek < firstWeek) return t('overrides.past');
    if (row.activeWeeks === row.weeks) return t('overrides.active');
    if (row.activeWeeks > 0) {
      return t('overrides.replaced', { active: row.activeWeeks, weeks: row.weeks });
    }
    return t('overrides.over', {
      date: row.endedAt === null ? '' : format.dateTime(row.endedAt, timeZone),
      name: row.endedByName ?? '',
    });
  };
}
