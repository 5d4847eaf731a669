import { lazy, Suspense } from 'react';
import { Skeleton } from '~/ui/skeleton';
import { useFormat } from '~/ui/use-format';
import { ChartFrame } from './chart-frame';
import type { SellOutChartProps } from './sell-out-types';

const Plot = lazy(() => import('./sell-out-plot'));

/**
 * Cumulative net sales against the straight line to the target, with the forecast's band ahead and pauses shaded. The
 * drawing is a chunk of its own; without scripts, or at a click, the same figures stand as a table.
 */
export function SellOutChart({ height = 280, ...props }: SellOutChartProps) {
  return (
    <ChartFrame
      title={props.title}
      height={height}
      table={<PointTable {...props} />}
      chart={() => (
        <Suspense fallback={<Skeleton height={height} />}>
          <Plot {...props} height={height} />
        </Suspense>
      )}
    />
  );
}

function PointTable({ title, unit, points, names }: SellOutChartProps) {
  const format = useFormat();
  const figure = (value: number | null) => (value === null ? '' : format.number(value));
  return (
    <table>
      <caption className="visually-hidden">
        {title} ({unit})
      </caption>
      <thead>
        <tr>
          {[
            names.day,
            names.net,
            names.needed,
            names.sold,
            names.returned,
            names.path,
            names.band,
            names.pausedHours,
          ].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {points.map((point) => (
          <tr key={point.date}>
            <th scope="row">
              {format.number(point.day)} · {format.date(point.date)}
            </th>
            <td>{figure(point.net)}</td>
            <td>{figure(Math.ceil(point.needed - 1e-9))}</td>
            <td>{figure(point.net === null ? null : point.sold)}</td>
            <td>{figure(point.net === null ? null : point.returned)}</td>
            <td>{figure(point.path)}</td>
            <td>
              {point.low === null || point.high === null ? '' : `${figure(point.low)}–${figure(point.high)}`}
            </td>
            <td>{point.pausedHours === 0 ? '' : format.number(point.pausedHours, { maxDigits: 1 })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
