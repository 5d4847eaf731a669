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
