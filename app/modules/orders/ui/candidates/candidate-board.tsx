import { Button } from '@mantine/core';
import { Form, Link, useActionData, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { FormProblems } from '~/form/form-parts';
import type { FormReply } from '~/form/use-portal-form';
import { paths, withSearch } from '~/paths';
import { EmptyState } from '~/ui/empty-state';
import { KeyFigure, KeyFigures } from '~/ui/figures';
import { FilterBar, type FilterField } from '~/ui/filter-bar';
import { PageHeader } from '~/ui/page-header';
import { ScrollRegion } from '~/ui/scroll-region';
import { useFormat } from '~/ui/use-format';
import type { BoardDone } from '../../candidate-forms';
import { FORMER_DAYS, STAGE_MOVES, TARGET_DAYS } from '../../domain/candidate-stages';
import type { CandidateBoard, CandidateCard } from '../../queries/candidate-board.server';
import styles from './candidates.module.css';
import { useCandidateWords } from './use-candidate-words';

interface CandidateBoardPageProps {
  board: CandidateBoard;
  /** Of the last year's launches; from the stock module. */
  slow: { launched: number; slow: number };
  mayManage: boolean;
  /** YYYY-MM, newest first. */
  months: readonly string[];
  /** Search of the page, for the export. */
  search: Record<string, string>;
  /** The reader's. */
  timeZone: string;
}

/** Which ideas are worth a sample, which are being developed, and how long that takes. */
export function CandidateBoardPage(props: CandidateBoardPageProps) {
  const { board, slow, mayManage, months, search, timeZone } = props;
  const { t } = useTranslation('candidates');
  const format = useFormat();
  const { name } = useCandidateWords();
  const action = withSearch(paths.platform.candidates(), search);
  const isScoring = useNavigation().formData?.get('intent') === 'score';
  const fields: FilterField[] = [
    { kind: 'search', name: 'q', label: t('filters.search') },
    {
      kind: 'select',
      name: 'month',
      label: t('filters.month'),
      all: t('filters.open'),
      options: months.map((month) => ({ value: month, label: month })),
    },
    {
      kind: 'select',
      name: 'category',
      label: t('filters.category'),
      all: t('filters.all'),
      options: board.categories.map((entry) => ({ value: entry.code, label: name(entry) })),
    },
    {
      kind: 'select',
      name: 'market',
      label: t('filters.market'),
      all: t('filters.all'),
      options: board.markets.map((entry) => ({ value: entry.code, label: name(entry) })),
    },
  ];
  const total = board.columns.reduce((sum, { cards }) => sum + cards.length, 0);
  return (
    <>
      <PageHeader
        title={t('title')}
        answer={t('answer', { running: board.running, late: board.late, target: TARGET_DAYS })}
        action={
          mayManage ? (
            <Button component={Link} to={paths.platform.candidateNew()}>
              {t('enter')}
            </Button>
          ) : undefined
        }
      />
      <KeyFigures>
        <KeyFigure
          label={t('clock.median')}
          value={board.medianDays === null ? '—' : format.number(board.medianDays)}
          unit={board.medianDays === null ? undefined : t('clock.days')}
          note={t('clock.targets', { target: TARGET_DAYS, former: FORMER_DAYS })}
        />
        <KeyFigure
          label={t('slow.label')}
          value={slow.launched === 0 ? '—' : format.percent(slow.slow / slow.launched)}
          note={
            slow.launched === 0
              ? t('slow.none')
              : t('slow.note', { slow: slow.slow, launched: slow.launched })
          }
        />
      </KeyFigures>
      <FilterBar fields={fields} />
      <div className={`${styles.actions} no-print`}>
        {mayManage ? <Link to={paths.platform.candidatesImport()}>{t('import.link')}</Link> : null}
        {(['csv', 'xlsx'] as const).map((kind) => (
          <a
            key={kind}
            href={withSearch(paths.platform.candidatesExport(), { ...search, format: kind })}
            download
          >
            {t(`export.${kind}`)}
          </a>
        ))}
        {mayManage ? (
          <Form method="post" action={action} preventScrollReset>
            <input type="hidden" name="intent" value="score" />
            <button type="submit" className={styles.move} aria-disabled={isScoring || undefined}>
              {t(isScoring ? 'scoring' : 'scoreAgain')}
            </button>
          </Form>
        ) : null}
        {board.isCut ? <span className={styles.late}>{t('cut')}</span> : null}
      </div>
      <BoardAnswer timeZone={timeZone} />
      {total === 0 ? (
        <EmptyState
          title={t('empty.title')}
          text={t('empty.text')}
          action={
            mayManage ? <Link to={paths.platform.candidatesImport()}>{t('import.link')}</Link> : undefined
          }
        />
      ) : (
        <ScrollRegion label={t('title')}>
          <div className={styles.board}>
            {board.columns.map(({ stage, cards }) => (
              <section key={stage} className={styles.column} aria-labelledby={`stage-${stage}`}>
                <h2 id={`stage-${stage}`} className={styles.columnHead}>
                  {t(`stages.${stage}`)} <span className={styles.count}>{cards.length}</span>
                </h2>
                {cards.length === 0 ? <p className={styles.none}>{t('noneHere')}</p> : null}
                <ul className={styles.cards}>
                  {cards.map((card) => (
                    <Card key={card.id} card={card} board={board} action={mayManage ? action : undefined} />
                  ))}
                </ul>
              </section>
            ))}
          </div>
        </ScrollRegion>
      )}
    </>
  );
}

/** What the last form of the board did, or why it was refused. */
function BoardAnswer({ timeZone }: { timeZone: string }) {
  const { t } = useTranslation('candidates');
  const format = useFormat();
  const { name } = useCandidateWords();
  const reply = useActionData() as BoardDone | FormReply | undefined;
  if (!reply) return null;
  if ('scored' in reply || 'moved' in reply) {
    return (
      <p className={styles.done} role="status">
        {'scored' in reply
          ? t('scored', { count: reply.scored, time: format.dateTime(reply.at, timeZone) })
          : t('moved', { name: name(reply.moved), stage: t(`stages.${reply.to}`) })}
      </p>
    );
  }
  return <FormProblems problems={Object.values(reply.error ?? {}).flatMap((problems) => problems ?? [])} />;
}

interface CardProps {
  card: CandidateCard;
  board: CandidateBoard;
  /** Where a move is sent; without it nothing can be moved. */
  action: string | undefined;
}

function Card({ card, board, action }: CardProps) {
  const { t } = useTranslation('candidates');
  const format = useFormat();
  const { name, codeName, amount } = useCandidateWords();
  const { state, elapsedDays, leftDays } = card.clock;
  const next = card.moves.find(
    ({ to, allowed }) => allowed && to === STAGE_MOVES[card.stage][0] && to !== 'dropped',
  );
  const isLate = state === 'late';
  return (
    <li className={styles.card} data-late={isLate}>
      <div className={styles.top}>
        <Link to={paths.platform.candidate(card.id)} className={styles.name} prefetch="intent">
          {name(card)}
        </Link>
        <span className={styles.score} title={t('scoreTitle', { known: card.knownWeight })}>
          {card.score === null ? '—' : format.number(card.score, { maxDigits: 0 })}
        </span>
      </div>
      <span className={styles.second}>
        {codeName(board.categories, card.categoryCode)} · {card.markets.join(' ')}
      </span>
      <span className={styles.second}>
        {t('priceCost', {
          price: amount(card.priceMinor, card.currency),
          cost: amount(card.costMinor, card.currency),
        })}
      </span>
      {state === 'running' || isLate ? (
        <span className={isLate ? styles.late : styles.second}>
          {isLate
            ? t('clock.late', { day: elapsedDays, over: -leftDays })
            : t('clock.running', { day: elapsedDays, target: TARGET_DAYS })}
        </span>
      ) : (
        <span className={styles.second}>{t('clock.inStage', { count: card.daysInStage })}</span>
      )}
      {action && next ? (
        <Form method="post" action={action} preventScrollReset>
          <input type="hidden" name="intent" value="move" />
          <input type="hidden" name="candidate" value={card.id} />
          <input type="hidden" name="to" value={next.to} />
          <button
            type="submit"
            className={styles.move}
            aria-label={`${t(`moveTo.${next.to}`)}: ${name(card)}`}
          >
            {t(`moveTo.${next.to}`)}
          </button>
        </Form>
      ) : null}
    </li>
  );
}
