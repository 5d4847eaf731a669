import type { TFunction } from 'i18next';
import { currencyCode } from '~/kernel/currency';
import { money, toDecimalString } from '~/kernel/money';
import type { Sheet } from '~/platform/spreadsheet.server';
import { isReasonCode } from '../domain/commit/commit-bucket';
import type { ShortfallView } from './shortfalls.server';

/** The shortfalls as a sheet, in the page's order. */
export function shortfallSheet(
  rows: readonly ShortfallView[],
  t: TFunction<'commit'>,
  locale: string,
): Sheet {
  const column = (header: string, width: number) => ({ header, width });
  return {
    name: t('shortfalls.sheet'),
    columns: [
      column(t('shortfalls.factory'), 28),
      column(t('file.columns.sku'), 16),
      column(t('file.columns.name'), 30),
      column(t('file.columns.week'), 12),
      column(t('file.columns.zone'), 10),
      column(t('panel.forecast'), 10),
      column(t('panel.commit'), 10),
      column(t('panel.upside'), 10),
      column(t('shortfalls.missing'), 10),
      column(t('shortfalls.value'), 14),
      column(t('shortfalls.currency'), 8),
      column(t('panel.reason'), 16),
      column(t('panel.note'), 30),
      column(t('shortfalls.offered'), 14),
    ],
    rows: rows.map((row) => [
      locale === 'zh' ? row.factoryNameZh : row.factoryNameEn,
      row.skuCode,
      locale === 'zh' ? row.skuNameZh : row.skuNameEn,
      row.week,
      t(`zone.${row.zone}`),
      row.askedQuantity,
      row.commitQuantity,
      row.upsideQuantity,
      row.shortfallQuantity,
      Number(toDecimalString(money(BigInt(row.shortfallMinor), currencyCode(row.currency)))),
      row.currency,
      isReasonCode(row.reasonCode) ? t(`reasons.${row.reasonCode}`) : row.reasonCode,
      row.note,
      row.alternatives[0]?.covers ?? 0,
    ]),
  };
}
