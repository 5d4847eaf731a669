import type { TFunction } from 'i18next';
import type { Sheet, SheetCell } from '~/platform/spreadsheet.server';
import type { DemandGroup } from '../domain/accuracy/choices';
import type { AccuracyRow } from './accuracy-page.server';
import type { ScorecardRow } from './scorecard-page.server';

type Translate = TFunction<'accuracy'>;

/** Most rows of a file. */
export const ACCURACY_EXPORT_ROWS = 50_000;

const ratio = (value: number | null): SheetCell => (value === null ? null : Math.round(value * 1e4) / 1e4);

/** The demand page's rows as a sheet; ratios as numbers, 0.25 is 25 %. */
export function accuracySheet(
  rows: readonly AccuracyRow[],
  by: DemandGroup,
  t: Translate,
  isZh: boolean,
): Sheet {
  return {
    name: t('export.sheet'),
    columns: [
      { header: t(`by.${by}`), width: 16 },
      { header: t('export.name'), width: 30 },
      { header: t('columns.weeks') },
      { header: t('export.leftOut') },
      { header: t('columns.actual') },
      { header: t('columns.wape') },
      { header: t('columns.bias') },
      { header: t('export.naiveWape') },
      { header: t('export.modelWape') },
      { header: t('columns.naive') },
      { header: t('columns.override') },
      { header: t('columns.mase') },
      { header: t('columns.loss') },
      { header: t('columns.coverage') },
    ],
    rows: rows.map(({ key, nameEn, nameZh, censored, figures }) => [
      by === 'version' ? Number(key) : key,
      isZh ? nameZh : nameEn,
      figures.weeks,
      censored,
      Math.round(figures.actual * 10) / 10,
      ratio(figures.wape),
      ratio(figures.bias),
      ratio(figures.steps.naive.wape),
      ratio(figures.steps.model.wape),
      ratio(figures.addedOverNaive),
      ratio(figures.addedByOverride),
      ratio(figures.mase),
      ratio(figures.quantileLoss),
      ratio(figures.coverage),
    ]),
  };
}

/** A scorecard's rows as a sheet: pieces and ratios of both sides. */
export function scorecardSheet(
  rows: readonly ScorecardRow[],
  by: 'sku' | 'factory',
  t: Translate,
  isZh: boolean,
): Sheet {
  return {
    name: t('export.sheet'),
    columns: [
      { header: t(`by.${by}`), width: 20 },
      { header: t('export.name'), width: 30 },
      { header: t('columns.ordered') },
      { header: t('columns.forecast') },
      { header: t('columns.bias') },
      { header: t('columns.wape') },
      { header: t('export.naiveWape') },
      { header: t('export.frozen') },
      { header: t('export.churnPieces') },
      { header: t('columns.commit') },
      { header: t('columns.commitBias') },
      { header: t('columns.commitWape') },
      { header: t('export.due') },
      { header: t('export.onTimePieces') },
      { header: t('columns.onTime') },
    ],
    rows: rows.map(({ key, nameEn, nameZh, sums, score }) => [
      key,
      isZh ? nameZh : nameEn,
      sums.ordered,
      sums.forecast,
      ratio(score.platform.bias),
      ratio(score.platform.wape),
      ratio(score.platform.naiveWape),
      sums.frozen,
      sums.churn,
      sums.committedPeriods === 0 ? null : sums.commit,
      ratio(score.factory.bias),
      ratio(score.factory.wape),
      sums.due,
      sums.onTime,
      ratio(score.factory.onTime),
    ]),
  };
}
