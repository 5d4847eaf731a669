import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseFigure, percentile, reportFigure } from './report';

describe('a line of the report', () => {
  afterEach(() => {
    vi.restoreAllMocks();
    process.exitCode = undefined;
  });

  it.each([true, false])('is read as it was written (met: %s)', (isMet) => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    reportFigure('pages', 'factory forecast, 2nd page', { figure: 'p95 31.0 ms (bar 60 ms)', isMet });
    expect(parseFigure(log.mock.calls[0]![0])).toEqual({
      bench: 'pages',
      what: 'factory forecast, 2nd page',
      isMet,
      figure: 'p95 31.0 ms (bar 60 ms)',
    });
    expect(process.exitCode).toBe(isMet ? undefined : 1);
  });

  it('is not seen in other output', () => {
    expect(parseFigure('import: ../shared/data/file.gz is absent, nothing measured')).toBeNull();
    expect(parseFigure('')).toBeNull();
  });
});

describe('percentile', () => {
  it('is one of the values, by rank', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
    expect(percentile(hundred, 0.5)).toBe(50);
    expect(percentile(hundred, 0.95)).toBe(95);
    expect(percentile(hundred, 1)).toBe(100);
    expect(percentile([7], 0.95)).toBe(7);
    expect(() => percentile([], 0.5)).toThrow(RangeError);
  });
});
