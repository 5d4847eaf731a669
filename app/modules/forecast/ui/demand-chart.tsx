import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ForecastBandChart } from '~/charts/forecast-band-chart';
import type { ForecastPoint } from '~/charts/types';
import type { CalendarDate } from '~/kernel/calendar-date';
import { addWeeks, weekOf } from '~/kernel/week';
import type { ForecastSkuView } from '../queries/forecast-sku.server';

/** Weeks of the future that the chart shows: the order horizon and the cover that its orders buy. */
const FUTURE_WEEKS = 26;

/** Sold weeks, then the demand band, with what is on order standing in the week of its arrival. */
export function DemandChart({ view }: { view: ForecastSkuView }) {
  const { t } = useTranslation('forecast');
  const points = useMemo(() => chartPoints(view), [view]);
  return (
    <>
      <ForecastBandChart
        title={t('sku.demand')}
        unit={t('sku.piecesPerWeek')}
        points={points}
        today={view.version.firstWeek}
        names={{
          history: t('sku.history'),
          middle: t('sku.median'),
          band: t('sku.band'),
          openOrders: t('sku.openOrderBars'),
        }}
      />
      {view.demand.market === '*' ? null : <p className="small muted">{t('sku.historyOfAll')}</p>}
    </>
  );
}

function chartPoints(view: ForecastSkuView): ForecastPoint[] {
  const { demand, openOrders, version } = view;
  const points = new Map<string, ForecastPoint>();
  const at = (week: string): ForecastPoint => {
    let point = points.get(week);
    if (!point) {
      point = { week };
      points.set(week, point);
    }
    return point;
  };
  demand.history.forEach((value, index) => {
    at(addWeeks(demand.historyFirstWeek!, index)).history = value;
  });
  const shown = Math.min(FUTURE_WEEKS, demand.curves.p50.length);
  for (let week = 0; week < shown; week++) {
    const point = at(addWeeks(demand.firstWeek, week));
    point.middle = demand.curves.p50[week] ?? null;
    point.low = demand.curves.p10[week] ?? null;
    point.high = demand.curves.p90[week] ?? null;
  }
  for (const order of openOrders) {
    const pieces = order.quantity - order.receivedQuantity;
    const arrives = weekOf(order.expectedArrivalOn as CalendarDate);
    // What is overdue is counted in the present week, as netting does.
    const point = points.get(isPast(arrives, version.firstWeek) ? version.firstWeek : arrives);
    if (point) point.openOrders = (point.openOrders ?? 0) + pieces;
  }
  return [...points.values()].sort((a, b) => (a.week < b.week ? -1 : 1));
}

const isPast = (day: string, firstWeek: string): boolean => day < firstWeek;
