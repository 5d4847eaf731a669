import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AmendSku } from '../queries/amend-skus.server';
import styles from './answer.module.css';
import { Field } from './field';
import { useName } from './words';

interface AddLineProps {
  skus: readonly AmendSku[];
  onAdd: (sku: AmendSku) => void;
}

/** Adds a line with another of the factory's SKUs. */
export function AddLine({ skus, onAdd }: AddLineProps) {
  const { t } = useTranslation('orders');
  const nameOf = useName();
  const [chosen, setChosen] = useState('');
  const sku = skus.find(({ skuId }) => skuId === chosen);
  if (skus.length === 0) return <p className="muted">{t('amend.noSkus')}</p>;
  return (
    <div className={styles.addLine}>
      <Field label={t('amend.addSku')} name="amend-add-sku" send={false} problems={undefined}>
        {(attributes) => (
          <select
            {...attributes}
            value={sku ? chosen : ''}
            onChange={(event) => setChosen(event.currentTarget.value)}
          >
            <option value="">{t('amend.chooseSku')}</option>
            {skus.map((one) => (
              <option key={one.skuId} value={one.skuId}>
                {`${one.code} ${nameOf(one)}`}
              </option>
            ))}
          </select>
        )}
      </Field>
      <button
        type="button"
        className={styles.addButton}
        aria-disabled={!sku || undefined}
        onClick={() => {
          if (!sku) return;
          onAdd(sku);
          setChosen('');
        }}
      >
        {t('amend.addLine')}
      </button>
    </div>
  );
}
