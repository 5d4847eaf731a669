import { describe, expect, it } from 'vitest';
import { readTotals } from './test-totals';

const report = (part: object) => ({
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [],
  ...part,
});

describe('readTotals', () => {
  it('counts tests', () => {
    expect(readTotals(report({ numFailedTests: 2 }), 1)).toEqual({ passed: 3, failed: 2, skipped: 0 });
    expect(readTotals(report({ numPendingTests: 1 }), 0)).toEqual({ passed: 3, failed: 0, skipped: 1 });
  });

  it('counts a file that could not be loaded as a failure', () => {
    const testResults = [{ status: 'failed', assertionResults: [] }];
    expect(readTotals(report({ testResults }), 1)).toEqual({ passed: 3, failed: 1, skipped: 0 });
  });

  it('never takes a crash for success', () => {
    expect(readTotals(report({}), 1).failed).toBe(1);
    expect(readTotals(undefined, 0).failed).toBe(1);
    expect(readTotals({ numPassedTests: 'many' }, 0).failed).toBe(1);
  });
});
