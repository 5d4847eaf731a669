import type { TFunction } from 'i18next';
import type { Problem } from '~/kernel/problem';
import { catalogues } from '~/platform/i18n/catalogues.server';
import { REASON_CODES, type ReasonCode } from '../domain/commit/commit-bucket';
import { COMMIT_COLUMNS, type CommitColumn, type SheetWords } from '../domain/commit/commit-sheet';

/** How columns and reasons are called in a file of any language: a file that went out in Chinese comes back to an English page. */
export function sheetWords(): SheetWords {
  const columns = new Map<string, CommitColumn>();
  const reasons = new Map<string, ReasonCode>();
  for (const { commit } of Object.values(catalogues)) {
    for (const column of COMMIT_COLUMNS) columns.set(commit.file.columns[column].toLowerCase(), column);
    for (const code of REASON_CODES) reasons.set(commit.reasons[code].toLowerCase(), code);
  }
  return { columns, reasons };
}

/** A refusal of a file's header with its columns called as they are in the reader's file, not by their codes. */
export function inColumnNames(problem: Problem, t: TFunction<'commit'>): Problem {
  const { columns } = problem.params ?? {};
  if (problem.code !== 'import_columns_missing' || typeof columns !== 'string') return problem;
  const names = columns.split(', ').map((column) => {
    const known = COMMIT_COLUMNS.find((one) => one === column);
    return known ? t(`file.columns.${known}`) : column;
  });
  return { ...problem, params: { ...problem.params, columns: names.join(t('file.columnSeparator')) } };
}
