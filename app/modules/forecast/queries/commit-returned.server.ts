import type { TFunction } from 'i18next';
import type { ImportedCommits } from '../domain/commit/imported';
import { commitWorkbook, type WorkbookRow } from './commit-workbook.server';

/**
 * The rows that were not taken as a workbook, base64: what was typed, the bucket as it is now, and why. Corrected, it can be
 * imported as it is.
 */
export async function returnedFile(
  taken: Pick<ImportedCommits, 'returned' | 'version'>,
  t: TFunction<'commit'>,
  problems: TFunction<'problems'>,
  locale: string,
): Promise<string> {
  const say = problems as unknown as (key: string, params?: Record<string, unknown>) => string;
  const rows = taken.returned.map(
    ({ code, week, given, now, problem }): WorkbookRow => ({
      code,
      nameEn: '',
      nameZh: '',
      week,
      zone: now?.zone ?? 'free',
      forecast: now?.forecast ?? 0,
      commit: given.commit,
      upside: given.upside,
      reason: given.reason,
      note: given.note,
      version: taken.version,
      revision: now?.revision ?? 0,
      problem: say(problem.code, problem.params),
    }),
  );
  return (await commitWorkbook(rows, t, locale)).toString('base64');
}
