import type { TFunction } from 'i18next';
import type { CalendarDate } from '~/kernel/calendar-date';
import { formatDate, formatDateTime } from '~/platform/format';
import type { Locale } from '~/platform/i18n/config';
import type { Sheet } from '~/platform/spreadsheet.server';
import type { ClockSummary } from './clock-summary.server';
import type { EvidenceRow } from './sell-out-view.server';

type Translate = TFunction<'sellOut'>;
type EvidenceType =
  | 'receipt'
  | 'put_away'
  | 'transfer_out'
  | 'transfer_in'
  | 'sale'
  | 'return'
  | 'adjustment'
  | 'write_off';

/** Clocks as a sheet, in the reader's language; instants in each clock's own zone, odds as a share. */
export function clockSheet(rows: readonly ClockSummary[], t: Translate, locale: Locale): Sheet {
  const at = (row: ClockSummary, ms: number | null) =>
    ms === null ? null : formatDateTime(ms, row.timeZone, locale, { year: true, weekday: false });
  return {
    name: t('title'),
    columns: [
      { header: t('list.sku'), width: 16 },
      { header: t('list.name'), width: 30 },
      { header: t('list.order'), width: 24 },
      { header: t('list.line'), width: 6 },
      { header: t('list.factory'), width: 24 },
      { header: t('list.state') },
      { header: `${t('list.sold')} (${t('list.pieces')})` },
      { header: `${t('list.target')} (${t('list.pieces')})` },
      { header: `${t('list.missing')} (${t('list.pieces')})` },
      { header: t('list.started'), width: 24 },
      { header: t('list.until'), width: 24 },
      { header: t('list.left') },
      { header: t('list.odds') },
      { header: t('list.help'), width: 60 },
    ],
    rows: rows.map((row) => [
      row.skuCode,
      locale === 'zh' ? row.skuNameZh : row.skuNameEn,
      row.orderNumber,
      row.lineNo,
      locale === 'zh' ? row.factoryNameZh : row.factoryNameEn,
      t(`state.${row.status}`),
      row.netSold,
      row.targetUnits,
      row.missing,
      at(row, row.startedAt),
      at(row, row.until),
      row.daysLeft,
      row.probabilityBp === null ? null : row.probabilityBp / 10_000,
      helpText(row, t, locale),
    ]),
  };
}

function helpText({ help }: ClockSummary, t: Translate, locale: Locale): string {
  const { code, params } = help;
  return t(`help.${code}`, {
    ...params,
    pieces: `${params.count ?? params.missing ?? ''}`,
    date: typeof params.date === 'string' ? formatDate(params.date as CalendarDate, locale) : '',
  });
}

/** A clock's evidence as a sheet: instants in the clock's zone and in UTC, so that other systems can read them. */
export function evidenceSheet(
  rows: readonly EvidenceRow[],
  timeZone: string,
  t: Translate,
  locale: Locale,
): Sheet {
  return {
    name: t('title'),
    columns: [
      { header: `${t('evidence.when')} (${timeZone})`, width: 26 },
      { header: `${t('evidence.when')} (UTC)`, width: 26 },
      { header: t('evidence.type'), width: 18 },
      { header: `${t('evidence.quantity')} (${t('list.pieces')})` },
      { header: t('evidence.warehouse') },
      { header: t('evidence.market') },
      { header: t('evidence.lot'), width: 30 },
      { header: t('evidence.source'), width: 18 },
      { header: t('evidence.ref'), width: 40 },
    ],
    rows: rows.map((row) => [
      formatDateTime(row.at, timeZone, locale, { year: true, seconds: true, weekday: false }),
      new Date(row.at).toISOString(),
      t(`type.${row.type as EvidenceType}`),
      row.quantity,
      row.warehouseCode,
      row.marketCode,
      row.lotAt === null
        ? t('evidence.lotAgain')
        : `${row.lotWarehouse} ${formatDateTime(row.lotAt, timeZone, locale, { year: true, weekday: false })}`,
      row.source,
      row.sourceRef,
    ]),
  };
}
