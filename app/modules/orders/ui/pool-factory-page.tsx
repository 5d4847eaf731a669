import { Form, Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { SelectField, TextAreaField } from '~/form/fields';
import { FormActions, FormFields, FormProblems } from '~/form/form-parts';
import { type FormReply, usePortalForm } from '~/form/use-portal-form';
import { paths, withSearch } from '~/paths';
import { KeyFigure, KeyFigures } from '~/ui/figures';
import { PageHeader, Section } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import { POOL_STATES } from '../domain/pool-words';
import type { PoolFactoryView } from '../queries/pool-factories.server';
import { Record } from './place-sku';
import styles from './pool.module.css';
import { PoolDocuments } from './pool-documents';
import { Load } from './pool-page';
import { isReplyTo } from './pool-replies';
import { PoolStatusBadge } from './pool-words';
import { amountOf, useName } from './words';

interface PoolFactoryPageProps {
  view: PoolFactoryView;
  capacity: { isKnown: boolean; loadBp: number | null; calendarEndsOn: string | null; left: number | null };
  categories: readonly { code: string; nameEn: string; nameZh: string }[];
  today: string;
  mayManage: boolean;
  /** What was just done. */
  done: string | null;
  reply: FormReply | undefined;
}

const DONE = ['document', 'revoke', 'attach', 'source'] as const;

/** One factory: may we count on it, with what papers, and what happens if it stops? */
export function PoolFactoryPage(props: PoolFactoryPageProps) {
  const { view, mayManage, done } = props;
  const { t } = useTranslation('sourcing');
  const nameOf = useName();
  const { factory } = view;
  return (
    <>
      <PageHeader
        title={nameOf(factory)}
        answer={
          <>
            <PoolStatusBadge status={factory.status} /> {factory.city} · {factory.countryCode} ·{' '}
            {t('factory.answer', { count: view.reach.skus, sole: view.reach.soleSkus })}
          </>
        }
        action={
          <Link to={paths.platform.factoryForecast(factory.slug)} prefetch="intent">
            {t('factory.forecast')}
          </Link>
        }
      />
      {done ? (
        <p role="status" className={styles.notice}>
          {t(`factory.done.${DONE.find((known) => known === done) ?? 'status'}`)}
        </p>
      ) : null}
      <Figures {...props} />
      <Risks view={view} />
      <PoolDocuments {...props} />
      <Skus view={view} mayManage={mayManage} />
      {mayManage ? <StatusForm {...props} /> : null}
    </>
  );
}

function Figures({ view, capacity }: PoolFactoryPageProps) {
  const { t } = useTranslation('sourcing');
  const format = useFormat();
  const { open, record } = view;
  return (
    <KeyFigures>
      <KeyFigure
        label={t('factory.open')}
        value={open ? format.money(amountOf(open.valueMinor, open.currency)) : format.number(0)}
        note={open ? t('factory.openNote', { count: open.orders, pieces: format.pieces(open.pieces) }) : null}
      />
      <KeyFigure
        label={t('pool.columns.load')}
        value={<Load bp={capacity.loadBp} />}
        note={
          capacity.isKnown
            ? t('factory.loadNote', {
                left: capacity.left === null ? t('unknown') : format.pieces(capacity.left),
              })
            : t('factory.loadUnknown')
        }
      />
      <KeyFigure
        label={t('pool.columns.onTime')}
        value={<Record part={record?.onTime} whole={record?.deliveries} />}
        note={t('pool.onTimeTitle')}
      />
      <KeyFigure
        label={t('pool.columns.quality')}
        value={<Record part={record?.accepted} whole={record?.received} />}
        note={t('pool.qualityTitle')}
      />
    </KeyFigures>
  );
}

function Risks({ view }: { view: PoolFactoryView }) {
  const { t } = useTranslation('sourcing');
  const format = useFormat();
  return (
    <Section
      title={t('risks.title')}
      aside={
        <Link
          to={`${withSearch(paths.platform.risks(), { factory: view.factory.slug })}#open`}
          prefetch="intent"
        >
          {t('risks.open')}
        </Link>
      }
    >
      {view.risks.length === 0 ? (
        <p className={styles.help}>{t('factory.noRisks')}</p>
      ) : (
        <ul className={styles.list}>
          {view.risks.map((risk) => (
            <li key={risk.id} className={styles.item}>
              <span className={styles.twoLines}>
                <Link to={paths.platform.risk(risk.id)} prefetch="intent">
                  {t(`risk.kind.${risk.kind}`)}
                  {risk.title ? `: ${risk.title}` : null}
                </Link>
                <span className={styles.second}>
                  {format.date(risk.fromDay, { year: true })} –{' '}
                  {risk.toDay ? format.date(risk.toDay, { year: true }) : t('risks.openEnd')}
                </span>
              </span>
              <span>{risk.closedAt ? t('risks.closed') : t('risks.isOpen')}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Skus({ view, mayManage }: { view: PoolFactoryView; mayManage: boolean }) {
  const { t } = useTranslation('sourcing');
  const format = useFormat();
  const nameOf = useName();
  const { skus, factory, nextSku } = view;
  const aside = mayManage ? (
    <Link to={paths.platform.sourcing(factory.slug)} prefetch="intent">
      {t('terms.open')}
    </Link>
  ) : undefined;
  if (skus.length === 0) {
    return (
      <Section title={t('factory.skus')} aside={aside}>
        <p className={styles.help}>{t('factory.noSkus')}</p>
      </Section>
    );
  }
  const columns = ['sku', 'status', 'cost', 'lead', 'minimum', 'share', 'others'] as const;
  const label = (column: (typeof columns)[number]) => t(`factory.columns.${column}`);
  return (
    <Section title={t('factory.skus')} aside={aside}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard */}
      <section className={styles.scroll} tabIndex={0} aria-label={t('factory.skus')}>
        <table className={styles.table}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {label(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {skus.map((sku) => (
              <tr key={sku.skuId}>
                <th scope="row">
                  <span className={styles.twoLines}>
                    <span className={styles.code}>
                      {mayManage ? (
                        <Link to={paths.platform.sourcing(factory.slug, sku.skuCode)}>{sku.skuCode}</Link>
                      ) : (
                        sku.skuCode
                      )}
                    </span>
                    <span className={styles.second}>
                      {nameOf({ nameEn: sku.skuNameEn, nameZh: sku.skuNameZh })}
                    </span>
                  </span>
                </th>
                <td data-label={label('status')}>{t(`source.${sku.status}`)}</td>
                <td data-label={label('cost')}>{format.money(amountOf(sku.unitCostMinor, sku.currency))}</td>
                <td data-label={label('lead')}>
                  {t('place.lead', { production: sku.productionLeadDays, transit: sku.transitLeadDays })}
                </td>
                <td data-label={label('minimum')}>
                  {format.number(sku.minimumQuantity)} / {format.number(sku.orderMultiple)}
                </td>
                <td data-label={label('share')}>{format.percent(sku.shareBp / 10_000)}</td>
                <td data-label={label('others')}>
                  {sku.others === 0 ? (
                    <span className={styles.warn}>{t('factory.nobodyElse')}</span>
                  ) : (
                    format.number(sku.others)
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {nextSku ? (
        <p className={styles.buttons}>
          <Link
            to={withSearch(paths.platform.poolFactory(factory.slug), { after: nextSku })}
            preventScrollReset
          >
            {t('factory.moreSkus')}
          </Link>
        </p>
      ) : null}
    </Section>
  );
}

function StatusForm({ view, reply }: PoolFactoryPageProps) {
  const { t } = useTranslation('sourcing');
  const format = useFormat();
  const { factory, reach, open } = view;
  const { form, fields, formProps, busy } = usePortalForm<{ status: string; reason: string }>({
    id: 'factory-status',
    defaultValue: { status: factory.status },
    lastResult: isReplyTo(reply, 'status') ? reply : undefined,
  });
  return (
    <Section title={t('factory.changeStatus')}>
      <Form {...formProps}>
        <input type="hidden" name="intent" value="status" />
        <FormProblems problems={form.errors} />
        <FormFields>
          <SelectField
            field={fields.status}
            label={t('pool.status')}
            options={POOL_STATES.map((value) => ({
              value,
              label: `${t(`status.${value}`)} – ${t(`statusHelp.${value}`)}`,
            }))}
          />
          <TextAreaField
            field={fields.reason}
            label={t('factory.reason')}
            help={t('factory.reasonHelp')}
            rows={2}
          />
        </FormFields>
        <FormActions
          submit={t('factory.saveStatus')}
          busy={busy}
          consequence={t('factory.consequence', {
            sole: format.number(reach.soleSkus),
            orders: format.number(open?.orders ?? 0),
            value: open ? format.money(amountOf(open.valueMinor, open.currency)) : format.number(0),
          })}
        />
      </Form>
    </Section>
  );
}
