import { useTranslation } from 'react-i18next';
import { useFormat } from '~/ui/use-format';
import { movingCauses } from '../../domain/changes/causes';

/** How many causes a sentence names; the table has them all. */
const NAMED = 4;

/** Pieces with their sign: `+320`, `−90`. */
export function useSigned() {
  const format = useFormat();
  return (pieces: number): string =>
    pieces === 0 ? '0' : `${pieces < 0 ? '−' : '+'}${format.number(Math.abs(pieces))}`;
}

/** A change in words: "+320: demand +410, stock −90". */
export function useChangeSentence() {
  const { t } = useTranslation('changes');
  const signed = useSigned();
  const { locale } = useFormat();
  return (change: number, parts: readonly number[] | null): string => {
    if (parts === null) return t('sentence.unknown', { change: signed(change) });
    const moving = movingCauses(parts);
    if (moving.length === 0) return t('sentence.unchanged');
    const named = moving.map(({ cause, pieces }) =>
      t('sentence.part', { cause: t(`causes.${cause}`), pieces: signed(pieces) }),
    );
    const list =
      named.slice(0, NAMED).join(locale === 'zh' ? '，' : ', ') + (named.length > NAMED ? ' …' : '');
    return change === 0
      ? t('sentence.same', { parts: list })
      : t('sentence.line', { change: signed(change), parts: list });
  };
}
