import { lazy, Suspense } from 'react';
import { Skeleton } from '~/ui/skeleton';
import { useFormat } from '~/ui/use-format';
import { ChartFrame } from './chart-frame';
import type { WeekLinesProps } from './week-lines-types';

const Plot = lazy(() => import('./week-lines-plot'));

/** A few figures week by week as lines, named where they end; the same figures as a table at a click or without scripts. */
export function WeekLinesChart({ height = 220, ...props }: WeekLinesProps) {
  return (
    <ChartFrame
      title={props.title}
      height={height}
      table={<WeekTable {...props} />}
      chart={() => (
        <Suspense fallback={<Skeleton height={height} />}>
          <Plot {...props} height={height} />
        </Suspense>
      )}
    />
  );
}

function WeekTable({ title, unit, weeks, lines, percent = false }: WeekLinesProps) {
  const format = useFormat();
  const figure = (value: number | null | undefined) =>
    value === null || value === undefined ? '' : percent ? format.percent(value) : format.number(value);
  return (
    <table>
      <caption className="visually-hidden">
        {title} ({unit})
      </caption>
      <thead>
        <tr>
          <td />
          {lines.map(({ name }) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week, index) => (
          <tr key={week}>
            <th scope="row">{format.week(week, { year: true })}</th>
            {lines.map(({ name, values }) => (
              <td key={name}>{figure(values[index])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
