import type { TFunction } from 'i18next';
import type { Sheet, SheetCell } from '~/platform/spreadsheet.server';
import type { PoolFactoryRow } from './pool-factories.server';
import type { RiskRow } from './risk-notices.server';

/** The factory pool as a sheet; rates as their numerators and denominators. */
export function poolSheet(rows: readonly PoolFactoryRow[], t: TFunction<'sourcing'>): Sheet {
  return {
    name: t('pool.title'),
    columns: [
      { header: t('pool.sheet.slug'), width: 24 },
      { header: t('pool.sheet.nameEn'), width: 34 },
      { header: t('pool.sheet.nameZh'), width: 28 },
      { header: t('pool.country'), width: 10 },
      { header: t('pool.status'), width: 12 },
      { header: `${t('pool.columns.open')} (USD)`, width: 14 },
      { header: `${t('pool.columns.load')} (%)`, width: 10 },
      { header: t('pool.sheet.onTime'), width: 12 },
      { header: t('pool.sheet.deliveries'), width: 12 },
      { header: t('pool.sheet.accepted'), width: 12 },
      { header: t('pool.sheet.received'), width: 12 },
      { header: t('pool.columns.skus'), width: 10 },
      { header: t('pool.sheet.sole'), width: 12 },
      { header: t('pool.columns.documents'), width: 14 },
    ],
    rows: rows.map((row): SheetCell[] => [
      row.slug,
      row.nameEn,
      row.nameZh,
      row.countryCode,
      t(`status.${row.status}`),
      row.openUsdMinor === null ? null : Number(row.openUsdMinor) / 100,
      row.loadBp === null ? null : row.loadBp / 100,
      row.record?.onTime ?? null,
      row.record?.deliveries ?? null,
      row.record?.accepted ?? null,
      row.record?.received ?? null,
      row.skus,
      row.soleSkus,
      row.expiring,
    ]),
  };
}

/** Risk notices as a sheet. */
export function riskSheet(rows: readonly RiskRow[], t: TFunction<'sourcing'>): Sheet {
  return {
    name: t('risks.title'),
    columns: [
      { header: t('risks.kind'), width: 18 },
      { header: t('risks.noticeTitle'), width: 34 },
      { header: t('pool.columns.factory'), width: 24 },
      { header: t('risks.fromDay'), width: 12 },
      { header: t('risks.toDay'), width: 12 },
      { header: t('risks.columns.proposals'), width: 12 },
      { header: t('risks.columns.accepted'), width: 12 },
      { header: t('risks.state'), width: 12 },
      { header: t('risks.note'), width: 60 },
    ],
    rows: rows.map((row): SheetCell[] => [
      t(`risk.kind.${row.kind}`),
      row.title,
      row.factorySlug,
      row.fromDay,
      row.toDay,
      row.proposed,
      row.accepted,
      t(row.closedAt ? 'risks.closed' : 'risks.isOpen'),
      row.note,
    ]),
  };
}
