import { Button } from '@mantine/core';
import { Form, Link, useFetcher, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { FormProblems } from '~/form/form-parts';
import { useProblemText } from '~/form/use-problem-text';
import type { Problem } from '~/kernel/problem';
import { paths } from '~/paths';
import { PageHeader, Section } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import type { MoveRow, RiskLineView, RiskView } from '../queries/risk-notices.server';
import styles from './pool.module.css';
import { amountOf, StateBadge, useName } from './words';

interface RiskNoticePageProps {
  view: RiskView;
  mayManage: boolean;
  mayMove: boolean;
  done: { kind: string; factory: string | null; number: string | null } | null;
  problems: readonly Problem[] | undefined;
}

/** What does this trouble touch, what could go elsewhere, and what does that cost? */
export function RiskNoticePage(props: RiskNoticePageProps) {
  const { view, mayManage, done, problems } = props;
  const { t } = useTranslation('sourcing');
  const format = useFormat();
  const nameOf = useName();
  const { notice, lines } = view;
  const factory = nameOf({ nameEn: notice.factoryNameEn, nameZh: notice.factoryNameZh });
  const value =
    view.valueUsdMinor === null ? t('unknown') : format.money(amountOf(view.valueUsdMinor, 'USD'));
  return (
    <>
      <PageHeader
        title={`${t(`risk.kind.${notice.kind}`)}${notice.title ? `: ${notice.title}` : ''}`}
        answer={t('notice.answer', { count: lines.length, pieces: format.pieces(view.pieces), value })}
        action={
          mayManage && notice.closedAt === null ? (
            <>
              <ActionButton intent="propose" label={t('notice.propose')} />
              <ActionButton intent="close" label={t('notice.close')} />
            </>
          ) : undefined
        }
      />
      <FormProblems problems={problems ? [...problems] : undefined} />
      {done ? <Done done={done} /> : null}
      <p className={styles.help}>
        <Link to={paths.platform.poolFactory(notice.factorySlug)} prefetch="intent">
          {factory}
        </Link>{' '}
        · {format.date(notice.fromDay, { year: true })} –{' '}
        {notice.toDay ? format.date(notice.toDay, { year: true }) : t('risks.openEnd')} ·{' '}
        {notice.closedAt
          ? t('notice.closedBy', { name: notice.closedByName ?? '' })
          : t('notice.openedBy', { name: notice.createdByName })}
      </p>
      <p className={styles.help}>{notice.note}</p>
      <Affected {...props} />
      <Decided moves={view.decided} />
    </>
  );
}

function Done({ done }: { done: NonNullable<RiskNoticePageProps['done']> }) {
  const { t } = useTranslation('sourcing');
  const { kind, factory, number } = done;
  const text = {
    opened: t('notice.done.opened'),
    propose: t('notice.done.propose'),
    close: t('notice.done.close'),
    dismiss: t('notice.done.dismiss'),
    moved: t('notice.done.moved'),
  }[kind];
  if (!text) return null;
  return (
    <p role="status" className={styles.notice}>
      {text} {factory && number ? <Link to={paths.platform.order(factory, number)}>{number}</Link> : null}
    </p>
  );
}

function ActionButton({ intent, label }: { intent: string; label: string }) {
  const busy = useNavigation().state === 'submitting';
  return (
    <Form method="post">
      <input type="hidden" name="intent" value={intent} />
      <Button type="submit" variant="default" aria-disabled={busy || undefined}>
        {label}
      </Button>
    </Form>
  );
}

function Affected(props: RiskNoticePageProps) {
  const { view } = props;
  const { t } = useTranslation('sourcing');
  if (view.lines.length === 0) {
    return (
      <Section title={t('notice.affected')}>
        <p className={styles.help}>{t('notice.nothing')}</p>
      </Section>
    );
  }
  const columns = ['line', 'open', 'value', 'due', 'proposal'] as const;
  return (
    <Section title={t('notice.affected')}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard */}
      <section className={styles.scroll} tabIndex={0} aria-label={t('notice.affected')}>
        <table className={styles.table}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th
                  key={column}
                  scope="col"
                  className={column === 'open' || column === 'value' ? styles.numeric : undefined}
                >
                  {t(`notice.columns.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {view.lines.map((line) => (
              <LineRow key={line.lineId} line={line} {...props} />
            ))}
          </tbody>
        </table>
      </section>
    </Section>
  );
}

function LineRow({ line, view, mayMove, mayManage }: RiskNoticePageProps & { line: RiskLineView }) {
  const { t } = useTranslation('sourcing');
  const format = useFormat();
  const nameOf = useName();
  return (
    <tr>
      <th scope="row">
        <span className={styles.twoLines}>
          <Link to={paths.platform.order(view.notice.factorySlug, line.orderNumber)} prefetch="intent">
            {line.orderNumber}
          </Link>
          <span>
            {line.skuCode} {nameOf({ nameEn: line.skuNameEn, nameZh: line.skuNameZh })}
          </span>
          <span>
            <StateBadge state={line.status as 'issued'} />
          </span>
        </span>
      </th>
      <td className={styles.numeric} data-label={t('notice.columns.open')}>
        {t('ofWhole', { part: format.number(line.open), whole: format.number(line.quantity) })}
      </td>
      <td className={styles.numeric} data-label={t('notice.columns.value')}>
        {format.money(amountOf(line.valueMinor, line.currency))}
      </td>
      <td data-label={t('notice.columns.due')}>
        <span className={styles.twoLines}>
          <span>{format.date(line.dueOn)}</span>
          <span className={styles.second}>{t('place.arrives', { date: format.date(line.arrivesOn) })}</span>
        </span>
      </td>
      <td>
        {line.move ? (
          <Proposal
            move={line.move}
            mayMove={mayMove && view.notice.closedAt === null}
            mayManage={mayManage && view.notice.closedAt === null}
          />
        ) : (
          <span className={styles.second}>{t('notice.noProposal')}</span>
        )}
      </td>
    </tr>
  );
}

/** "Move 300 of 500 to factory B: +2 days, +1,240.00", what it is made of, and the decision. */
function Proposal({ move, mayMove, mayManage }: { move: MoveRow; mayMove: boolean; mayManage: boolean }) {
  const { t } = useTranslation('sourcing');
  const format = useFormat();
  const busy = useNavigation().state === 'submitting';
  const accepting = useFetcher<{ problems?: Problem[] }>();
  const say = useProblemText();
  const { reasoning } = move;
  return (
    <span className={styles.twoLines}>
      <MoveSentence move={move} />
      <span className={styles.second}>
        {t('notice.because', {
          arrives: format.date(reasoning.arrivesThere),
          price: format.money(amountOf(reasoning.unitPriceMinor, move.currency)),
          there: format.money(amountOf(reasoning.unitCostThereMinor, move.currency)),
          capacity: reasoning.capacityLeft === null ? t('unknown') : format.pieces(reasoning.capacityLeft),
        })}
      </span>
      {reasoning.staysUntil && reasoning.daysAgainstWaiting !== null ? (
        <span className={styles.second}>
          {t('notice.waiting', {
            date: format.date(reasoning.staysUntil),
            days: format.number(reasoning.daysAgainstWaiting, { signed: true }),
          })}
        </span>
      ) : null}
      {accepting.data?.problems ? (
        <span role="alert" className={styles.error}>
          {accepting.data.problems.map(say).join(' ')}
        </span>
      ) : null}
      <span className={styles.inline}>
        {mayMove ? (
          <accepting.Form method="post" action={paths.platform.riskAccept(move.riskNoticeId ?? '')}>
            <input type="hidden" name="proposalId" value={move.id} />
            <Button
              type="submit"
              size="compact-md"
              aria-disabled={busy || undefined}
              title={t('notice.acceptConsequence', { pieces: format.pieces(move.quantity) })}
              aria-label={t('notice.acceptOf', { sku: reasoning.skuCode, order: reasoning.orderNumber })}
            >
              {t('notice.accept')}
            </Button>
          </accepting.Form>
        ) : null}
        {mayManage ? (
          <Form method="post">
            <input type="hidden" name="intent" value="dismiss" />
            <input type="hidden" name="proposalId" value={move.id} />
            <Button
              type="submit"
              size="compact-md"
              variant="default"
              aria-disabled={busy || undefined}
              aria-label={t('notice.dismissOf', { sku: reasoning.skuCode, order: reasoning.orderNumber })}
            >
              {t('notice.dismiss')}
            </Button>
          </Form>
        ) : null}
      </span>
    </span>
  );
}

function MoveSentence({ move }: { move: MoveRow }) {
  const { t } = useTranslation('sourcing');
  const format = useFormat();
  const nameOf = useName();
  return (
    <span>
      {t('notice.move', {
        quantity: format.number(move.quantity),
        ordered: format.number(move.reasoning.ordered),
        factory: nameOf({ nameEn: move.toNameEn, nameZh: move.toNameZh }),
        days: format.number(move.extraDays, { signed: true }),
        cost: format.money(amountOf(move.extraCostMinor, move.currency), { signed: true }),
      })}
    </span>
  );
}

function Decided({ moves }: { moves: readonly MoveRow[] }) {
  const { t } = useTranslation('sourcing');
  if (moves.length === 0) return null;
  return (
    <Section title={t('notice.decided')}>
      <ul className={styles.list}>
        {moves.map((move) => (
          <li key={move.id} className={styles.item}>
            <span className={styles.twoLines}>
              <MoveSentence move={move} />
              <span className={styles.second}>
                {move.reasoning.orderNumber} · {move.reasoning.skuCode} · {move.decidedByName}
              </span>
            </span>
            <span>
              {t(move.status === 'accepted' ? 'notice.accepted' : 'notice.dismissed')}{' '}
              {move.newOrderNumber ? (
                <Link to={paths.platform.order(move.toSlug, move.newOrderNumber)}>{move.newOrderNumber}</Link>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
