import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { StockProjectionChart } from '~/charts/stock-projection-chart';
import { paths } from '~/paths';
import { KeyFigure, KeyFigures, StatusBadge } from '~/ui/figures';
import { PageHeader, Section } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import { CHART_HORIZON_DAYS } from '../domain/projected';
import type { InventorySkuView } from '../queries/inventory-sku.server';
import styles from './inventory.module.css';
import { InventoryMovements } from './inventory-movements';
import { SourcesTable } from './inventory-sku-sources';
import { AgeingTable, BalancesTable, LotsTable, OrdersTable } from './inventory-sku-stock';
import { moneyText } from './money-text';

interface InventorySkuPageProps {
  view: InventorySkuView;
  timeZone: string;
  now: number;
  today: string;
  mayManageSources: boolean;
}

/** How much of this SKU is where, since when, from whom, and how long does it last? */
export function InventorySkuPage({ view, timeZone, now, today, mayManageSources }: InventorySkuPageProps) {
  const { t } = useTranslation('inventory');
  const format = useFormat();
  const { sku, projection } = view;
  const name = format.locale === 'zh' ? sku.nameZh : sku.nameEn;
  const rate = format.number(projection.perDay, { maxDigits: 1 });
  return (
    <>
      <PageHeader
        title={`${sku.code} · ${name}`}
        answer={<SkuAnswer view={view} />}
        action={
          <div className={styles.actions}>
            <Link to={paths.platform.inventoryAllocation(sku.code)} prefetch="intent">
              {t('sku.allocation')}
            </Link>
            <Link to={paths.platform.forecastSku(sku.code)} prefetch="intent">
              {t('sku.forecast')}
            </Link>
          </div>
        }
      />
      <KeyFigures>
        <KeyFigure
          label={t('columns.onHand')}
          value={format.number(view.onHand)}
          unit={t('columns.pieces')}
          note={view.isSlow ? <StatusBadge tone="warn">{t('slowBadge')}</StatusBadge> : undefined}
        />
        <KeyFigure
          label={t('columns.inTransit')}
          value={format.number(view.inTransit + view.inTransfer)}
          unit={t('columns.pieces')}
        />
        <KeyFigure
          label={t('columns.cover')}
          value={view.coverDays === null ? '—' : format.number(view.coverDays)}
          unit={t('columns.days')}
          note={`${t('columns.target')} ${format.number(view.targetDays)} · ${t('classTitle', { class: sku.abcClass })}`}
        />
        <KeyFigure
          label={t('columns.turnover')}
          value={
            view.turnoverHundredths === null
              ? '—'
              : format.number(view.turnoverHundredths / 100, { maxDigits: 1 })
          }
          unit={t('columns.perYear')}
        />
        <KeyFigure
          label={t('columns.age')}
          value={view.ageing.meanDays === null ? '—' : format.number(view.ageing.meanDays)}
          unit={t('columns.days')}
        />
        <KeyFigure
          label={t('columns.value')}
          value={view.stockValueMinor === null ? '—' : moneyText(format, view.stockValueMinor, true)}
        />
      </KeyFigures>
      <Section title={t('sku.projected')}>
        <p className={styles.line}>
          {projection.source === 'forecast'
            ? t('sku.projectedForecast', { rate })
            : t('sku.projectedRate', { rate })}
        </p>
        <StockProjectionChart
          title={t('sku.projected')}
          unit={t('sku.projectedUnit')}
          points={projection.points}
          names={{ day: t('sku.day'), stock: t('sku.stock'), arriving: t('sku.arriving') }}
          stockOutOn={projection.stockOutOn}
          stockOutLabel={t('columns.stockOut')}
        />
      </Section>
      <div className={styles.two}>
        <BalancesTable balances={view.balances} />
        <AgeingTable ageing={view.ageing} />
      </div>
      <OrdersTable lines={view.openOrders} today={today} />
      <SourcesTable sources={view.sources} code={sku.code} mayManage={mayManageSources} />
      <LotsTable lots={view.lots} code={sku.code} timeZone={timeZone} now={now} />
      <InventoryMovements view={view} timeZone={timeZone} />
    </>
  );
}

function SkuAnswer({ view }: { view: InventorySkuView }) {
  const { t } = useTranslation('inventory');
  const format = useFormat();
  const { projection } = view;
  const stock = {
    onHand: format.pieces(view.onHand),
    inTransit: format.pieces(view.inTransit + view.inTransfer),
    openOrder: format.pieces(view.openOrder),
    target: format.number(view.targetDays),
  };
  const space = format.locale === 'zh' ? '' : ' ';
  const first =
    view.coverDays === null
      ? t('sku.answerIdle', stock)
      : t('sku.answer', {
          ...stock,
          rate: format.number(view.sold28 / 28, { maxDigits: 1 }),
          days: format.number(view.coverDays),
        });
  if (projection.stockOutOn === null) {
    const lasts = view.coverDays === null ? '' : t('sku.lasts', { days: CHART_HORIZON_DAYS });
    return <>{[first, lasts].filter((part) => part !== '').join(space)}</>;
  }
  const out = t('sku.runsOut', { date: format.date(projection.stockOutOn) });
  const after = projection.backInStockOn
    ? t('sku.backOn', {
        date: format.date(projection.backInStockOn),
        pieces: format.pieces(projection.unmet),
      })
    : t('sku.staysOut', { days: CHART_HORIZON_DAYS });
  return <>{[first, out, after].join(space)}</>;
}
