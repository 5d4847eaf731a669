import { Form, Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { TextField } from '~/form/fields';
import { FormActions, FormFields, FormProblems } from '~/form/form-parts';
import { usePortalForm } from '~/form/use-portal-form';
import { useProblemText } from '~/form/use-problem-text';
import { EmptyState } from '~/ui/empty-state';
import { PageHeader, Section } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import { type CartonTotals, volumetricG } from '../domain/carton';
import type { ShipFormView } from '../queries/ship-form.server';
import styles from './ship-form.module.css';
import { ShipPart } from './ship-form-part';
import { useShipRows } from './use-ship-rows';

interface ShipFormProps {
  view: ShipFormView;
  orderHref: string;
  warehouseHref: (code: string) => string;
}

interface Fields extends Record<string, unknown> {
  carrier: string;
  trackingNo: string;
  expectedArrivalOn: string;
}

/** What is left to ship of this order, and how is it packed? */
export function ShipFormPage(props: ShipFormProps) {
  const { view, orderHref } = props;
  const { t } = useTranslation('shipping');
  const format = useFormat();
  const say = useProblemText();
  const title = view.notice
    ? t('form.titleChange', { number: view.notice.number })
    : t('form.title', { number: view.order.number });
  if (view.blocked) {
    return (
      <>
        <PageHeader title={title} />
        <EmptyState
          title={t('form.blocked')}
          text={say(view.blocked)}
          action={<Link to={orderHref}>{t('form.toOrder')}</Link>}
        />
      </>
    );
  }
  const left = view.parts.reduce((sum, part) => sum + part.left, 0);
  return (
    <>
      <PageHeader
        title={title}
        answer={t('form.answer', { pieces: format.pieces(left), warehouse: view.warehouse ?? '' })}
      />
      <Warehouses {...props} />
      {view.notYet ? <p className={styles.note}>{t('form.notYet', { reason: say(view.notYet) })}</p> : null}
      <PackForm key={`${view.warehouse} ${view.notice?.number}`} {...props} />
    </>
  );
}

function Warehouses({ view, warehouseHref }: ShipFormProps) {
  const { t } = useTranslation('shipping');
  const format = useFormat();
  if (view.warehouses.length < 2 || view.notice) return null;
  return (
    <nav aria-label={t('form.warehouses')} className={styles.warehouses}>
      {view.warehouses.map(({ code, nameEn, nameZh, left }) => (
        <Link key={code} to={warehouseHref(code)} aria-current={code === view.warehouse ? 'page' : undefined}>
          {code} {format.locale === 'zh' ? nameZh : nameEn} · {format.pieces(left)}
        </Link>
      ))}
    </nav>
  );
}

function PackForm({ view, orderHref }: ShipFormProps) {
  const { t } = useTranslation('shipping');
  const format = useFormat();
  const { rows, byPart, totals, ...verbs } = useShipRows(view.rows, view.parts);
  const { notice } = view;
  const { form, fields, busy, formProps } = usePortalForm<Fields>({
    id: 'pack',
    defaultValue: {
      carrier: notice?.carrier ?? '',
      trackingNo: notice?.trackingNo ?? '',
      expectedArrivalOn: notice?.expectedArrivalOn ?? view.parts[0]?.expectedArrivalOn ?? '',
    },
  });
  const indexed = rows.map((row, index) => ({ row, index }));
  return (
    <Form {...formProps}>
      <FormProblems id={form.errorId} problems={form.errors} />
      {view.parts.map((part) => (
        <ShipPart
          key={part.scheduleId}
          part={part}
          rows={indexed.filter(({ row }) => row.scheduleId === part.scheduleId)}
          totals={byPart.get(part.scheduleId)!}
          problems={form.allErrors}
          {...verbs}
        />
      ))}
      <Section title={t('form.journey')}>
        <FormFields>
          <TextField
            field={fields.carrier}
            label={t('columns.carrier')}
            maxLength={80}
            help={t('form.later')}
          />
          <TextField field={fields.trackingNo} label={t('columns.tracking')} maxLength={60} />
          <TextField field={fields.expectedArrivalOn} type="date" label={t('columns.arrives')} />
        </FormFields>
      </Section>
      <div className={styles.sum} aria-live="polite">
        <TotalsLine totals={totals} />
      </div>
      <FormActions
        submit={notice ? t('form.saveChange') : t('form.save')}
        busy={busy}
        consequence={t('form.consequence', { cartons: format.number(totals.cartons) })}
      >
        <Link to={orderHref}>{t('form.toOrder')}</Link>
      </FormActions>
    </Form>
  );
}

/** `21 cartons · 500 pcs · 258.6 kg · 1.76 m³ · 294.0 kg by air`. */
export function TotalsLine({ totals }: { totals: CartonTotals }) {
  const { t } = useTranslation('shipping');
  const format = useFormat();
  const kg = (grams: number) => format.number(grams / 1000, { minDigits: 1, maxDigits: 1 });
  return (
    <span className="figures">
      {t('form.sum', {
        cartons: format.number(totals.cartons),
        pieces: format.pieces(totals.pieces),
        kg: kg(totals.grossG),
        volume: format.number(totals.volumeMm3 / 1e9, { minDigits: 2, maxDigits: 2 }),
        air: kg(volumetricG(totals.volumeMm3)),
      })}
    </span>
  );
}
