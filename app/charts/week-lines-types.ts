export interface WeekLine {
  /** Its name, beside the line and in the table. */
  name: string;
  /** One per week; null leaves a gap. */
  values: readonly (number | null)[];
  tone: 'first' | 'second' | 'third' | 'plain';
  dashed?: boolean;
}

export interface WeekLinesProps {
  title: string;
  /** Written above the upright axis, and in the table's caption. */
  unit: string;
  /** Mondays, oldest first. */
  weeks: readonly string[];
  lines: readonly WeekLine[];
  /** Figures are ratios, shown as percentages. */
  percent?: boolean;
  /** Pixels. */
  height?: number;
}
