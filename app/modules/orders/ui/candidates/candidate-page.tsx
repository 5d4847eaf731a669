import { Button } from '@mantine/core';
import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Sparkline } from '~/charts/sparkline';
import { paths, withSearch } from '~/paths';
import { KeyFigure, KeyFigures, StatusBadge } from '~/ui/figures';
import { PageHeader, Section } from '~/ui/page-header';
import { ScrollRegion } from '~/ui/scroll-region';
import { useFormat } from '~/ui/use-format';
import { FORMER_DAYS, TARGET_DAYS } from '../../domain/candidate-stages';
import type { CandidateDetail } from '../../queries/candidate-detail.server';
import { MoveForm, RemoveSignal, SignalForm } from './candidate-forms';
import styles from './candidates.module.css';
import { ScoreTable } from './score-table';
import { useCandidateWords } from './use-candidate-words';

const TONES = {
  idea: 'neutral',
  shortlisted: 'active',
  sampling: 'active',
  first_order: 'active',
  winner: 'good',
  dropped: 'bad',
} as const;

/** One candidate: what it scores and why, where it stands, and what may be done. */
export function CandidatePage({
  detail,
  mayManage,
  mayPlace,
}: {
  detail: CandidateDetail;
  mayManage: boolean;
  mayPlace: boolean;
}) {
  const { t } = useTranslation('candidates');
  const format = useFormat();
  const { name, codeName, amount } = useCandidateWords();
  const { candidate, clock, signals, history } = detail;
  const { score } = candidate;
  const answer =
    score?.total == null
      ? t('detail.noScore')
      : t('detail.answer', {
          score: format.number(score.total, { maxDigits: 1 }),
          known: score.knownWeight,
          stage: t(`stages.${candidate.stage}`),
        });
  return (
    <>
      <PageHeader
        title={name(candidate)}
        answer={answer}
        action={
          mayPlace && candidate.skuCode && candidate.stage === 'sampling' ? (
            <Button
              component={Link}
              to={withSearch(paths.platform.placeOrder(), { kind: 'first_order', sku: candidate.skuCode })}
            >
              {t('detail.order')}
            </Button>
          ) : undefined
        }
      />
      <KeyFigures>
        <KeyFigure
          label={t('detail.stage')}
          value={<StatusBadge tone={TONES[candidate.stage]}>{t(`stages.${candidate.stage}`)}</StatusBadge>}
          note={candidate.droppedReason ?? undefined}
        />
        <KeyFigure
          label={t('detail.clock')}
          value={clock.startedOn ? format.number(clock.elapsedDays) : '—'}
          unit={clock.startedOn ? t('clock.days') : undefined}
          note={t(`clock.state.${clock.state}`, {
            target: TARGET_DAYS,
            former: FORMER_DAYS,
            left: Math.abs(clock.leftDays),
          })}
          tone={clock.state === 'late' ? 'warn' : undefined}
        />
        <KeyFigure
          label={t('fields.expectedPrice')}
          value={amount(candidate.expectedPriceMinor, candidate.currency)}
        />
        <KeyFigure
          label={t('fields.expectedCost')}
          value={amount(candidate.expectedCostMinor, candidate.currency)}
        />
      </KeyFigures>
      <p className={styles.second}>
        {codeName(detail.categories, candidate.categoryCode)} ·{' '}
        {candidate.targetMarkets.map((market) => codeName(detail.markets, market)).join(', ')}
        {candidate.skuCode ? ` · SKU ${candidate.skuCode}` : ''}
      </p>
      {candidate.note ? <p>{candidate.note}</p> : null}
      {mayManage ? (
        <p className={`${styles.actions} no-print`}>
          <Link to={paths.platform.candidateEdit(candidate.id)}>{t('detail.edit')}</Link>
          {candidate.skuCode ? null : (
            <Link to={paths.platform.candidateSku(candidate.id)}>{t('detail.makeSku')}</Link>
          )}
        </p>
      ) : null}
      <Section title={t('detail.why')}>
        {score ? <ScoreTable score={score} /> : <p className={styles.second}>{t('detail.noScoreText')}</p>}
      </Section>
      <Section
        title={t('detail.signals')}
        aside={<span className={styles.second}>{t('detail.count', { count: signals.length })}</span>}
      >
        <SignalTable detail={detail} mayManage={mayManage} />
        {mayManage ? <SignalForm key={detail.signals.length} markets={detail.markets} /> : null}
      </Section>
      <Section title={t('detail.development')}>
        <ScrollRegion label={t('detail.development')}>
          <table className={styles.parts}>
            <thead>
              <tr>
                <th scope="col">{t('detail.stage')}</th>
                <th scope="col" className={styles.figure}>{`${t('clock.spent')} (${t('clock.days')})`}</th>
                <th scope="col" className={styles.figure}>{`${t('clock.target')} (${t('clock.days')})`}</th>
                <th scope="col" className={styles.figure}>{`${t('clock.former')} (${t('clock.days')})`}</th>
              </tr>
            </thead>
            <tbody>
              {clock.stages.map((stage) => (
                <tr key={stage.stage}>
                  <th scope="row">{t(`stages.${stage.stage}`)}</th>
                  <td className={styles.figure}>{format.number(stage.days)}</td>
                  <td className={styles.figure}>{format.number(stage.targetDays)}</td>
                  <td className={styles.figure}>{format.number(stage.formerDays)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
        <ol className={styles.reasons}>
          {history.map((entry) => (
            <li key={`${entry.stage} ${entry.enteredOn}`}>
              {t('detail.entered', {
                stage: t(`stages.${entry.stage}`),
                date: format.date(entry.enteredOn, { year: true }),
              })}
            </li>
          ))}
        </ol>
      </Section>
      {mayManage && detail.moves.some(({ allowed }) => allowed) ? (
        <Section title={t('detail.move')}>
          <MoveForm key={detail.candidate.stage} detail={detail} />
        </Section>
      ) : null}
    </>
  );
}

function SignalTable({ detail, mayManage }: { detail: CandidateDetail; mayManage: boolean }) {
  const { t } = useTranslation('candidates');
  const format = useFormat();
  const { codeName } = useCandidateWords();
  const { signals } = detail;
  if (signals.length === 0) return <p className={styles.second}>{t('detail.noSignals')}</p>;
  const lineOf = (signal: CandidateDetail['signals'][number]) =>
    signals
      .filter(
        (s) => s.unit === signal.unit && s.subject === signal.subject && s.marketCode === signal.marketCode,
      )
      .map(({ value }) => value)
      .reverse();
  return (
    <ScrollRegion label={t('detail.signals')}>
      <table className={styles.parts}>
        <thead>
          <tr>
            <th scope="col">{t('fields.observedOn')}</th>
            <th scope="col">{t('fields.subject')}</th>
            <th scope="col">{t('fields.source')}</th>
            <th scope="col" className={styles.figure}>
              {t('fields.value')}
            </th>
            <th scope="col">{t('detail.course')}</th>
            {mayManage ? <th scope="col">{t('detail.remove')}</th> : null}
          </tr>
        </thead>
        <tbody>
          {signals.map((signal) => (
            <tr key={signal.id}>
              <td>{format.date(signal.observedOn, { year: true })}</td>
              <td>
                {signal.subject || t(`kinds.${signal.kind}`)}
                <div className={styles.second}>
                  {t(`kinds.${signal.kind}`)}
                  {signal.marketCode ? ` · ${codeName(detail.markets, signal.marketCode)}` : ''}
                </div>
              </td>
              <td>{signal.source}</td>
              <td className={styles.figure}>
                {signal.unit === 'rating_hundredths'
                  ? format.number(signal.value / 100, { maxDigits: 2 })
                  : format.number(signal.value)}
                <div className={styles.second}>
                  {t(signal.unit === 'rating_hundredths' ? 'units.stars' : `units.${signal.unit}`)}
                </div>
              </td>
              <td>
                {lineOf(signal).length > 1 ? (
                  <Sparkline
                    values={lineOf(signal)}
                    label={t('detail.courseOf', { subject: signal.subject })}
                  />
                ) : null}
              </td>
              {mayManage ? (
                <td>
                  <RemoveSignal signal={signal} />
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
