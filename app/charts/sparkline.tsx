interface SparklineProps {
  /** Evenly spaced; null leaves a gap. */
  values: readonly (number | null)[];
  /** What the line says, in words: "Sales of 13 weeks, from 40 to 120". */
  label: string;
  width?: number;
  height?: number;
}

/** A line of figures for a table's cell: plain SVG, zero baseline, the last point marked. */
export function Sparkline({ values, label, width = 80, height = 20 }: SparklineProps) {
  const points = sparklinePoints(values, width, height);
  const runs = points.reduce<string[]>((paths, point, index) => {
    if (!point) return paths;
    const command = points[index - 1] ? 'L' : 'M';
    paths.push(`${command}${point.x.toFixed(1)} ${point.y.toFixed(1)}`);
    return paths;
  }, []);
  const last = points.findLast((point) => point !== null);
  return (
    <svg width={width} height={height} role="img" aria-label={label}>
      <title>{label}</title>
      <path d={runs.join('')} fill="none" stroke="var(--chart-history)" strokeWidth={1.25} />
      {last ? <circle cx={last.x} cy={last.y} r={2} fill="var(--chart-1)" /> : null}
    </svg>
  );
}

/** Pixel positions of the values, with 2 px of room around; zero at the foot, the largest at the top. */
export function sparklinePoints(
  values: readonly (number | null)[],
  width: number,
  height: number,
): ({ x: number; y: number } | null)[] {
  const room = 2;
  const top = Math.max(1e-9, ...values.map((value) => value ?? 0));
  const step = values.length > 1 ? (width - 2 * room) / (values.length - 1) : 0;
  return values.map((value, index) =>
    value === null || !Number.isFinite(value)
      ? null
      : { x: room + index * step, y: height - room - (Math.max(0, value) / top) * (height - 2 * room) },
  );
}
