import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import {
  Area,
  Bar,
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
import { type ForecastPoint, type ForecastSeriesNames, zoneSpans } from './types';

interface PlotProps {
  title: string;
  unit: string;
  points: readonly ForecastPoint[];
  today: string;
  names: ForecastSeriesNames;
  height: number;
}

interface PlotPoint extends ForecastPoint {
  range: [number, number] | null;
}

const zoneFill = { frozen: 'var(--zone-frozen)', firm: 'var(--zone-firm)', free: 'transparent' };

/** The drawing of ForecastBandChart. Arrow keys move the tooltip while the chart has the focus. */
export default function ForecastBandPlot({ title, unit, points, today, names, height }: PlotProps) {
  const { t } = useTranslation('common');
  const format = useFormat();
  const data = useMemo(() => points.map(withRange), [points]);
  const lastHistory = data.findLastIndex((point) => isFigure(point.history));
  const lastMiddle = data.findLastIndex((point) => isFigure(point.middle));
  const hasOrders = data.some((point) => point.openOrders);
  return (
    <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 960, height }}>
      <ComposedChart data={data} title={title} accessibilityLayer margin={PLOT_MARGIN}>
        {zoneSpans(data).map((span) => (
          <ReferenceArea
            key={span.from}
            x1={span.from}
            x2={span.to}
            fill={zoneFill[span.zone]}
            fillOpacity={1}
            stroke="var(--line)"
            label={zoneLabel(t(`table.zones.${span.zone}`))}
          />
        ))}
        <CartesianGrid {...PLOT_GRID} />
        <XAxis
          dataKey="week"
          tickFormatter={(week: string) => format.week(week)}
          tickLine={false}
          stroke="var(--line-strong)"
          minTickGap={16}
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
        {hasOrders ? (
          <Bar
            dataKey="openOrders"
            name={names.openOrders}
            fill="var(--chart-3)"
            fillOpacity={0.55}
            isAnimationActive={false}
          />
        ) : null}
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
          dataKey="history"
          name={names.history}
          stroke="var(--chart-history)"
          strokeWidth={2}
          dot={false}
          isAnimationActive={false}
          label={endLabel(lastHistory, names.history)}
        />
        <Line
          dataKey="middle"
          name={names.middle}
          stroke="var(--chart-1)"
          strokeWidth={2}
          dot={false}
          isAnimationActive={false}
          label={endLabel(lastMiddle, names.middle)}
        />
        <ReferenceLine
          x={today}
          stroke="var(--ink-2)"
          strokeDasharray="3 3"
          label={{ value: t('chart.today'), position: 'top' }}
        />
      </ComposedChart>
    </ResponsiveContainer>
  );
}

function isFigure(value: number | null | undefined): value is number {
  return value !== null && value !== undefined;
}

function withRange(point: ForecastPoint): PlotPoint {
  const { low, high } = point;
  return { ...point, range: isFigure(low) && isFigure(high) ? [low, high] : null };
}

interface LabelProps {
  index?: number;
  x?: number | string;
  y?: number | string;
}

/** Names a line above its end, instead of a legend. */
function endLabel(lastIndex: number, text: string) {
  return ({ index, x, y }: LabelProps) =>
    index === lastIndex ? (
      <text x={Number(x) - 4} y={Number(y) - 8} textAnchor="end">
        {text}
      </text>
    ) : null;
}

const letterWidth = 12;

/** Names a zone at its top where there is room for the word; the table and the tooltip name it anyway. */
function zoneLabel(text: string) {
  return ({ viewBox }: { viewBox?: unknown }) => {
    const box = viewBox as { x?: number; y?: number; width?: number } | undefined;
    const width = box?.width ?? 0;
    if (width < (text.length * letterWidth) / (/\p{Script=Han}/u.test(text) ? 1 : 1.6)) return null;
    return (
      <text x={(box?.x ?? 0) + width / 2} y={(box?.y ?? 0) + 14} textAnchor="middle">
        {text}
      </text>
    );
  };
}

function PointTooltip({
  point,
  names,
  unit,
}: {
  point: PlotPoint | undefined;
  names: ForecastSeriesNames;
  unit: string;
}) {
  const { t } = useTranslation('common');
  const format = useFormat();
  if (!point) return null;
  const rows: [string, string][] = [];
  if (isFigure(point.history)) rows.push([names.history, format.number(point.history)]);
  if (isFigure(point.middle)) rows.push([names.middle, format.number(point.middle)]);
  if (point.range) rows.push([names.band, point.range.map((end) => format.number(end)).join('–')]);
  if (point.zone) rows.push([t('chart.zone'), t(`table.zones.${point.zone}`)]);
  if (point.openOrders) rows.push([names.openOrders, format.number(point.openOrders)]);
  return (
    <div className={styles.tooltip}>
      <strong>{format.week(point.week, { year: true })}</strong> {format.date(point.week)}
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
