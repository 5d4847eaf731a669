import { useTranslation } from 'react-i18next';
import { useFormat } from '~/ui/use-format';
import type { LiabilityView } from '../../domain/commit/grid-view';
import { moneyOf } from '../money-of';

/** What the platform pays for a bucket if the factory builds and no order comes, in words and money. */
export function LiabilitySentence({ liability, currency }: { liability: LiabilityView; currency: string }) {
  const { t } = useTranslation('commit');
  const format = useFormat();
  const { covers, quantile, pieces, minor } = liability;
  return (
    <p>
      {t(`liability.sentence.${covers}`, {
        quantile: quantile === 'mean' ? t('liability.mean') : quantile,
        pieces: format.pieces(pieces),
        amount: format.money(moneyOf(minor, currency)),
      })}
    </p>
  );
}
