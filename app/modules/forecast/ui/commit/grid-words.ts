import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '~/form/use-problem-text';
import { useFormat } from '~/ui/use-format';
import { REASON_CODES, readPieces } from '../../domain/commit/commit-bucket';
import type { GridRow } from '../../domain/commit/grid-view';
import type { CellView } from './grid-types';

/** The words of the grid, made once and handed to every cell: a cell that asked for its own would cost too much. */
export interface GridWords {
  number: (value: number) => string;
  /** A figure as typed: with separators where it can be read. */
  figure: (text: string) => string;
  reason: (code: string) => string;
  /** The code that a reader's word for a reason means; the word itself where it means none. */
  reasonOf: (word: string) => string;
  name: (row: GridRow) => string;
  week: (monday: string) => string;
  /** A cell in full, for those who do not see it. */
  cell: (row: GridRow, week: string, cell: CellView) => string;
}

export function useGridWords(): GridWords {
  const { t } = useTranslation('commit');
  const format = useFormat();
  const problemText = useProblemText();
  return useMemo(() => {
    const reasons = new Map<string, string>(REASON_CODES.map((code) => [code, t(`reasons.${code}`)]));
    const byWord = new Map([...reasons].flatMap(([code, word]) => [[word.toLowerCase(), code] as const]));
    const figure = (text: string) => {
      const read = readPieces(text);
      return read.ok && read.value !== null ? format.number(read.value) : text;
    };
    const reason = (code: string) => reasons.get(code) ?? code;
    return {
      number: (value) => format.number(value),
      figure,
      reason,
      reasonOf: (word) => {
        const plain = word.trim().toLowerCase();
        return reasons.has(plain) ? plain : (byWord.get(plain) ?? word.trim());
      },
      name: (row) => (format.locale === 'zh' ? row.nameZh : row.nameEn),
      week: (monday) => format.week(monday),
      cell: (row, week, cell) => {
        const parts = [
          `${row.code} ${format.week(week)}`,
          cell.commit === '' ? t('cell.notAnswered') : t('cell.commit', { pieces: figure(cell.commit) }),
          t('cell.forecast', { pieces: format.number(cell.forecast) }),
          cell.difference === null || cell.difference === 0
            ? null
            : cell.difference < 0
              ? t('cell.less', { pieces: format.number(-cell.difference) })
              : t('cell.more', { pieces: format.number(cell.difference) }),
          cell.upside === '' ? null : t('cell.upside', { pieces: figure(cell.upside) }),
          cell.reason === '' ? null : reason(cell.reason),
          t(`zone.${cell.zone}`),
          cell.isEdited ? t('cell.unsaved') : null,
          cell.conflict ? t('cell.conflict') : null,
          cell.problem ? problemText(cell.problem) : null,
          cell.request ? t('cell.requested', { pieces: format.number(cell.request.to) }) : null,
        ];
        return parts.filter((part) => part !== null).join(t('cell.joint'));
      },
    };
  }, [t, format, problemText]);
}
