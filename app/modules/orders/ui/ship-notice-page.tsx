import { Button } from '@mantine/core';
import { Form, Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { TextField } from '~/form/fields';
import { FormActions, FormFields, FormProblems } from '~/form/form-parts';
import { usePortalForm } from '~/form/use-portal-form';
import { useProblemText } from '~/form/use-problem-text';
import type { Problem } from '~/kernel/problem';
import { KeyFigure, KeyFigures, StatusBadge } from '~/ui/figures';
import { PageHeader, Section } from '~/ui/page-header';
import { ScrollRegion } from '~/ui/scroll-region';
import { useFormat } from '~/ui/use-format';
import { volumeMm3, volumetricG } from '../domain/carton';
import type { PackedGroup, ShipNoticeDetail } from '../queries/ship-notice.server';
import { NOTICE_TONES } from './ship-notices';
import styles from './ship-notices.module.css';

/** What the page shows: the cartons one by one stay on the server. */
export type ShipNoticePageView = Omit<ShipNoticeDetail, 'cartons'>;

interface ShipNoticePageProps {
  view: ShipNoticePageView;
  timeZone: string;
  orderHref: string;
  packingListHref: (format?: 'xlsx') => string;
  /** Addresses of the label documents, each with the numbers of its cartons. */
  labels: readonly { href: string; from: number; to: number }[];
  /** Where a draft is changed; absent where the reader may not ship. */
  changeHref?: string | undefined;
  /** Why the draft cannot leave yet. */
  notYet?: Problem | null | undefined;
}

/** What is in this shipment, where does it go, and may it leave? */
export function ShipNoticePage(props: ShipNoticePageProps) {
  const { view, timeZone, orderHref, packingListHref, labels, changeHref, notYet } = props;
  const { notice, totals, to } = view;
  const { t } = useTranslation('shipping');
  const format = useFormat();
  const place = format.locale === 'zh' ? to.nameZh : to.nameEn;
  return (
    <>
      <PageHeader
        title={notice.number}
        answer={
          <>
            <StatusBadge tone={NOTICE_TONES[notice.status]}>{t(`states.${notice.status}`)}</StatusBadge>{' '}
            {t('notice.answer', {
              cartons: format.number(totals.cartons),
              pieces: format.pieces(totals.pieces),
              place: `${to.code} ${place}`,
            })}
          </>
        }
        action={<Documents packingListHref={packingListHref} labels={labels} />}
      />
      <Figures view={view} timeZone={timeZone} />
      <Section
        title={t('notice.cartons')}
        aside={
          <span>
            <Link to={orderHref} prefetch="intent">
              {t('notice.order', { number: notice.orderNumber })}
            </Link>
            {changeHref ? (
              <>
                {' · '}
                <Link to={changeHref} prefetch="intent">
                  {t('notice.change')}
                </Link>
              </>
            ) : null}
          </span>
        }
      >
        <Cartons groups={view.groups} totals={totals} />
      </Section>
      {changeHref ? <Leave view={view} notYet={notYet ?? null} /> : null}
    </>
  );
}

function Documents({ packingListHref, labels }: Pick<ShipNoticePageProps, 'packingListHref' | 'labels'>) {
  const { t } = useTranslation('shipping');
  return (
    <>
      <Button component="a" href={packingListHref()} download>
        {t('notice.packingList')}
      </Button>
      {labels.map(({ href, from, to }) => (
        <Button key={href} component="a" href={href} download variant="default">
          {labels.length === 1 ? t('notice.labels') : t('notice.labelsRange', { from, to })}
        </Button>
      ))}
      <Button component="a" href={packingListHref('xlsx')} download variant="default">
        {t('notice.sheet')}
      </Button>
    </>
  );
}

function Figures({ view, timeZone }: { view: ShipNoticePageView; timeZone: string }) {
  const { t } = useTranslation('shipping');
  const format = useFormat();
  const { totals, notice } = view;
  const kg = (grams: number) => format.number(grams / 1000, { minDigits: 1, maxDigits: 1 });
  return (
    <KeyFigures>
      <KeyFigure
        label={t('columns.gross')}
        value={kg(totals.grossG)}
        unit={t('units.kg')}
        note={totals.netG === null ? null : t('notice.net', { kg: kg(totals.netG) })}
      />
      <KeyFigure
        label={t('columns.volume')}
        value={format.number(totals.volumeMm3 / 1e9, { minDigits: 2, maxDigits: 2 })}
        unit={t('units.cubicMetres')}
        note={t('notice.byAir', { kg: kg(volumetricG(totals.volumeMm3)) })}
      />
      <KeyFigure
        label={t('columns.shipped')}
        value={notice.shippedAt === null ? '—' : format.dateTime(notice.shippedAt, timeZone)}
      />
      <KeyFigure
        label={t('columns.arrives')}
        value={notice.expectedArrivalOn === null ? '—' : format.date(notice.expectedArrivalOn)}
        note={[notice.carrier, notice.trackingNo].filter(Boolean).join(' · ')}
      />
    </KeyFigures>
  );
}

function Cartons({ groups, totals }: Pick<ShipNoticePageView, 'groups' | 'totals'>) {
  const { t } = useTranslation('shipping');
  const format = useFormat();
  const kg = (grams: number) => format.number(grams / 1000, { minDigits: 1, maxDigits: 2 });
  const size = ({ lengthMm, widthMm, heightMm }: PackedGroup) => `${lengthMm} × ${widthMm} × ${heightMm}`;
  return (
    <ScrollRegion label={t('notice.cartons')}>
      <table className={styles.plain}>
        <caption className="visually-hidden">{t('notice.cartons')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('document.cartonNos')}</th>
            <th scope="col">{t('document.goods')}</th>
            <th scope="col" data-numeric>
              {t('document.piecesEach')}
            </th>
            <th scope="col" data-numeric>
              {t('columns.cartons')}
            </th>
            <th scope="col" data-numeric>
              {t('columns.pieces')}
            </th>
            <th scope="col" data-numeric>
              {t('notice.grossEach')} ({t('units.kg')})
            </th>
            <th scope="col" data-numeric>
              {t('document.sizeEach')} ({t('units.mm')})
            </th>
            <th scope="col" data-numeric>
              {t('columns.volume')} ({t('units.cubicMetres')})
            </th>
            <th scope="col">{t('document.sscc')}</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={group.firstNo}>
              <th scope="row">
                {group.firstNo === group.lastNo ? group.firstNo : `${group.firstNo}–${group.lastNo}`}
              </th>
              <td>
                {group.skuCode} {format.locale === 'zh' ? group.skuNameZh : group.skuNameEn}
              </td>
              <td data-numeric>{format.number(group.piecesEach)}</td>
              <td data-numeric>{format.number(group.cartons)}</td>
              <td data-numeric>{format.number(group.piecesEach * group.cartons)}</td>
              <td data-numeric>{kg(group.grossG)}</td>
              <td data-numeric>{size(group)}</td>
              <td data-numeric>
                {format.number((volumeMm3(group) * group.cartons) / 1e9, { minDigits: 3, maxDigits: 3 })}
              </td>
              <td>{group.cartons === 1 ? group.firstSscc : `${group.firstSscc} …`}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('notice.total')}</th>
            <td />
            <td />
            <td data-numeric>{format.number(totals.cartons)}</td>
            <td data-numeric>{format.number(totals.pieces)}</td>
            <td data-numeric>{kg(totals.grossG)}</td>
            <td />
            <td data-numeric>{format.number(totals.volumeMm3 / 1e9, { minDigits: 3, maxDigits: 3 })}</td>
            <td />
          </tr>
        </tfoot>
      </table>
    </ScrollRegion>
  );
}

interface LeaveFields extends Record<string, unknown> {
  intent: string;
  carrier: string;
  trackingNo: string;
  expectedArrivalOn: string;
}

/** The two ways on from a draft. */
function Leave({ view, notYet }: { view: ShipNoticePageView; notYet: Problem | null }) {
  const { t } = useTranslation('shipping');
  const say = useProblemText();
  const format = useFormat();
  const { notice, totals } = view;
  const { form, fields, busy, formProps } = usePortalForm<LeaveFields>({
    id: 'ship',
    defaultValue: {
      carrier: notice.carrier ?? '',
      trackingNo: notice.trackingNo ?? '',
      expectedArrivalOn: notice.expectedArrivalOn ?? '',
    },
  });
  return (
    <Section title={t('notice.leave')}>
      <FormProblems id={form.errorId} problems={form.errors} />
      {notYet ? <p className="muted">{t('notice.notYet', { reason: say(notYet) })}</p> : null}
      <Form {...formProps}>
        <FormFields>
          <TextField field={fields.carrier} label={t('columns.carrier')} maxLength={80} />
          <TextField field={fields.trackingNo} label={t('columns.tracking')} maxLength={60} />
          <TextField field={fields.expectedArrivalOn} type="date" label={t('columns.arrives')} />
        </FormFields>
        <input type="hidden" name="intent" value="ship" />
        {notYet ? null : (
          <FormActions
            submit={t('notice.ship')}
            busy={busy}
            consequence={t('notice.shipConsequence', {
              pieces: format.pieces(totals.pieces),
              cartons: format.number(totals.cartons),
            })}
          />
        )}
      </Form>
      <Form method="post">
        <input type="hidden" name="intent" value="cancel" />
        <FormActions
          submit={t('notice.cancel')}
          busy={busy}
          danger
          consequence={t('notice.cancelConsequence', { pieces: format.pieces(totals.pieces) })}
        />
      </Form>
    </Section>
  );
}
