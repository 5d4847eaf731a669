import { Button } from '@mantine/core';
import { Form, useFetcher } from '@remix-run/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '~/form/use-problem-text';
import type { Problem } from '~/kernel/problem';
import { Section } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import type { AllocationOutcome } from '../domain/allocation-cost';
import type { AllocationPageView, ProposalView } from '../queries/allocation-page.server';
import { CostTable, MovesTable, WarehousesTable } from './allocation-tables';
import styles from './inventory.module.css';
import { moneyText } from './money-text';
import { piecesOf, type TypedMove } from './typed-move';

/** Milliseconds without typing before the cost is worked out anew. */
const PAUSE_MS = 350;

export type PreviewReply = { preview?: AllocationOutcome; problem?: Problem } | undefined;

/** The proposal's cost and moves; while it is open its moves can be changed, and the cost follows. */
export function AllocationEditor(props: {
  view: AllocationPageView;
  proposal: ProposalView;
  mayManage: boolean;
}) {
  const { view, proposal, mayManage } = props;
  const { t } = useTranslation('allocation');
  const say = useProblemText();
  const format = useFormat();
  const isOpen = proposal.status === 'proposed' && mayManage;
  const first = useMemo(
    () =>
      proposal.lines.map(
        (line): TypedMove => ({
          from: line.from,
          to: line.to,
          transitDays: line.transitDays,
          proposed: line.quantity,
          typed: String(line.editedQuantity ?? line.quantity),
        }),
      ),
    [proposal.lines],
  );
  const [moves, setMoves] = useState(first);
  const isEdited = moves.some((move) => piecesOf(move) !== move.proposed);
  const preview = usePreview(proposal.id, moves, isOpen && isEdited);
  const wasEdited = proposal.lines.some(({ editedQuantity }) => editedQuantity !== null);
  const edited = isEdited || wasEdited ? (preview.outcome ?? null) : null;
  const saving = proposal.asIs.cost.total - (edited?.cost.total ?? proposal.decidedCostMinor);
  return (
    <>
      <CostTable proposal={proposal} edited={isEdited ? edited : null} busy={preview.busy} />
      <Form method="post" preventScrollReset>
        <input type="hidden" name="proposalId" value={proposal.id} />
        <Section title={t('page.moves')}>
          <MovesTable view={view} proposal={proposal} moves={moves} isOpen={isOpen} onChange={setMoves} />
          {isOpen ? <LaneAdder proposal={proposal} moves={moves} onChange={setMoves} /> : null}
        </Section>
        {preview.problem ? (
          <p role="alert" className={styles.bad}>
            {say(preview.problem)}
          </p>
        ) : null}
        {isOpen ? (
          <Section title={t('page.result')}>
            <p>
              <strong>
                {preview.problem
                  ? null
                  : saving >= 0
                    ? t('page.savingNow', { saving: moneyText(format, saving) })
                    : t('page.costsNow', { saving: moneyText(format, -saving) })}
              </strong>{' '}
              {t('page.acceptHelp')}
            </p>
            <div className={styles.buttons}>
              <Button type="submit" name="intent" value="accept">
                {t(isEdited ? 'page.acceptEdited' : 'page.accept')}
              </Button>
              <Button type="submit" name="intent" value="reject" variant="default">
                {t('page.reject')}
              </Button>
              {isEdited ? (
                <Button type="button" variant="subtle" onClick={() => setMoves(first)}>
                  {t('page.reset')}
                </Button>
              ) : null}
            </div>
          </Section>
        ) : proposal.status === 'proposed' ? (
          <p className={styles.line}>{t('page.readOnly')}</p>
        ) : null}
      </Form>
      <WarehousesTable view={view} proposal={proposal} moves={moves} />
    </>
  );
}

/** The cost of the moves as typed, asked of the server after a pause; the last figure stays until the next arrives. */
function usePreview(proposalId: string, moves: readonly TypedMove[], isOn: boolean) {
  const fetcher = useFetcher<PreviewReply>();
  const { submit } = fetcher;
  const asked = useRef('');
  useEffect(() => {
    if (!isOn) return;
    const form = new FormData();
    form.set('intent', 'preview');
    form.set('proposalId', proposalId);
    moves.forEach((move, index) => {
      form.set(`moves[${index}].from`, move.from);
      form.set(`moves[${index}].to`, move.to);
      form.set(`moves[${index}].quantity`, String(piecesOf(move)));
    });
    const key = JSON.stringify([...form]);
    if (key === asked.current) return;
    const timer = setTimeout(() => {
      asked.current = key;
      submit(form, { method: 'post' });
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [isOn, moves, proposalId, submit]);
  return {
    busy: fetcher.state !== 'idle',
    outcome: isOn ? fetcher.data?.preview : undefined,
    problem: isOn ? fetcher.data?.problem : undefined,
  };
}

/** Another lane to move pieces on: one that the proposal does not use. */
function LaneAdder(props: {
  proposal: ProposalView;
  moves: readonly TypedMove[];
  onChange: (moves: TypedMove[]) => void;
}) {
  const { proposal, moves, onChange } = props;
  const { t } = useTranslation('allocation');
  const [lane, setLane] = useState('');
  const used = new Set(moves.map(({ from, to }) => `${from} ${to}`));
  const free = proposal.lanes.filter(({ from, to }) => !used.has(`${from} ${to}`));
  if (free.length === 0) return null;
  const add = () => {
    const found = free.find(({ from, to }) => `${from} ${to}` === lane);
    if (!found) return;
    onChange([...moves, { ...found, proposed: 0, typed: '0' }]);
    setLane('');
  };
  return (
    <div className={`${styles.adder} scripted-only no-print`}>
      <label>
        <span className="small muted">{t('page.addMove')}</span>
        <br />
        <select value={lane} onChange={(event) => setLane(event.currentTarget.value)}>
          <option value="">{t('page.chooseLane')}</option>
          {free.map(({ from, to, transitDays }) => (
            <option key={`${from} ${to}`} value={`${from} ${to}`}>
              {t('page.lane', { from, to, days: transitDays })}
            </option>
          ))}
        </select>
      </label>
      <Button type="button" variant="default" onClick={add} aria-disabled={lane === '' || undefined}>
        {t('page.add')}
      </Button>
    </div>
  );
}
