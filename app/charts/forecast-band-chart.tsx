import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Skeleton } from '~/ui/skeleton';
import { useFormat } from '~/ui/use-format';
import { ChartFrame } from './chart-frame';
import type { ForecastPoint, ForecastSeriesNames } from './types';

const Plot = lazy(() => import('./forecast-band-plot'));

interface ForecastBandChartProps {
  title: string;
  /** Unit of every figure, on the axis: "pieces per week". */
  unit: string;
  points: readonly ForecastPoint[];
  /** Monday of the present week: a rule divides what was from what may be. */
  today: string;
  /** Names of the series where the usual ones do not fit, for example another band. */
  names?: Partial<ForecastSeriesNames>;
  /** Pixels. */
  height?: number;
}

/**
 * History, forecast line and band, open orders as bars, zones as shading and today as a rule. The drawing is a chunk
 * of its own that loads after the page; without scripts, or at a click, the same figures stand as a table.
 */
export function ForecastBandChart({
  title,
  unit,
  points,
  today,
  names,
  height = 280,
}: ForecastBandChartProps) {
  const { t } = useTranslation('common');
  const series: ForecastSeriesNames = {
    history: t('chart.history'),
    middle: t('chart.middle'),
    band: t('chart.band'),
    openOrders: t('chart.openOrders'),
    ...names,
  };
  return (
    <ChartFrame
      title={title}
      height={height}
      table={<ForecastPointTable title={title} unit={unit} points={points} names={series} />}
      chart={() => (
        <Suspense fallback={<Skeleton height={height} />}>
          <Plot title={title} unit={unit} points={points} today={today} names={series} height={height} />
        </Suspense>
      )}
    />
  );
}

interface PointTableProps {
  title: string;
  unit: string;
  points: readonly ForecastPoint[];
  names: ForecastSeriesNames;
}

function ForecastPointTable({ title, unit, points, names }: PointTableProps) {
  const { t } = useTranslation('common');
  const format = useFormat();
  const figure = (value: number | null | undefined) =>
    value === null || value === undefined ? '' : format.number(value);
  const hasOrders = points.some((point) => point.openOrders);
  return (
    <table>
      <caption className="visually-hidden">
        {title} ({unit})
      </caption>
      <thead>
        <tr>
          <th scope="col">{t('chart.week')}</th>
          <th scope="col">{names.history}</th>
          <th scope="col">{names.middle}</th>
          <th scope="col">{names.band}</th>
          {hasOrders ? <th scope="col">{names.openOrders}</th> : null}
        </tr>
      </thead>
      <tbody>
        {points.map((point) => (
          <tr key={point.week}>
            <th scope="row">{format.week(point.week, { year: true })}</th>
            <td>{figure(point.history)}</td>
            <td>{figure(point.middle)}</td>
            <td>{bandText(figure(point.low), figure(point.high))}</td>
            {hasOrders ? <td>{figure(point.openOrders)}</td> : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** `12–40`, or the one end that is known. */
function bandText(low: string, high: string): string {
  return low === '' || high === '' ? low || high : `${low}–${high}`;
}
