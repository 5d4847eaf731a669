import { TwoLineCell } from '~/table/two-line-cell';
import { useFormat } from '~/ui/use-format';
import { moneyText } from './money-text';

interface SkuName {
  code: string;
  nameEn: string;
  nameZh: string;
}

/** A SKU by its code, with its name in the reader's language below. */
export function SkuCell({ sku }: { sku: SkuName }) {
  const { locale } = useFormat();
  const name = locale === 'zh' ? sku.nameZh : sku.nameEn;
  return <TwoLineCell first={sku.code} second={name} />;
}

/** US cents as money of the reader's language. */
export function Usd({ cents, whole = false }: { cents: string | number; whole?: boolean }) {
  return <span className="figures">{moneyText(useFormat(), cents, whole)}</span>;
}
