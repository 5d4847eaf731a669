import { Link, useParams } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { paths } from '~/paths';
import { useSearchLink } from '~/table/use-search-link';
import { EmptyState } from '~/ui/empty-state';
import { StatusBadge } from '~/ui/figures';
import { FilterBar } from '~/ui/filter-bar';
import { PageHeader } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import type { FrozenChangesView, FrozenRequestRow } from '../../queries/frozen-changes.server';
import { ForecastTabs } from '../forecast-tabs';
import { moneyOf } from '../money-of';
import { sentenceCase } from '../sentence-case';
import styles from './commit-page.module.css';
import { RequestAnswer } from './request-answer';

interface FrozenChangesPageProps {
  view: FrozenChangesView;
  mayAnswer: boolean;
  timeZone: string;
}

const STATES = ['open', 'agreed', 'declined', 'withdrawn', 'lapsed', 'all'] as const;
const TONES = {
  open: 'active',
  agreed: 'good',
  declined: 'bad',
  withdrawn: 'neutral',
  lapsed: 'neutral',
} as const;

/** Which frozen weeks does one side want to change, and what did the other say? The same page on both sides. */
export function FrozenChangesPage({ view, mayAnswer, timeZone }: FrozenChangesPageProps) {
  const { t } = useTranslation('commit');
  const link = useSearchLink();
  const { theirs, own } = view.open;
  return (
    <>
      <ForecastTabs side={view.side} />
      <PageHeader
        title={t('changes.title')}
        answer={
          theirs + own === 0
            ? t('changes.answerNone')
            : [
                theirs > 0 ? t('changes.answerTheirs', { count: theirs }) : null,
                own > 0 ? t('changes.answerOwn', { count: own }) : null,
              ]
                .filter(Boolean)
                .join(' ')
        }
      />
      <p className={styles.free}>{t('changes.text')}</p>
      <FilterBar
        fields={[
          {
            kind: 'select',
            name: 'status',
            label: t('changes.state'),
            defaultValue: 'open',
            options: STATES.map((value) => ({ value, label: sentenceCase(t(`changes.states.${value}`)) })),
          },
        ]}
      />
      {view.rows.length === 0 ? (
        <EmptyState title={t('changes.none')} text={t(`changes.noneText.${view.side}`)} />
      ) : (
        <ul className={styles.requests}>
          {view.rows.map((row) => (
            <RequestItem key={row.id} row={row} side={view.side} mayAnswer={mayAnswer} timeZone={timeZone} />
          ))}
        </ul>
      )}
      {view.next ? <Link to={link({ after: view.next })}>{t('changes.older')}</Link> : null}
    </>
  );
}

interface RequestItemProps {
  row: FrozenRequestRow;
  side: 'factory' | 'platform';
  mayAnswer: boolean;
  timeZone: string;
}

function RequestItem({ row, side, mayAnswer, timeZone }: RequestItemProps) {
  const { t } = useTranslation('commit');
  const format = useFormat();
  const slug = useParams().factory;
  const name = format.locale === 'zh' ? row.skuNameZh : row.skuNameEn;
  const factory = format.locale === 'zh' ? row.factory.nameZh : row.factory.nameEn;
  const change = row.toQuantity - row.fromQuantity;
  const value = BigInt(change < 0 ? -change : change) * BigInt(row.unitCostMinor);
  const href =
    side === 'factory'
      ? paths.factory.forecastSku(slug!, row.skuCode)
      : paths.platform.forecastSku(row.skuCode);
  return (
    <li>
      <div className={styles.requestHead}>
        <strong>
          <Link to={href}>{row.skuCode}</Link> · {format.week(row.week)}
        </strong>
        <span>
          {format.number(row.fromQuantity)} → <strong>{format.pieces(row.toQuantity)}</strong>{' '}
          <span className="muted">
            ({format.number(change, { signed: true })}, {format.money(moneyOf(String(value), row.currency))})
          </span>
        </span>
        <StatusBadge tone={TONES[row.status]}>{t(`changes.states.${row.status}`)}</StatusBadge>
      </div>
      <p className="small muted">
        {name} · {format.date(row.week, { year: true })}
        {side === 'platform' ? ` · ${factory}` : null}
      </p>
      <p>
        {t(
          `changes.asked.${row.raisedBySide === side ? 'own' : side === 'factory' ? 'platform' : 'factory'}`,
          {
            name: row.raisedByName,
            time: format.dateTime(row.createdAt, timeZone),
          },
        )}{' '}
        <q>{row.reason}</q>
      </p>
      {row.answeredAt ? (
        <p>
          {t(
            `changes.answered.${row.status === 'agreed' || row.status === 'declined' ? row.status : 'withdrawn'}`,
            {
              name: row.answeredByName ?? '',
              time: format.dateTime(row.answeredAt, timeZone),
            },
          )}{' '}
          {row.answerNote ? <q>{row.answerNote}</q> : null}
        </p>
      ) : null}
      {row.status === 'open' && mayAnswer ? (
        <RequestAnswer id={row.id} isOwn={row.raisedBySide === side} pieces={format.pieces(row.toQuantity)} />
      ) : null}
    </li>
  );
}
