import { useTranslation } from 'react-i18next';
import { useFormat } from '~/ui/use-format';
import { moneyOf } from '../money-of';

/** A sum of money with its sign; "about" where it is made of several currencies. */
export function useReadableMoney() {
  const { t } = useTranslation('changes');
  const format = useFormat();
  return ({
    minor,
    currency,
    isApproximate,
  }: {
    minor: string;
    currency: string;
    isApproximate?: boolean;
  }): string => {
    const isLess = minor.startsWith('-');
    const value = `${isLess ? '−' : ''}${format.money(moneyOf(isLess ? minor.slice(1) : minor, currency))}`;
    return isApproximate ? t('page.approximately', { value }) : value;
  };
}
