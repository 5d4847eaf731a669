import { Button } from '@mantine/core';
import { Form, Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '~/form/use-problem-text';
import type { Problem } from '~/kernel/problem';
import { paths, withSearch } from '~/paths';
import { PageHeader, Section } from '~/ui/page-header';
import { ScrollRegion } from '~/ui/scroll-region';
import { useFormat } from '~/ui/use-format';
import { NIGHTLY_RUN } from '../domain/allocation-content';
import type { AllocationPageView, ProposalView } from '../queries/allocation-page.server';
import { AllocationEditor } from './allocation-editor';
import styles from './inventory.module.css';
import { BalancesTable } from './inventory-sku-stock';
import { moneyText } from './money-text';

interface AllocationPageProps {
  view: AllocationPageView;
  mayManage: boolean;
  /** Why the last wish was refused. */
  refusal: Problem | null;
  timeZone: string;
}

/** Where should this SKU's stock stand, what does that cost and save, and why? */
export function AllocationPage({ view, mayManage, refusal, timeZone }: AllocationPageProps) {
  const { t } = useTranslation('allocation');
  const say = useProblemText();
  const { sku, proposal } = view;
  return (
    <>
      <PageHeader
        title={t('page.title', { code: sku.code })}
        answer={<Answer view={view} />}
        action={
          <div className={styles.actions}>
            <Link to={paths.platform.inventorySku(sku.code)} prefetch="intent">
              {t('page.back')}
            </Link>
            {mayManage ? (
              <Form method="post" preventScrollReset>
                <Button
                  type="submit"
                  name="intent"
                  value="propose"
                  variant={proposal ? 'default' : undefined}
                  size="compact-md"
                >
                  {t(proposal ? 'page.propose' : 'page.first')}
                </Button>
              </Form>
            ) : null}
          </div>
        }
      />
      {refusal ? (
        <p role="alert" className={styles.bad}>
          {say(refusal)}
        </p>
      ) : null}
      {proposal ? (
        <>
          <ProposalLine proposal={proposal} timeZone={timeZone} />
          <AllocationEditor
            key={`${proposal.id} ${proposal.status}`}
            view={view}
            proposal={proposal}
            mayManage={mayManage}
          />
          <DemandTable view={view} proposal={proposal} />
          <p className={styles.line}>{t('page.method')}</p>
        </>
      ) : (
        <BalancesTable balances={view.balances} />
      )}
    </>
  );
}

function Answer({ view }: { view: AllocationPageView }) {
  const { t } = useTranslation('allocation');
  const format = useFormat();
  const { proposal } = view;
  if (!proposal) return <>{t('page.answerNone', { onHand: format.pieces(view.onHand) })}</>;
  const pieces = proposal.lines.reduce((sum, line) => sum + (line.editedQuantity ?? line.quantity), 0);
  if (pieces === 0) return <>{t('page.answerStay', { days: proposal.horizonDays })}</>;
  const days = (hundredths: number | null) =>
    hundredths === null ? '—' : format.number(hundredths / 100, { maxDigits: 1 });
  return (
    <>
      {t('page.answer', {
        pieces: format.pieces(pieces),
        saving: moneyText(format, proposal.asIs.cost.total - proposal.decidedCostMinor),
        days: proposal.horizonDays,
        before: days(proposal.asIs.deliveryDaysHundredths),
        after: days(proposal.best.deliveryDaysHundredths),
      })}
    </>
  );
}

/** Who made the proposal from what, and what became of it. */
function ProposalLine({ proposal, timeZone }: { proposal: ProposalView; timeZone: string }) {
  const { t } = useTranslation('allocation');
  const format = useFormat();
  return (
    <div className={styles.line}>
      <span>
        {t('page.made', {
          name: proposal.createdByName === NIGHTLY_RUN ? t('page.nightlyRun') : proposal.createdByName,
          at: format.dateTime(proposal.createdAt, timeZone, { year: true, weekday: false }),
          day: format.date(proposal.asOf),
          source: t(`page.sources.${proposal.demandSource}`),
        })}
      </span>
      {proposal.decidedAt === null ? null : (
        <strong>
          {t('page.decided', {
            state: t(`states.${proposal.status}`),
            name: proposal.decidedByName ?? '',
            at: format.dateTime(proposal.decidedAt, timeZone, { year: true, weekday: false }),
          })}
        </strong>
      )}
      {proposal.status === 'accepted' ? (
        <a
          href={withSearch(paths.platform.allocationExport(), { status: 'accepted', format: 'csv' })}
          download
        >
          {t('page.instruction')}
        </a>
      ) : null}
    </div>
  );
}

function DemandTable({ view, proposal }: { view: AllocationPageView; proposal: ProposalView }) {
  const { t } = useTranslation('allocation');
  const format = useFormat();
  if (proposal.demand.length === 0) return null;
  const title = t('page.demand', { days: proposal.horizonDays });
  return (
    <Section title={title}>
      <ScrollRegion label={title}>
        <table className={styles.plain}>
          <caption className="visually-hidden">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{t('page.market')}</th>
              <th scope="col" data-numeric>
                {t('columns.quantity')} ({t('pieces')})
              </th>
            </tr>
          </thead>
          <tbody>
            {[...proposal.demand]
              .sort((a, b) => b.pieces - a.pieces)
              .map(({ market, pieces }) => {
                const name = view.markets[market];
                return (
                  <tr key={market}>
                    <th scope="row">
                      {market}{' '}
                      <span className="small muted">
                        {format.locale === 'zh' ? name?.nameZh : name?.nameEn}
                      </span>
                    </th>
                    <td data-numeric>{format.number(pieces)}</td>
                  </tr>
                );
              })}
          </tbody>
        </table>
      </ScrollRegion>
    </Section>
  );
}
