import { useMemo } from 'react';
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { useFormat } from '~/ui/use-format';
import styles from './charts.module.css';
import { figureAxis, PLOT_GRID, PLOT_MARGIN } from './plot-frame';
import type { WeekLine, WeekLinesProps } from './week-lines-types';

const STROKES: Record<WeekLine['tone'], string> = {
  first: 'var(--chart-1)',
  second: 'var(--chart-2)',
  third: 'var(--chart-3)',
  plain: 'var(--chart-history)',
};

interface Point {
  week: string;
  [line: number]: number | null;
}

/** The drawing of WeekLinesChart. Arrow keys move the tooltip while the chart has the focus. */
export default function WeekLinesPlot({
  title,
  unit,
  weeks,
  lines,
  percent = false,
  height,
}: WeekLinesProps & { height: number }) {
  const format = useFormat();
  const figure = (value: number) => (percent ? format.percent(value) : format.number(value));
  const data = useMemo(
    () =>
      weeks.map(
        (week, index): Point => ({
          week,
          ...Object.fromEntries(lines.map(({ values }, line) => [line, values[index] ?? null])),
        }),
      ),
    [weeks, lines],
  );
  return (
    <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 480, height }}>
      <LineChart data={data} title={title} accessibilityLayer margin={PLOT_MARGIN}>
        <CartesianGrid {...PLOT_GRID} />
        <XAxis
          dataKey="week"
          tickFormatter={(week: string) => format.week(week)}
          tickLine={false}
          stroke="var(--line-strong)"
          minTickGap={20}
        />
        <YAxis {...figureAxis(figure, unit)} allowDecimals={percent} />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: 'var(--line-strong)' }}
          content={({ active, payload }) => {
            const point = active ? (payload?.[0]?.payload as Point | undefined) : undefined;
            return point ? <PointTooltip point={point} lines={lines} figure={figure} /> : null;
          }}
        />
        {lines.map(({ name, values, tone, dashed }, line) => (
          <Line
            key={name}
            dataKey={String(line)}
            name={name}
            stroke={STROKES[tone]}
            strokeWidth={2}
            strokeDasharray={dashed ? '6 4' : undefined}
            dot={values.filter((value) => value !== null).length < 2}
            isAnimationActive={false}
            label={nameLabel(labelPlace(values, line), name)}
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  );
}

/** Names stand at different weeks, so that lines that run together can still be told apart. */
function labelPlace(values: readonly (number | null)[], line: number): number {
  const wanted = Math.round(((line + 1) * (values.length - 1)) / 4);
  const known = values.flatMap((value, index) => (value === null ? [] : [index]));
  return known.findLast((index) => index <= wanted) ?? known[0] ?? -1;
}

function nameLabel(at: number, text: string) {
  return ({ index, x, y }: { index?: number; x?: number | string; y?: number | string }) =>
    index === at ? (
      <text x={Number(x) + 4} y={Number(y) - 8} textAnchor="start">
        {text}
      </text>
    ) : null;
}

function PointTooltip({
  point,
  lines,
  figure,
}: {
  point: Point;
  lines: readonly WeekLine[];
  figure: (value: number) => string;
}) {
  const format = useFormat();
  return (
    <div className={styles.tooltip}>
      <strong>{format.week(point.week, { year: true })}</strong>
      <dl>
        {lines.map(({ name }, line) => {
          const value = point[line];
          return (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{name}</dt>
              <dd>{value === null || value === undefined ? '–' : figure(value)}</dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}
