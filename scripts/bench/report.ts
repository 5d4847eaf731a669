/** One line of a benchmark's outcome, in the form that `npm run bench` collects. */
export function reportFigure(
  bench: string,
  what: string,
  { figure, isMet }: { figure: string; isMet: boolean },
): void {
  console.log(`${bench.padEnd(9)} ${what.padEnd(44)} ${isMet ? 'ok    ' : 'MISSED'}  ${figure}`);
  if (!isMet) process.exitCode = 1;
}

export interface Figure {
  bench: string;
  what: string;
  isMet: boolean;
  figure: string;
}

/** Reads a line of {@link reportFigure}; null for any other output. */
export function parseFigure(line: string): Figure | null {
  const found = /^(\w+) +(\S.*?) +(ok|MISSED) {2,}(\S.*)$/.exec(line);
  return found && { bench: found[1]!, what: found[2]!, isMet: found[3] === 'ok', figure: found[4]! };
}

/** The value below which the given share of the values lies (nearest rank). @throws RangeError without values */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('no values');
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))]!;
}
