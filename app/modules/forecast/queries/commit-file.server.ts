import type { CalendarDate } from '~/kernel/calendar-date';
import { weekRange } from '~/kernel/week';
import type { TenantTx } from '~db/tenancy.server';
import type { CommitSearch } from '../commit-forms';
import { selectCommitFile } from '../data/commit-file.server';
import { selectPublishedVersion } from '../data/version.server';
import type { ReasonCode } from '../domain/commit/commit-bucket';
import { zoneOf } from '../domain/netting/fences';
import type { Zone } from '../domain/netting/types';

/** A row of the file: one bucket with all that its reader needs, and what it was when it went out. */
export interface CommitFileRow {
  code: string;
  nameEn: string;
  nameZh: string;
  week: string;
  zone: Zone;
  forecast: number;
  commit: number | string | null;
  upside: number | string | null;
  reason: ReasonCode | string | null;
  note: string | null;
  version: number;
  revision: number;
}

/** Rows that a file may hold and still be read back. */
const MOST_ROWS = 19_000;

/** The grid as rows of a file, under the grid's filters: by SKU, then by week. */
export async function commitFileRows(
  tx: TenantTx,
  search: CommitSearch,
): Promise<{ version: number; rows: CommitFileRow[]; skus: number; total: number }> {
  const version = await selectPublishedVersion(tx);
  if (!version) return { version: 0, rows: [], skus: 0, total: 0 };
  const weeks = weekRange(version.firstWeek as CalendarDate, version.orderHorizonWeeks);
  const { lines, total, buckets } = await selectCommitFile(tx, {
    ...search,
    versionId: version.id,
    firstWeek: version.firstWeek,
    weeks: weeks.length,
    limit: Math.floor(MOST_ROWS / weeks.length),
    offset: 0,
  });
  const rows = lines.flatMap((line) =>
    weeks.map((week, index): CommitFileRow => {
      const held = buckets.get(`${line.skuId} ${week}`);
      return {
        code: line.skuCode,
        nameEn: line.skuNameEn,
        nameZh: line.skuNameZh,
        week,
        zone: zoneOf(index, { frozenWeeks: line.frozenWeeks, firmWeeks: line.firmWeeks, flexBp: 0 }),
        forecast: line.quantities.p50[index] ?? 0,
        commit: held?.commitQuantity ?? null,
        upside: held ? held.upsideQuantity : null,
        reason: held?.reasonCode ?? null,
        note: held?.note ?? null,
        version: version.number,
        revision: held?.revision ?? 0,
      };
    }),
  );
  return { version: version.number, rows, skus: lines.length, total };
}
