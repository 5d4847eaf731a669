import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '~/ui/use-format';

const UNKNOWN = '–';

/** Writes accuracy figures in the reader's language; a dash where there is none. */
export function useAccuracyFormat() {
  const { t } = useTranslation('accuracy');
  const format = useFormat();
  return useMemo(
    () => ({
      ...format,
      share: (value: number | null) => (value === null ? UNKNOWN : format.percent(value)),
      /** A bias, with its sign. */
      lean: (value: number | null) => (value === null ? UNKNOWN : format.percent(value, { signed: true })),
      ratio: (value: number | null) =>
        value === null ? UNKNOWN : format.number(value, { minDigits: 2, maxDigits: 2 }),
      /** The same without its unit, for tables that name it in the header. */
      gain: (value: number | null) =>
        value === null ? UNKNOWN : format.number(value * 100, { maxDigits: 1, signed: true }),
      /** A difference of two percentages, in points. */
      points: (value: number | null) =>
        value === null
          ? UNKNOWN
          : t('points', { value: format.number(value * 100, { maxDigits: 1, signed: true }) }),
    }),
    [t, format],
  );
}
