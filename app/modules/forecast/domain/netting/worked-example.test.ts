import { describe, expect, it } from 'vitest';
import document from '../../../../../docs/netting.md?raw';
import { everyQuantile } from './fixtures';
import { netSku } from './net-sku';
import { decodeTrace } from './trace';
import type { NettingInput } from './types';

/** The rows of the table whose first heading is `heading`, as objects by heading. */
function table(heading: string): Record<string, string>[] {
  const cells = (line: string) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
  const lines = document.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${heading} |`));
  const headings = cells(lines[start]!);
  const rows: Record<string, string>[] = [];
  for (let at = start + 2; lines[at]?.startsWith('|'); at++) {
    const row = cells(lines[at]!);
    rows.push(Object.fromEntries(headings.map((name, column) => [name, row[column]!])));
  }
  return rows;
}

function exampleInput(): NettingInput {
  const json = JSON.parse(/```json\n([\s\S]*?)```/.exec(document)![1]!);
  for (const source of json.sources) {
    if (source.previous) source.previous.quantities = everyQuantile(source.previous.quantities);
  }
  return { ...json, demand: everyQuantile(json.demand) };
}

describe('the worked example of docs/netting.md', () => {
  const result = netSku(exampleInput());
  if (!result.ok) throw new Error(result.error.code);
  const { profile, sources } = result.value;

  it('has the figures of the SKU', () => {
    const slowest = decodeTrace(sources.at(-1)!.trace, 'p50');
    const rows = table('arrival week');
    expect(rows).toHaveLength(profile.p50.gross.length);
    for (const row of rows) {
      const week = Number(row['arrival week']);
      const { gross, target, net, planned, projected } = profile.p50;
      const [before, inTransit, openOrders] = [row.before, row['in transit'], row['open orders']].map(Number);
      expect([gross[week], target[week], net[week], planned[week], projected[week]].map(String)).toEqual([
        row.gross,
        row.target,
        row.net,
        row.planned,
        row.after,
      ]);
      expect(before).toBe(week === 0 ? 190 : projected[week - 1]);
      // The printed row is an arithmetic of its own.
      expect(before! + inTransit! + openOrders! - gross[week]! + planned[week]!).toBe(projected[week]);
      const bucket = slowest.find((b) => b.arrivalWeek === week);
      if (bucket) expect([bucket.projectedBefore, bucket.net]).toEqual([before, net[week]]);
    }
  });

  it.each(['A', 'B'])('has the buckets of source %s', (sourceId) => {
    const trace = sources.find((s) => s.sourceId === sourceId)!.trace;
    const printed = decodeTrace(trace, 'p50').map((b) => ({
      [`${sourceId}: release week`]: String(b.releaseWeek),
      'arrival week': String(b.arrivalWeek),
      zone: b.zone,
      previous: b.previous === null ? '–' : String(b.previous),
      ordered: String(b.ordered),
      part: String(b.part),
      wanted: String(b.wanted),
      quantity: String(b.quantity),
      why: b.why.map((w) => w.code).join(', '),
    }));
    expect(printed).toEqual(table(`${sourceId}: release week`));
  });
});
