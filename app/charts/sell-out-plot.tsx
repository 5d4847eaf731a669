import { useMemo } from 'react';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useFormat } from '~/ui/use-format';
import styles from './charts.module.css';
import { figureAxis, PLOT_GRID, PLOT_MARGIN } from './plot-frame';
import type { SellOutChartProps, SellOutNames, SellOutPoint } from './sell-out-types';

interface PlotPoint extends SellOutPoint {
  range: [number, number] | null;
}

/** The drawing of SellOutChart. Arrow keys move the tooltip while the chart has the focus. */
export default function SellOutPlot({
  title,
  unit,
  points,
  today,
  names,
  height,
}: SellOutChartProps & { height: number }) {
  const format = useFormat();
  const data = useMemo(
    () =>
      points.map((point) => ({
        ...point,
        range:
          point.low === null || point.high === null ? null : ([point.low, point.high] as [number, number]),
      })),
    [points],
  );
  const lastNet = data.findLastIndex((point) => point.net !== null);
  const lastPath = data.findLastIndex((point) => point.path !== null);
  // Names stand on the outer sides of the two lines, whichever is above.
  const last = data[lastNet];
  const isBehind = last !== undefined && (last.net ?? 0) < last.needed;
  return (
    <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 960, height }}>
      <ComposedChart data={data} title={title} accessibilityLayer margin={PLOT_MARGIN}>
        {pausedSpans(data).map((span) => (
          <ReferenceArea
            key={span.from}
            x1={span.from}
            x2={span.to}
            fill="var(--zone-frozen)"
            fillOpacity={1}
          />
        ))}
        <CartesianGrid {...PLOT_GRID} />
        <XAxis
          dataKey="date"
          tickFormatter={(date: string) => format.date(date, { weekday: false })}
          tickLine={false}
          stroke="var(--line-strong)"
          minTickGap={24}
        />
        <YAxis {...figureAxis((value) => format.number(value), unit)} />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: 'var(--line-strong)' }}
          content={({ active, payload }) => (
            <PointTooltip
              point={active ? (payload?.[0]?.payload as PlotPoint | undefined) : undefined}
              names={names}
              unit={unit}
            />
          )}
        />
        <Area
          dataKey="range"
          name={names.band}
          fill="var(--chart-band)"
          fillOpacity={0.18}
          stroke="none"
          activeDot={false}
          isAnimationActive={false}
        />
        <Line
          dataKey="needed"
          name={names.needed}
          stroke="var(--chart-3)"
          strokeWidth={2}
          strokeDasharray="6 4"
          dot={false}
          isAnimationActive={false}
          label={
            isBehind
              ? lineLabel(Math.floor(data.length * 0.55), names.needed, 'end')
              : lineLabel(Math.floor(data.length * 0.75), names.needed, 'start', 18)
          }
        />
        <Line
          dataKey="path"
          name={names.path}
          stroke="var(--chart-1)"
          strokeWidth={2}
          dot={false}
          isAnimationActive={false}
          label={lineLabel(lastPath, names.path, 'end')}
        />
        <Line
          dataKey="net"
          name={names.net}
          stroke="var(--chart-history)"
          strokeWidth={2}
          dot={false}
          isAnimationActive={false}
          label={lineLabel(
            lastNet,
            names.net,
            lastNet > data.length / 2 ? 'end' : 'start',
            isBehind ? 18 : -8,
          )}
        />
        <ReferenceLine
          x={today}
          stroke="var(--ink-2)"
          strokeDasharray="3 3"
          label={{ value: names.today, position: 'top' }}
        />
      </ComposedChart>
    </ResponsiveContainer>
  );
}

/** Runs of days that are paused, wholly or in part. */
function pausedSpans(points: readonly PlotPoint[]): { from: string; to: string }[] {
  const spans: { from: string; to: string }[] = [];
  points.forEach((point, index) => {
    if (point.pausedHours === 0) return;
    const last = spans.at(-1);
    if (last && points[index - 1]?.date === last.to) last.to = point.date;
    else spans.push({ from: point.date, to: point.date });
  });
  return spans;
}

interface LabelProps {
  index?: number;
  x?: number | string;
  y?: number | string;
}

/** Names a line beside one of its points, instead of a legend. */
function lineLabel(at: number, text: string, anchor: 'start' | 'end', below = -8) {
  return ({ index, x, y }: LabelProps) =>
    index === at ? (
      <text x={Number(x) + (anchor === 'end' ? -4 : 4)} y={Number(y) + below} textAnchor={anchor}>
        {text}
      </text>
    ) : null;
}

function PointTooltip({
  point,
  names,
  unit,
}: {
  point: PlotPoint | undefined;
  names: SellOutNames;
  unit: string;
}) {
  const format = useFormat();
  if (!point) return null;
  const rows: [string, string][] = [[names.needed, format.number(Math.ceil(point.needed - 1e-9))]];
  if (point.net !== null) rows.unshift([names.net, format.number(point.net)]);
  if (point.path !== null) rows.push([names.path, format.number(point.path)]);
  if (point.range) rows.push([names.band, point.range.map((end) => format.number(end)).join('–')]);
  if (point.pausedHours > 0)
    rows.push([names.pausedHours, format.number(point.pausedHours, { maxDigits: 1 })]);
  return (
    <div className={styles.tooltip}>
      <strong>{format.date(point.date)}</strong>
      <dl>
        {rows.map(([name, text]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <span className="muted">{unit}</span>
    </div>
  );
}
