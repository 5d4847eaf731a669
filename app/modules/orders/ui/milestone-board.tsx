import { Button, TextInput } from '@mantine/core';
import { Link, useFetcher, useSearchParams } from '@remix-run/react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormReply } from '~/form/use-portal-form';
import { useProblemText } from '~/form/use-problem-text';
import { type CalendarDate, daysBetween } from '~/kernel/calendar-date';
import { changeSearch } from '~/table/use-search-link';
import { ScrollRegion } from '~/ui/scroll-region';
import { toast } from '~/ui/toast';
import { useFormat } from '~/ui/use-format';
import { MILESTONE_KINDS } from '../domain/milestones';
import type { LineView, MilestoneView, OrderDetail } from '../domain/order-views';
import styles from './order.module.css';

interface MilestoneBoardProps {
  order: OrderDetail;
  today: string;
  timeZone: string;
  /** Where reports go; the platform only reads. */
  action: string | undefined;
}

/** Lines down, steps of making across: planned, revised and actual day of each, with its reason. */
export function MilestoneBoard({ order, today, timeZone, action }: MilestoneBoardProps) {
  const { t } = useTranslation('orders');
  const [params] = useSearchParams();
  const lines = order.lines.filter((line) => line.milestones.length > 0);
  if (lines.length === 0)
    return (
      <p id="milestones" className="muted">
        {t('board.none')}
      </p>
    );
  const chosenLine = lines.find((line) => String(line.lineNo) === params.get('line'));
  const chosen = chosenLine?.milestones.find((one) => one.kind === params.get('milestone'));
  const mayReport = (line: LineView) =>
    action !== undefined && line.actions.some((one) => one.action === 'update_milestone' && one.allowed);
  return (
    <div id="milestones">
      <ScrollRegion label={t('board.title')}>
        <table className={styles.board}>
          <caption className="visually-hidden">{t('board.caption')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('board.line')}</th>
              {MILESTONE_KINDS.map((kind) => (
                <th key={kind} scope="col">
                  {t(`milestone.${kind}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.id}>
                <th scope="row">
                  {line.lineNo} · {line.skuCode}
                </th>
                {MILESTONE_KINDS.map((kind) => {
                  const milestone = line.milestones.find((one) => one.kind === kind);
                  return (
                    <td key={kind} className={milestone && milestone === chosen ? styles.chosen : undefined}>
                      {milestone ? (
                        <Step
                          milestone={milestone}
                          line={line}
                          today={today}
                          timeZone={timeZone}
                          mayReport={mayReport(line)}
                        />
                      ) : null}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {chosen && chosenLine && action && mayReport(chosenLine) ? (
        <Report key={chosen.id} milestone={chosen} line={chosenLine} today={today} action={action} />
      ) : null}
    </div>
  );
}

interface StepProps {
  milestone: MilestoneView;
  line: LineView;
  today: string;
  timeZone: string;
  mayReport: boolean;
}

function Step({ milestone, line, today, mayReport }: StepProps) {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const [params] = useSearchParams();
  const { kind, plannedOn, revisedOn, actualOn, reason, updatedByName } = milestone;
  const known = revisedOn ?? plannedOn;
  const overdue = actualOn === null ? daysBetween(known as CalendarDate, today as CalendarDate) : 0;
  const isOver = ['shipped', 'received', 'closed', 'cancelled'].includes(line.state);
  const step = actualOn ? 'done' : overdue > 0 && !isOver ? 'overdue' : 'open';
  const late = daysBetween(plannedOn as CalendarDate, (actualOn ?? known) as CalendarDate);
  const day = (date: string) => format.date(date, { weekday: false });
  return (
    <div className={styles.step} data-step={step} title={updatedByName ?? undefined}>
      {actualOn ? <strong>{t('board.actual', { date: day(actualOn) })}</strong> : null}
      {revisedOn && !actualOn ? <strong>{t('board.revised', { date: day(revisedOn) })}</strong> : null}
      <span className={actualOn || revisedOn ? styles.small : undefined}>
        {t('board.planned', { date: day(plannedOn) })}
      </span>
      {step === 'overdue' ? (
        <span className={`${styles.small} ${styles.late}`}>{t('board.overdue', { count: overdue })}</span>
      ) : late > 0 && (actualOn || revisedOn) ? (
        <span className={`${styles.small} ${styles.risk}`}>{t('board.late', { count: late })}</span>
      ) : null}
      {reason ? <span className={styles.small}>{reason}</span> : null}
      {mayReport ? (
        <Link
          to={{
            search: changeSearch(`?${params}`, { line: line.lineNo, milestone: kind, done: null }),
            hash: '#report',
          }}
          preventScrollReset
          replace
          className="no-print"
          aria-label={t('board.update', { milestone: t(`milestone.${kind}`), no: line.lineNo })}
        >
          {t('board.report')}
        </Link>
      ) : null}
    </div>
  );
}

interface ReportProps {
  milestone: MilestoneView;
  line: LineView;
  today: string;
  action: string;
}

/** One step's revised day, actual day and reason. */
function Report({ milestone, line, today, action }: ReportProps) {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const say = useProblemText();
  const fetcher = useFetcher<FormReply>();
  const panel = useRef<HTMLFormElement>(null);
  const name = t(`milestone.${milestone.kind}`);
  const errors = fetcher.data?.error;
  const wrong = (field: string) => {
    const problems = errors?.[field];
    return problems?.length ? problems.map(say).join(' ') : undefined;
  };
  const saved = fetcher.state === 'idle' && fetcher.data !== undefined && !errors;

  useEffect(() => {
    panel.current?.querySelector<HTMLElement>('input[type=date]')?.focus();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: said once, when the answer comes
  useEffect(() => {
    if (saved) toast({ kind: 'good', text: t('board.saved', { milestone: name, no: line.lineNo }) });
    if (errors) panel.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [fetcher.data, saved]);

  const fields = { inputWrapperOrder: ['label', 'input', 'description', 'error'] as const };
  return (
    <fetcher.Form id="report" ref={panel} method="post" action={action} noValidate className={styles.panel}>
      <h3>{t('board.formTitle', { milestone: name, no: line.lineNo, sku: line.skuCode })}</h3>
      <input type="hidden" name="intent" value="milestone" />
      <input type="hidden" name="lineId" value={line.id} />
      <input type="hidden" name="kind" value={milestone.kind} />
      <div className={styles.panelFields}>
        <TextInput
          type="date"
          name="actualOn"
          label={t('board.actualOn')}
          description={t('board.actualHelp')}
          defaultValue={milestone.actualOn ?? ''}
          max={today}
          error={wrong('actualOn')}
          inputWrapperOrder={[...fields.inputWrapperOrder]}
        />
        <TextInput
          type="date"
          name="revisedOn"
          label={t('board.revisedOn')}
          description={t('board.revisedHelp', { date: format.date(milestone.plannedOn) })}
          defaultValue={milestone.revisedOn ?? ''}
          error={wrong('revisedOn')}
          inputWrapperOrder={[...fields.inputWrapperOrder]}
        />
        <TextInput
          name="reason"
          label={t('board.reason')}
          description={t('board.reasonHelp')}
          defaultValue={milestone.reason ?? ''}
          maxLength={500}
          error={wrong('reason')}
          inputWrapperOrder={[...fields.inputWrapperOrder]}
        />
      </div>
      {(wrong('') ?? wrong('kind') ?? wrong('lineId')) ? (
        <p className={styles.late} role="alert">
          {wrong('') ?? wrong('kind') ?? wrong('lineId')}
        </p>
      ) : null}
      <Button type="submit" mt="md" aria-disabled={fetcher.state !== 'idle' || undefined}>
        {t('board.save')}
      </Button>
    </fetcher.Form>
  );
}
