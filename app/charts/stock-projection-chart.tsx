import { lazy, Suspense } from 'react';
import { Skeleton } from '~/ui/skeleton';
import { useFormat } from '~/ui/use-format';
import { ChartFrame } from './chart-frame';
import type { StockPoint } from './stock-point';

const Plot = lazy(() => import('./stock-projection-plot'));

interface StockProjectionChartProps {
  title: string;
  /** Unit of every figure, on the axis. */
  unit: string;
  points: readonly StockPoint[];
  names: { day: string; stock: string; arriving: string };
  stockOutOn: string | null;
  stockOutLabel: string;
  /** Pixels. */
  height?: number;
}

/** Stock day by day into the future. The drawing loads after the page; the same figures stand as a table. */
export function StockProjectionChart({ height = 260, ...props }: StockProjectionChartProps) {
  const { title, unit, points, names } = props;
  const format = useFormat();
  return (
    <ChartFrame
      title={title}
      height={height}
      table={
        <table>
          <caption className="visually-hidden">
            {title} ({unit})
          </caption>
          <thead>
            <tr>
              <th scope="col">{names.day}</th>
              <th scope="col">{names.stock}</th>
              <th scope="col">{names.arriving}</th>
            </tr>
          </thead>
          <tbody>
            {points.map((point) => (
              <tr key={point.day}>
                <th scope="row">{format.date(point.day, { year: true })}</th>
                <td>{format.number(point.stock)}</td>
                <td>{point.arriving > 0 ? format.number(point.arriving) : ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      }
      chart={() => (
        <Suspense fallback={<Skeleton height={height} />}>
          <Plot {...props} height={height} />
        </Suspense>
      )}
    />
  );
}
