/** Pixels of one bold tabular figure and of a cell's padding, for the widest of the system fonts. */
const PER_CHARACTER = 9;
const PADDING = 22;

/** The width of a column of figures that shows the largest of them in full: a cut-off figure is a wrong one. */
export function figureWidth(texts: readonly string[], least: number): number {
  return Math.max(least, PADDING + PER_CHARACTER * Math.max(0, ...texts.map((text) => text.length)));
}
