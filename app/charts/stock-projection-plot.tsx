import { useTranslation } from 'react-i18next';
import {
  Area,
  Bar,
  CartesianGrid,
  ComposedChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useFormat } from '~/ui/use-format';
import styles from './charts.module.css';
import { figureAxis, PLOT_GRID, PLOT_MARGIN } from './plot-frame';
import type { StockPoint } from './stock-point';

interface PlotProps {
  title: string;
  unit: string;
  points: readonly StockPoint[];
  names: { stock: string; arriving: string };
  /** Day on which stock first falls short. */
  stockOutOn: string | null;
  stockOutLabel: string;
  height: number;
}

/** The drawing of StockProjectionChart: stock as an area from zero, arrivals as bars, the day of running out as a rule. */
export default function StockProjectionPlot(props: PlotProps) {
  const { title, unit, points, names, stockOutOn, stockOutLabel, height } = props;
  const format = useFormat();
  const { t } = useTranslation('common');
  return (
    <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 960, height }}>
      <ComposedChart data={points as StockPoint[]} title={title} accessibilityLayer margin={PLOT_MARGIN}>
        <CartesianGrid {...PLOT_GRID} />
        <XAxis
          dataKey="day"
          tickFormatter={(day: string) => format.date(day, { weekday: false })}
          tickLine={false}
          stroke="var(--line-strong)"
          minTickGap={32}
        />
        <YAxis {...figureAxis((value) => format.number(value), unit, 56)} />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: 'var(--line-strong)' }}
          content={({ active, payload }) => {
            const point = active ? (payload?.[0]?.payload as StockPoint | undefined) : undefined;
            if (!point) return null;
            return (
              <div className={styles.tooltip}>
                <strong>{format.date(point.day, { year: true })}</strong>
                <dl>
                  <dt>{names.stock}</dt>
                  <dd>{format.number(point.stock)}</dd>
                  {point.arriving > 0 ? <dt>{names.arriving}</dt> : null}
                  {point.arriving > 0 ? <dd>{format.number(point.arriving)}</dd> : null}
                </dl>
              </div>
            );
          }}
        />
        <Area
          dataKey="stock"
          name={names.stock}
          type="stepAfter"
          stroke="var(--chart-1)"
          strokeWidth={2}
          fill="var(--chart-band)"
          fillOpacity={0.18}
          activeDot={false}
          isAnimationActive={false}
        />
        <Bar
          dataKey="arriving"
          name={names.arriving}
          fill="var(--chart-3)"
          fillOpacity={0.75}
          barSize={4}
          isAnimationActive={false}
        />
        {points[0] ? (
          <ReferenceLine
            x={points[0].day}
            stroke="var(--ink-2)"
            strokeDasharray="3 3"
            label={{ value: t('chart.today'), position: 'insideTopLeft' }}
          />
        ) : null}
        {stockOutOn ? (
          <ReferenceLine
            x={stockOutOn}
            stroke="var(--bad)"
            strokeDasharray="3 3"
            label={{ value: stockOutLabel, position: 'top' }}
          />
        ) : null}
      </ComposedChart>
    </ResponsiveContainer>
  );
}
