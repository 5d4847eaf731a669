import { Button } from '@mantine/core';
import { Form, Link, useSearchParams } from '@remix-run/react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { NumberField, SelectField, TextAreaField, TextField } from '~/form/fields';
import { FormActions, FormFields, FormProblems } from '~/form/form-parts';
import { type FormReply, usePortalForm } from '~/form/use-portal-form';
import { paths, withSearch } from '~/paths';
import { DataTable } from '~/table/data-table';
import type { TableColumn } from '~/table/types';
import { EmptyState } from '~/ui/empty-state';
import { FilterBar } from '~/ui/filter-bar';
import { PageHeader, Section } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import { RISK_KINDS } from '../domain/pool-words';
import type { RiskRow, RisksView } from '../queries/risk-notices.server';
import styles from './pool.module.css';
import { isReplyTo } from './pool-replies';
import { useName } from './words';

interface RiskListPageProps {
  view: RisksView;
  today: string;
  mayManage: boolean;
  reply: FormReply | undefined;
}

/** Which factories are in trouble, and where does too much hang on one? */
export function RiskListPage({ view, today, mayManage, reply }: RiskListPageProps) {
  const { t } = useTranslation('sourcing');
  const open = view.rows.filter(({ closedAt }) => closedAt === null).length;
  const columns = useColumns();
  return (
    <>
      <PageHeader
        title={t('risks.title')}
        answer={t('risks.answer', { count: open, concentrations: view.concentrationCount })}
        action={
          mayManage ? (
            <Button component="a" href="#open">
              {t('risks.open')}
            </Button>
          ) : undefined
        }
      />
      <FilterBar
        fields={[
          {
            kind: 'select',
            name: 'state',
            label: t('risks.state'),
            defaultValue: 'open',
            options: (['open', 'closed', 'all'] as const).map((value) => ({
              value,
              label: t(`risks.states.${value}`),
            })),
          },
          {
            kind: 'select',
            name: 'kind',
            label: t('risks.kind'),
            all: t('all'),
            options: RISK_KINDS.map((value) => ({ value, label: t(`risk.kind.${value}`) })),
          },
          { kind: 'search', name: 'q', label: t('risks.search') },
        ]}
      />
      <DataTable
        id="risk-notices"
        caption={t('risks.caption')}
        columns={columns}
        rows={view.rows}
        rowId={rowId}
        rowHref={rowHref}
        pages={{ kind: 'keyset', next: view.next, previous: view.previous }}
        exportPath={paths.platform.risksExport()}
        empty={<EmptyState title={t('risks.none')} text={t('risks.noneText')} />}
      />
      <Concentrations view={view} mayManage={mayManage} reply={reply} />
      {mayManage ? <NoticeForm view={view} today={today} reply={reply} /> : null}
    </>
  );
}

const rowId = (row: RiskRow) => row.id;
const rowHref = (row: RiskRow) => paths.platform.risk(row.id);

function useColumns(): TableColumn<RiskRow>[] {
  const { t } = useTranslation('sourcing');
  const format = useFormat();
  const nameOf = useName();
  return useMemo(
    () => [
      {
        id: 'notice',
        header: t('risks.columns.notice'),
        width: 260,
        sticky: true,
        phone: 'title' as const,
        cell: (row) => (
          <span className={styles.twoLines}>
            <span className={styles.code}>{t(`risk.kind.${row.kind}`)}</span>
            <span className={`${styles.second} ${styles.cut}`} title={row.title || row.note}>
              {row.title || row.note}
            </span>
          </span>
        ),
      },
      {
        id: 'factory',
        header: t('pool.columns.factory'),
        width: 240,
        phone: 'subtitle' as const,
        cell: (row) => nameOf({ nameEn: row.factoryNameEn, nameZh: row.factoryNameZh }),
      },
      {
        id: 'days',
        header: t('risks.columns.days'),
        width: 240,
        cell: (row) =>
          `${format.date(row.fromDay, { year: true, weekday: false })} – ${
            row.toDay ? format.date(row.toDay, { year: true, weekday: false }) : t('risks.openEnd')
          }`,
      },
      {
        id: 'proposals',
        header: t('risks.columns.proposals'),
        width: 120,
        numeric: true,
        phone: 'figure' as const,
        cell: (row) => format.number(row.proposed),
      },
      {
        id: 'accepted',
        header: t('risks.columns.accepted'),
        width: 110,
        numeric: true,
        cell: (row) => format.number(row.accepted),
      },
      {
        id: 'state',
        header: t('risks.state'),
        width: 110,
        cell: (row) => t(row.closedAt ? 'risks.closed' : 'risks.isOpen'),
      },
    ],
    [t, format, nameOf],
  );
}

type ConcentrationProps = Pick<RiskListPageProps, 'view' | 'mayManage' | 'reply'>;

function Concentrations({ view, mayManage, reply }: ConcentrationProps) {
  const { t } = useTranslation('sourcing');
  const format = useFormat();
  const nameOf = useName();
  const { rule } = view;
  return (
    <Section title={t('concentration.title')}>
      <p className={styles.help}>
        {t('concentration.how', {
          share: format.percent(rule.topShareBp / 10_000, { maxDigits: 0 }),
          herfindahl: format.number(rule.herfindahl),
          skus: format.number(rule.minimumSkus),
        })}
      </p>
      {view.concentrations.length === 0 ? <p>{t('concentration.none')}</p> : null}
      <ul className={styles.list}>
        {view.concentrations.map((row) => {
          const category = nameOf({ nameEn: row.categoryEn, nameZh: row.categoryZh });
          return (
            <li key={row.categoryCode} className={styles.item}>
              <span className={styles.twoLines}>
                <span>
                  {t('concentration.line', {
                    category,
                    factory: nameOf(row.factory),
                    share: format.percent(row.topShareBp / 10_000),
                  })}
                </span>
                <span className={styles.second}>
                  {t('concentration.detail', {
                    herfindahl: format.number(row.herfindahl),
                    count: row.factories,
                    skus: format.number(row.skus),
                  })}
                </span>
              </span>
              {mayManage ? (
                <Link
                  to={`${withSearch(paths.platform.risks(), {
                    factory: row.factory.slug,
                    about: 'concentration',
                    title: category,
                  })}#open`}
                >
                  {t('concentration.open')}
                </Link>
              ) : null}
            </li>
          );
        })}
      </ul>
      {mayManage ? <RuleForm view={view} reply={reply} /> : null}
    </Section>
  );
}

function RuleForm({ view, reply }: Pick<RiskListPageProps, 'view' | 'reply'>) {
  const { t } = useTranslation('sourcing');
  const { form, fields, formProps, busy } = usePortalForm<
    Record<'topShare' | 'herfindahl' | 'minimumSkus', string>
  >({
    id: 'concentration-rule',
    defaultValue: {
      topShare: String(view.rule.topShareBp / 100),
      herfindahl: String(view.rule.herfindahl),
      minimumSkus: String(view.rule.minimumSkus),
    },
    lastResult: isReplyTo(reply, 'rule') ? reply : undefined,
  });
  return (
    <details open={isReplyTo(reply, 'rule') || undefined}>
      <summary>{t('concentration.rule')}</summary>
      <Form {...formProps}>
        <input type="hidden" name="intent" value="rule" />
        <FormProblems problems={form.errors} />
        <FormFields>
          <NumberField field={fields.topShare} label={t('concentration.topShare')} suffix="%" width={200} />
          <NumberField
            field={fields.herfindahl}
            label={t('concentration.herfindahl')}
            help={t('concentration.herfindahlHelp')}
            width={200}
          />
          <NumberField field={fields.minimumSkus} label={t('concentration.minimumSkus')} width={200} />
        </FormFields>
        <FormActions submit={t('concentration.save')} busy={busy} />
      </Form>
    </details>
  );
}

type NoticeFields = Record<'factory' | 'kind' | 'title' | 'fromDay' | 'toDay' | 'note', string>;

function NoticeForm({ view, today, reply }: Pick<RiskListPageProps, 'view' | 'today' | 'reply'>) {
  const { t } = useTranslation('sourcing');
  const nameOf = useName();
  const [params] = useSearchParams();
  const about = RISK_KINDS.find((kind) => kind === params.get('about'));
  const { form, fields, formProps, busy } = usePortalForm<NoticeFields>({
    id: `risk-notice-${params.get('factory') ?? ''}-${params.get('title') ?? ''}`.slice(0, 80),
    defaultValue: {
      factory: params.get('factory') ?? '',
      kind: about ?? 'inspection_stop',
      title: params.get('title') ?? '',
      fromDay: today,
    },
    lastResult: isReplyTo(reply, 'open') ? reply : undefined,
  });
  return (
    <div id="open">
      <Section title={t('risks.open')}>
        <p className={styles.help}>{t('risks.openHelp')}</p>
        <Form {...formProps}>
          <input type="hidden" name="intent" value="open" />
          <FormProblems problems={form.errors} />
          <FormFields>
            <SelectField
              field={fields.factory}
              label={t('pool.columns.factory')}
              none={t('risks.chooseFactory')}
              options={view.factories.map((factory) => ({ value: factory.slug, label: nameOf(factory) }))}
            />
            <SelectField
              field={fields.kind}
              label={t('risks.kind')}
              options={RISK_KINDS.map((value) => ({ value, label: t(`risk.kind.${value}`) }))}
            />
            <TextField field={fields.title} label={t('risks.noticeTitle')} help={t('risks.titleHelp')} />
            <TextField field={fields.fromDay} type="date" label={t('risks.fromDay')} />
            <TextField
              field={fields.toDay}
              type="date"
              label={t('risks.toDay')}
              help={t('risks.toDayHelp')}
            />
            <TextAreaField field={fields.note} label={t('risks.note')} rows={3} />
          </FormFields>
          <FormActions submit={t('risks.openButton')} busy={busy} consequence={t('risks.consequence')} />
        </Form>
      </Section>
    </div>
  );
}
