/** One day of a clock. Figures are pieces, null where there is none. */
export interface SellOutPoint {
  date: string;
  day: number;
  net: number | null;
  needed: number;
  /** Where the forecast leads, with the ends of its band. */
  path: number | null;
  low: number | null;
  high: number | null;
  sold: number;
  returned: number;
  pausedHours: number;
}

export interface SellOutNames {
  net: string;
  needed: string;
  path: string;
  band: string;
  paused: string;
  today: string;
  day: string;
  sold: string;
  returned: string;
  pausedHours: string;
}

export interface SellOutChartProps {
  title: string;
  unit: string;
  points: readonly SellOutPoint[];
  today: string;
  names: SellOutNames;
  /** Pixels. */
  height?: number;
}
