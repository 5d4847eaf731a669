import { useFormat } from '~/ui/use-format';
import styles from './inventory.module.css';
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
  return (
    <span className={styles.sku}>
      <span className={styles.code}>{sku.code}</span>
      <span className={styles.name} title={name}>
        {name}
      </span>
    </span>
  );
}

/** US cents as money of the reader's language. */
export function Usd({ cents, whole = false }: { cents: string | number; whole?: boolean }) {
  return <span className="figures">{moneyText(useFormat(), cents, whole)}</span>;
}
