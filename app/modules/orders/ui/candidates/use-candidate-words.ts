import { useTranslation } from 'react-i18next';
import { currencyCode } from '~/kernel/currency';
import { useFormat } from '~/ui/use-format';

interface NamedCode {
  code: string;
  nameEn: string;
  nameZh: string;
}

/** Names and amounts of candidates in the reader's language. */
export function useCandidateWords() {
  const { i18n } = useTranslation();
  const format = useFormat();
  const isChinese = i18n.language === 'zh';
  return {
    name: (of: { nameEn: string; nameZh: string }) => (isChinese ? of.nameZh : of.nameEn),
    codeName: (list: readonly NamedCode[], code: string) => {
      const found = list.find((entry) => entry.code === code);
      return found ? (isChinese ? found.nameZh : found.nameEn) : code;
    },
    amount: (minor: string | null, currency: string | null) =>
      minor === null || currency === null
        ? '—'
        : format.money({ minor: BigInt(minor), currency: currencyCode(currency) }),
  };
}
