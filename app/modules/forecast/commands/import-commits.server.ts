import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import type { Access } from '~/modules/identity/domain/access';
import type { TenantTx } from '~db/tenancy.server';
import { heldOf, selectGridBuckets } from '../data/commit-grid.server';
import { selectCommitLinesByCode } from '../data/commit-lines.server';
import { selectRevisions } from '../data/commit-writes.server';
import { selectPublishedVersion, type VersionRow } from '../data/version.server';
import {
  type CommitColumn,
  type CommitRow,
  plainCell,
  readCommitTable,
  type SheetWords,
} from '../domain/commit/commit-sheet';
import type { ImportedCommits, ReturnedRow } from '../domain/commit/imported';
import { weekIndex } from '../domain/commit/week-index';
import { zoneOf } from '../domain/netting/fences';
import { type GivenBucket, saveCommits } from './save-commits.server';

/**
 * Takes the answers of a file, row by row: good rows are written, the others are returned with what stands against them. A row
 * that its reader did not touch is no answer, even if a colleague has answered its bucket since.
 *
 * @param now epoch ms
 */
export async function importCommits(
  tx: TenantTx,
  access: Access<'forecast:commit'>,
  table: readonly (readonly string[])[],
  words: SheetWords,
  now: number,
): Promise<Result<ImportedCommits, Problem>> {
  const reading = readCommitTable(table, words);
  if (!reading.ok) return reading;
  const version = await selectPublishedVersion(tx);
  if (!version) return err(problem('commit_no_version'));
  const { rows, refused, empty } = reading.value;
  const lines = await selectCommitLinesByCode(tx, version.id, [...new Set(rows.map(({ code }) => code))]);
  const skuOf = (row: CommitRow) => lines.get(row.code)?.skuId;
  const known = rows.filter((row) => skuOf(row));
  const touched = await touchedRows(tx, version, known, (row) => skuOf(row)!);
  const byKey = new Map(touched.map((row) => [`${skuOf(row)} ${row.week}`, row]));
  const given: GivenBucket[] = touched.map((row) => ({
    ...row,
    skuId: skuOf(row)!,
    channel: 'file' as const,
  }));
  const saved = await saveCommits(tx, access, given, now);
  if (!saved.ok) return saved;
  const found: { row: number; column: CommitColumn | null; problem: Problem; source: CommitRow | null }[] = [
    ...refused.map((one) => ({ ...one, source: null })),
    ...rows
      .filter((row) => !skuOf(row))
      .map((row) => ({ row: row.row, column: 'sku' as const, problem: problem('sku_unknown'), source: row })),
    ...saved.value.refused.map(({ skuId, week, problem: reason }) => {
      const source = byKey.get(`${skuId} ${week}`)!;
      return {
        row: source.row,
        column: (reason.field ?? null) as CommitColumn | null,
        problem: reason,
        source,
      };
    }),
    ...saved.value.conflicts.map((conflict) => {
      const source = byKey.get(`${conflict.skuId} ${conflict.week}`)!;
      const reason =
        conflict.cause === 'answered' && conflict.held
          ? problem('commit_changed_since', { name: conflict.held.byName, pieces: conflict.held.commit })
          : problem('commit_asked_since', {
              version: version.number,
              was: source.seenForecast,
              now: conflict.forecast,
            });
      const column = conflict.cause === 'answered' ? ('commit' as const) : ('forecast' as const);
      return { row: source.row, column, problem: reason, source };
    }),
  ].sort((a, b) => a.row - b.row);
  const states = await statesOf(tx, version, table, lines);
  return ok({
    version: version.number,
    written: saved.value.written,
    unchanged: rows.length - saved.value.written - found.filter(({ source }) => source).length,
    empty,
    returned: found.map((one) => returned(one, table, words, states)),
  });
}

/** Rows that differ from what they were when the file went out; a bucket that moved on since is looked up at its revision. */
async function touchedRows(
  tx: TenantTx,
  version: VersionRow,
  rows: readonly CommitRow[],
  skuOf: (row: CommitRow) => string,
): Promise<CommitRow[]> {
  const skuIds = [...new Set(rows.map(skuOf))];
  const buckets = await selectGridBuckets(tx, tx.factoryId, skuIds, version.firstWeek);
  const held = new Map(buckets.map((bucket) => [`${bucket.skuId} ${bucket.week}`, heldOf(bucket)]));
  const moved = rows.filter((row) => {
    const now = held.get(`${skuOf(row)} ${row.week}`);
    return row.baseRevision > 0 && now && now.revision !== row.baseRevision;
  });
  const before = await selectRevisions(
    tx,
    moved.map((row) => ({ skuId: skuOf(row), week: row.week, revision: row.baseRevision })),
  );
  return rows.filter((row) => {
    const key = `${skuOf(row)} ${row.week}`;
    const now = held.get(key);
    // Also an answer that still stands, and was given to an older forecast: sent back as it went out, it answers nothing anew.
    const was = now?.revision === row.baseRevision ? now : before.get(`${key} ${row.baseRevision}`);
    return (
      !was ||
      was.commit !== row.commit ||
      was.upside !== row.upside ||
      was.reason !== row.reason ||
      (was.note ?? null) !== row.note
    );
  });
}

type States = (code: string, week: string) => ReturnedRow['now'];

/** How the buckets of a table stand now, for the file that goes back. */
async function statesOf(
  tx: TenantTx,
  version: VersionRow,
  table: readonly (readonly string[])[],
  lines: Awaited<ReturnType<typeof selectCommitLinesByCode>>,
): Promise<States> {
  const skuIds = [...lines.values()].map(({ skuId }) => skuId);
  const buckets =
    table.length > 0 ? await selectGridBuckets(tx, tx.factoryId, skuIds, version.firstWeek) : [];
  const held = new Map(buckets.map((bucket) => [`${bucket.skuId} ${bucket.week}`, bucket]));
  return (code, week) => {
    const line = lines.get(code);
    const index = weekIndex(version, week);
    if (!line || index === null) return null;
    const bucket = held.get(`${line.skuId} ${week}`);
    return {
      forecast: line.quantities[index] ?? 0,
      zone: zoneOf(index, { ...line, flexBp: 0 }),
      revision: bucket?.revision ?? 0,
      commit: bucket?.commitQuantity ?? null,
    };
  };
}

function returned(
  found: { row: number; column: CommitColumn | null; problem: Problem },
  table: readonly (readonly string[])[],
  words: SheetWords,
  stateOf: States,
): ReturnedRow {
  const header = (table[0] ?? []).map((cell) => {
    const word = cell.trim().toLowerCase();
    return words.columns.get(word) ?? word;
  });
  const cells = table[found.row - 1] ?? [];
  const text = (column: CommitColumn) => plainCell(cells[header.indexOf(column)] ?? '').slice(0, 500);
  const [code, week] = [text('sku'), text('week').slice(0, 10)];
  return {
    row: found.row,
    column: found.column,
    problem: found.problem,
    code: code.slice(0, 100),
    week,
    given: { commit: text('commit'), upside: text('upside'), reason: text('reason'), note: text('note') },
    now: stateOf(code, week),
  };
}
