import { Button, NativeSelect, Textarea } from '@mantine/core';
import { Link, useFetcher } from '@remix-run/react';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormReply } from '~/form/use-portal-form';
import { useProblemText } from '~/form/use-problem-text';
import { useFormat } from '~/ui/use-format';
import type { ActionVerdict, OrderAction } from '../domain/order-states';
import type { LineView, OrderDetail } from '../domain/order-views';
import styles from './order.module.css';
import { amountOf, useName, useSentences } from './words';

/** Where the actions of an order lead; a side has those that it may ever do. */
export interface ActionPaths {
  answer?: string;
  /** Takes issue, cancel, close and decisions. */
  manage?: string;
  amend?: string;
  progress?: string;
  inspection?: string;
  messages?: string;
  ship?: string;
}

const OF_SIDE = {
  factory: ['answer', 'start_production', 'update_milestone', 'record_inspection', 'ship', 'message'],
  platform: ['issue', 'accept_proposal', 'amend', 'record_inspection', 'close', 'cancel', 'message'],
} as const satisfies Record<string, readonly OrderAction[]>;

type Shown = (typeof OF_SIDE)['factory' | 'platform'][number];

interface OrderActionsProps {
  side: 'factory' | 'platform';
  order: OrderDetail;
  paths: ActionPaths;
}

/** Every action of this side as a button: what can be done first, then what cannot and why. */
export function OrderActions({ side, order, paths }: OrderActionsProps) {
  const { t } = useTranslation('orders');
  const shown = (OF_SIDE[side] as readonly Shown[]).flatMap((action) => {
    const verdict = order.actions.find((one) => one.action === action);
    return verdict ? [{ action, verdict }] : [];
  });
  const possible = shown.filter(({ verdict }) => verdict.allowed);
  const others = shown.filter(({ verdict }) => !verdict.allowed);
  return (
    <>
      <div className={`${styles.possible} no-print`}>
        <h2>{t('actions.title')}</h2>
        <ul className={styles.actions}>
          {possible.map(({ action, verdict }, index) => (
            <li key={action} className={styles.action}>
              <Possible action={action} verdict={verdict} order={order} paths={paths} primary={index === 0} />
            </li>
          ))}
        </ul>
      </div>
      <ul className={`${styles.actions} ${styles.impossible} no-print`}>
        {others.map(({ action, verdict }) => (
          <li key={action} className={styles.action}>
            <Impossible action={action} verdict={verdict} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Impossible({ action, verdict }: { action: Shown; verdict: ActionVerdict }) {
  const { t } = useTranslation('orders');
  const say = useProblemText();
  const whyId = useId();
  return (
    <>
      <button type="button" aria-disabled="true" aria-describedby={whyId} className={styles.buttonLink}>
        {t(`actions.${action}`)}
      </button>
      <span id={whyId} className={styles.why}>
        {verdict.allowed ? null : say(verdict.reason)}
      </span>
    </>
  );
}

interface PossibleProps {
  action: Shown;
  verdict: ActionVerdict;
  order: OrderDetail;
  paths: ActionPaths;
  primary: boolean;
}

function Possible({ action, verdict, order, paths, primary }: PossibleProps) {
  const { t } = useTranslation('orders');
  switch (action) {
    case 'answer':
      return (
        <GoTo to={paths.answer} label={t('actions.answer')} primary={primary}>
          {t('actions.answerHelp', { count: verdict.lineIds.length })}
        </GoTo>
      );
    case 'accept_proposal':
      return <GoTo to="#proposals" label={t('actions.accept_proposal')} primary={primary} />;
    case 'update_milestone':
      return <GoTo to="#milestones" label={t('actions.update_milestone')} primary={primary} />;
    case 'message':
      return <GoTo to="#conversation" label={t('actions.message')} primary={false} />;
    case 'ship':
      return <GoTo to={paths.ship} label={t('actions.ship')} primary={primary} />;
    case 'amend':
      return (
        <GoTo to={paths.amend} label={t('actions.amend')} primary={false}>
          {t('actions.amendHelp')}
        </GoTo>
      );
    case 'issue':
      return <Issue order={order} path={paths.manage} />;
    case 'cancel':
      return <Cancel order={order} path={paths.manage} />;
    case 'close':
      return <Close order={order} path={paths.manage} />;
    case 'start_production':
      return <Start order={order} lineIds={verdict.lineIds} path={paths.progress} />;
    case 'record_inspection':
      return <Inspect order={order} lineIds={verdict.lineIds} path={paths.inspection} />;
  }
}

interface GoToProps {
  to: string | undefined;
  label: string;
  primary: boolean;
  children?: ReactNode;
}

function GoTo({ to, label, primary, children }: GoToProps) {
  if (!to) return null;
  const attributes = { className: styles.buttonLink, 'data-primary': primary || undefined };
  return (
    <>
      {to.startsWith('#') ? (
        <a href={to} {...attributes}>
          {label}
        </a>
      ) : (
        <Link to={to} prefetch="intent" {...attributes}>
          {label}
        </Link>
      )}
      {children ? <span className={styles.why}>{children}</span> : null}
    </>
  );
}

/** A button that opens onto its consequence and the form behind it. */
function Disclosure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <details className={styles.disclosure}>
      <summary>{label}</summary>
      <div className={styles.inner}>{children}</div>
    </details>
  );
}

/** Problems of a form that stays on the page, by field; those of no field under the empty name. */
function useReply(fetcher: { data: FormReply | undefined }): (field: string) => string | undefined {
  const say = useProblemText();
  return (field) => {
    const problems = fetcher.data?.error?.[field];
    return problems?.length ? problems.map(say).join(' ') : undefined;
  };
}

function Problems({ text }: { text: string | undefined }) {
  return text ? (
    <p className={styles.late} role="alert">
      {text}
    </p>
  ) : null;
}

function Issue({ order, path }: { order: OrderDetail; path: string | undefined }) {
  const { t } = useTranslation('orders');
  const nameOf = useName();
  const fetcher = useFetcher<FormReply>();
  const wrong = useReply(fetcher);
  return (
    <fetcher.Form method="post" action={path} className={styles.action}>
      <input type="hidden" name="intent" value="issue" />
      <Button type="submit" aria-disabled={fetcher.state !== 'idle' || undefined}>
        {t('actions.issue')}
      </Button>
      <span className={styles.why}>{t('actions.issueHelp', { factory: nameOf(order.factory) })}</span>
      <Problems text={wrong('')} />
    </fetcher.Form>
  );
}

function Cancel({ order, path }: { order: OrderDetail; path: string | undefined }) {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const sentences = useSentences();
  const fetcher = useFetcher<FormReply>();
  const wrong = useReply(fetcher);
  const open = order.lines.filter((line) => line.state !== 'cancelled');
  const made = open.filter((line) => line.state === 'in_production').length;
  return (
    <Disclosure label={t('actions.cancel')}>
      <fetcher.Form method="post" action={path} className={styles.inner}>
        <input type="hidden" name="intent" value="cancel" />
        <p>
          {sentences(
            t('actions.cancelHelp', {
              count: open.length,
              pieces: format.pieces(order.pieces),
              value: format.money(amountOf(order.valueMinor, order.currency)),
            }),
            made > 0 && t('actions.cancelProduction', { count: made }),
          )}
        </p>
        <Textarea
          name="reason"
          rows={2}
          maxLength={500}
          label={t('actions.cancelReason')}
          description={t('actions.cancelReasonHelp')}
          error={wrong('reason')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
        />
        <Problems text={wrong('')} />
        <Button type="submit" color="red.8" aria-disabled={fetcher.state !== 'idle' || undefined}>
          {t('actions.cancel')}
        </Button>
      </fetcher.Form>
    </Disclosure>
  );
}

function Close({ order, path }: { order: OrderDetail; path: string | undefined }) {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const fetcher = useFetcher<FormReply>();
  const wrong = useReply(fetcher);
  const missing = (order.agreedPieces ?? order.pieces) - order.receivedPieces;
  return (
    <Disclosure label={t('actions.close')}>
      <fetcher.Form method="post" action={path} className={styles.inner}>
        <input type="hidden" name="intent" value="close" />
        <p>
          {t('actions.closeHelp', {
            missing:
              missing > 0
                ? t('actions.closeShort', { pieces: format.pieces(missing) })
                : t('actions.closeFull'),
          })}
        </p>
        {missing > 0 ? (
          <Textarea
            name="reason"
            rows={2}
            maxLength={500}
            label={t('actions.closeReason')}
            error={wrong('reason')}
          />
        ) : null}
        <Problems text={wrong('')} />
        <Button type="submit" aria-disabled={fetcher.state !== 'idle' || undefined}>
          {t('actions.close')}
        </Button>
      </fetcher.Form>
    </Disclosure>
  );
}

function useLineLabel(): (line: LineView) => string {
  const { t } = useTranslation('orders');
  return (line) => t('actions.startLine', { no: line.lineNo, sku: line.skuCode });
}

interface OnLinesProps {
  order: OrderDetail;
  lineIds: readonly string[];
  path: string | undefined;
}

/** Lines to choose from, all chosen to begin with; a single one needs no choice. */
function LineChoice({ order, lineIds, legend }: Omit<OnLinesProps, 'path'> & { legend: string }) {
  const lineLabel = useLineLabel();
  const lines = order.lines.filter((line) => lineIds.includes(line.id));
  const [only] = lines;
  if (lines.length === 1 && only) return <input type="hidden" name="lineIds" value={only.id} />;
  return (
    <fieldset className={styles.checks}>
      <legend>{legend}</legend>
      {lines.map((line) => (
        <label key={line.id} className={styles.check}>
          <input type="checkbox" name="lineIds" value={line.id} defaultChecked />
          {lineLabel(line)}
        </label>
      ))}
    </fieldset>
  );
}

function Start({ order, lineIds, path }: OnLinesProps) {
  const { t } = useTranslation('orders');
  const fetcher = useFetcher<FormReply>();
  const wrong = useReply(fetcher);
  return (
    <Disclosure label={t('actions.start_production')}>
      <fetcher.Form method="post" action={path} className={styles.inner}>
        <input type="hidden" name="intent" value="start" />
        <p>{t('actions.startHelp', { count: lineIds.length })}</p>
        <LineChoice order={order} lineIds={lineIds} legend={t('actions.startLines')} />
        <Problems text={wrong('') ?? wrong('lineIds')} />
        <Button type="submit" aria-disabled={fetcher.state !== 'idle' || undefined}>
          {t('actions.start_production')}
        </Button>
      </fetcher.Form>
    </Disclosure>
  );
}

function Inspect({ order, lineIds, path }: OnLinesProps) {
  const { t } = useTranslation('orders');
  const fetcher = useFetcher<FormReply>();
  const wrong = useReply(fetcher);
  return (
    <Disclosure label={t('actions.record_inspection')}>
      <fetcher.Form method="post" action={path} className={styles.inner}>
        <p>{t('actions.inspectionHelp')}</p>
        <LineChoice order={order} lineIds={lineIds} legend={t('actions.inspectionLines')} />
        <NativeSelect
          name="verdict"
          label={t('actions.inspectionResult')}
          error={wrong('verdict')}
          data={[
            { value: 'passed', label: t('actions.inspectionPassed') },
            { value: 'failed', label: t('actions.inspectionFailed') },
          ]}
        />
        <Textarea
          name="note"
          rows={2}
          maxLength={2000}
          label={t('actions.inspectionNote')}
          error={wrong('note')}
        />
        <Problems text={wrong('') ?? wrong('lineIds')} />
        <Button type="submit" aria-disabled={fetcher.state !== 'idle' || undefined}>
          {t('actions.record_inspection')}
        </Button>
      </fetcher.Form>
    </Disclosure>
  );
}
