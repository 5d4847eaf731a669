/** What every plot over time shares: room around it, the grid, and the axis of its figures. Props of Recharts' parts. */
export const PLOT_MARGIN = { top: 24, right: 16, bottom: 4, left: 4 };

export const PLOT_GRID = { vertical: false, stroke: 'var(--chart-grid)' };

/**
 * The upright axis: whole figures from zero, its unit above.
 * @param number writes a figure in the reader's language
 * @param dx how far the unit stands to the right, pixels: long units need more
 */
export function figureAxis(number: (value: number) => string, unit: string, dx = 24) {
  return {
    domain: [0, 'auto'] as [number, 'auto'],
    allowDecimals: false,
    tickFormatter: (value: number) => number(value),
    tickLine: false,
    axisLine: false,
    width: 56,
    label: { value: unit, position: 'top' as const, offset: 10, dx },
  };
}
