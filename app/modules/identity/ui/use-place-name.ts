import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '~/ui/use-format';

interface Names {
  nameEn: string;
  nameZh: string;
}

/** Names a factory in the reader's language; without one, the platform. */
export function usePlaceName(): (factory: Names | null) => string {
  const locale = useLocale();
  const { t } = useTranslation('identity');
  return useCallback(
    (factory) => (factory ? (locale === 'zh' ? factory.nameZh : factory.nameEn) : t('platformName')),
    [locale, t],
  );
}
