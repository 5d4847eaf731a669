import { useTranslation } from 'react-i18next';
import { ScrollRegion } from '~/ui/scroll-region';
import { useFormat } from '~/ui/use-format';
import type { ChangeView } from '../domain/amendment';
import type { OrderDetail } from '../domain/order-views';
import styles from './order.module.css';
import { amountOf } from './words';

/** Every version, the newest first, with what it changed. */
export function OrderVersions({ order, timeZone }: { order: OrderDetail; timeZone: string }) {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const versions = [...order.versions].sort((a, b) => b.version - a.version);
  if (versions.length === 0) return <p className="muted">{t('versions.none')}</p>;
  return (
    <ol className={styles.versions}>
      {versions.map((version) => (
        <li key={version.version}>
          <div className={styles.head}>
            <strong>{t('versions.version', { no: version.version })}</strong>
            {version.version === order.version ? <span>{t('versions.current')}</span> : null}
            <span className="muted small">
              {t('versions.by', { name: version.byName, at: format.dateTime(version.at, timeZone) })}
            </span>
          </div>
          {version.reason ? <p>{t('versions.reason', { reason: version.reason })}</p> : null}
          {version.version > 1 ? (
            <Changes changes={version.changes} no={version.version} currency={order.currency} />
          ) : null}
        </li>
      ))}
    </ol>
  );
}

interface ChangesProps {
  changes: readonly ChangeView[];
  /** The version that they make. */
  no: number;
  currency: string;
}

/** Differences between two versions: what, before, after. */
export function Changes({ changes, no, currency }: ChangesProps) {
  const { t } = useTranslation('orders');
  const caption = t('versions.diff.caption', { no });
  if (changes.length === 0) return <p className="muted">{t('versions.same')}</p>;
  return (
    <ScrollRegion label={caption}>
      <table className={styles.diff}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t('versions.diff.what')}</th>
            <th scope="col">{t('versions.diff.before')}</th>
            <th scope="col">{t('versions.diff.after')}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <Change
              key={`${change.field}-${change.lineNo}-${change.scheduleNo}`}
              change={change}
              currency={currency}
            />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function Change({ change, currency }: { change: ChangeView; currency: string }) {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const { field, lineNo, skuCode, scheduleNo, before, after } = change;
  const say = (value: ChangeView['before']): string => {
    if (value === null || value === '') return t('versions.diff.none');
    if (field === 'unitPrice') return format.money(amountOf(String(value), currency));
    if (field === 'shipFrom' || field === 'shipBy') return format.date(String(value));
    if (field === 'inspectionRequired')
      return t(value === true ? 'order.facts.inspectionYes' : 'order.facts.inspectionNo');
    return typeof value === 'number' ? format.pieces(value) : String(value);
  };
  const where = [
    lineNo === null ? null : t('versions.diff.line', { no: lineNo, sku: skuCode ?? '' }),
    scheduleNo === null ? null : t('versions.diff.part', { no: scheduleNo }),
  ].filter(Boolean);
  return (
    <tr>
      <th scope="row">{[...where, t(`versions.diff.field.${field}`)].join(' · ')}</th>
      <td data-none={before === null || undefined}>{say(before)}</td>
      <td>{say(after)}</td>
    </tr>
  );
}
