import { useTranslation } from 'react-i18next';
import { useFormat } from '~/ui/use-format';
import { ALL_MARKETS } from '../../domain/sku-demand';
import type { SkuOverridesView } from '../../queries/sku-overrides.server';

/** Names of markets in the reader's language, `*` included. */
export function useMarketName(markets: SkuOverridesView['markets']) {
  const { t } = useTranslation('changes');
  const { locale } = useFormat();
  return (code: string): string => {
    if (code === ALL_MARKETS) return t('allMarkets');
    const market = markets.find((one) => one.code === code);
    return market ? (locale === 'zh' ? market.nameZh : market.nameEn) : code;
  };
}
