/** One week of a forecast chart; what is null or absent is not drawn. All figures in the chart's unit. */
export interface ForecastPoint {
  /** The week's Monday, YYYY-MM-DD. */
  week: string;
  /** What was sold. */
  history?: number | null;
  /** The line: middle of the forecast. */
  middle?: number | null;
  /** The band around it. */
  low?: number | null;
  high?: number | null;
  /** Bars: what has been ordered and arrives that week. */
  openOrders?: number | null;
  zone?: 'frozen' | 'firm' | 'free' | null;
}

export interface ForecastSeriesNames {
  history: string;
  middle: string;
  /** Name of the band, with its quantiles: "p10–p90". */
  band: string;
  openOrders: string;
}

export interface ZoneSpan {
  zone: 'frozen' | 'firm' | 'free';
  from: string;
  to: string;
}

/** Runs of weeks of one zone, in order; weeks without a zone end a run. */
export function zoneSpans(points: readonly ForecastPoint[]): ZoneSpan[] {
  const spans: ZoneSpan[] = [];
  let open = false;
  for (const { zone, week } of points) {
    const last = spans.at(-1);
    if (!zone) open = false;
    else if (open && last?.zone === zone) last.to = week;
    else {
      spans.push({ zone, from: week, to: week });
      open = true;
    }
  }
  return spans;
}
