import { Button } from '@mantine/core';
import { Form, Link, useActionData, useNavigation } from '@remix-run/react';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FormProblems } from '~/form/form-parts';
import type { FormReply } from '~/form/use-portal-form';
import { EmptyState } from '~/ui/empty-state';
import { PageHeader } from '~/ui/page-header';
import { toast } from '~/ui/toast';
import { useFormat } from '~/ui/use-format';
import type { LineView, OrderDetail } from '../domain/order-views';
import styles from './answer.module.css';
import { type AnswerDraft, acceptedAsAsked, summaryOf } from './answer-draft';
import { AnswerLine } from './answer-line';
import { useAnswerDraft } from './use-answer-draft';
import { useAnswerKeys } from './use-answer-keys';
import { sumsOf, useSentences, useSums } from './words';

interface AnswerPageProps {
  order: OrderDetail;
  /** Lines that wait for the answer. */
  lines: readonly LineView[];
  /** Today in the factory's time zone, YYYY-MM-DD. */
  today: string;
  orderHref: string;
}

/** The factory's answer: every open line on one screen, by keyboard, on a phone as well. */
export function AnswerPage({ order, lines, today, orderHref }: AnswerPageProps) {
  const { t } = useTranslation('orders');
  const title = t('answerPage.title', { number: order.number });
  if (lines.length === 0) {
    return (
      <>
        <PageHeader title={title} />
        <EmptyState
          title={t('answerPage.nothing')}
          text={t('answerPage.nothingText')}
          action={<Link to={orderHref}>{t('answerPage.toOrder')}</Link>}
        />
      </>
    );
  }
  return <AnswerForm order={order} lines={lines} today={today} orderHref={orderHref} title={title} />;
}

function AnswerForm({ order, lines, today, orderHref, title }: AnswerPageProps & { title: string }) {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const sums = useSums();
  const form = useRef<HTMLFormElement>(null);
  const asked = useMemo(() => lines.flatMap((line) => line.schedules), [lines]);
  const { draft, change, restored, startOver } = useAnswerDraft(order.id, order.version, asked, today);
  const reply = useActionData() as FormReply | undefined;
  const errors = reply?.error ?? undefined;
  const navigation = useNavigation();
  useAnswerKeys(form);
  useFirstProblem(form, reply);
  const unfinished = summaryOf(asked, draft).unfinished;
  const busy = navigation.state === 'submitting';
  const lastDay = asked
    .map(({ requestedShipOn }) => requestedShipOn)
    .sort()
    .at(-1)!;
  const acceptAll = () => {
    for (const one of asked) change(one.id, () => acceptedAsAsked(one, today));
  };
  return (
    <>
      <PageHeader
        title={title}
        answer={t('answerPage.question', {
          pieces: format.pieces(lines.reduce((sum, line) => sum + line.quantity, 0)),
          value: sums(sumsOf(lines.map((line) => ({ currency: order.currency, minor: line.valueMinor })))),
          lines: t('answerPage.linesCount', { count: lines.length }),
          date: format.date(lastDay),
        })}
        action={
          <Button variant="default" onClick={acceptAll}>
            {t('answerPage.acceptAll')}
          </Button>
        }
      />
      <Keys />
      {restored ? (
        <p className={styles.restored} role="status">
          {t('answerPage.restored')}{' '}
          <button type="button" className={styles.quiet} onClick={startOver}>
            {t('answerPage.startOver')}
          </button>
        </p>
      ) : null}
      <Form
        method="post"
        ref={form}
        noValidate
        className={styles.form}
        onSubmit={(event) => {
          if (unfinished > 0 || busy) {
            event.preventDefault();
            form.current
              ?.querySelector<HTMLElement>('[data-tone="bad"][data-left]')
              ?.scrollIntoView({ block: 'center' });
          } else if (!navigator.onLine) {
            event.preventDefault();
            toast({ kind: 'bad', text: t('answerPage.failed') });
          }
        }}
      >
        <FormProblems problems={errors?.['']} />
        <input type="hidden" name="version" value={order.version} />
        {lines.map((line, index) => (
          <AnswerLine
            key={line.id}
            line={line}
            index={index}
            currency={order.currency}
            today={today}
            draft={draft}
            problemsAt={(name) => errors?.[name] ?? undefined}
            change={change}
          />
        ))}
        <SendBar asked={asked} draft={draft} busy={busy} orderHref={orderHref} />
      </Form>
    </>
  );
}

/** What the answer comes to, in words before the button; the button says why it cannot be pressed. */
function SendBar({
  asked,
  draft,
  busy,
  orderHref,
}: {
  asked: OrderDetail['lines'][number]['schedules'];
  draft: AnswerDraft;
  busy: boolean;
  orderHref: string;
}) {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const sentences = useSentences();
  const summary = summaryOf(asked, draft);
  const { unfinished } = summary;
  return (
    <footer className={styles.send}>
      <p id="answer-summary" aria-live="polite">
        {unfinished > 0 ? (
          <strong className={styles.unfinished}>{t('answerPage.unfinished', { count: unfinished })} </strong>
        ) : null}
        {sentences(
          t('answerPage.summary', {
            promised: format.pieces(summary.promised),
            proposed: format.pieces(summary.proposed),
            rejected: format.pieces(summary.rejected),
          }),
          summary.later > 0 && t('answerPage.summaryLater', { pieces: format.pieces(summary.later) }),
          summary.lastDay && t('answerPage.summaryLast', { date: format.date(summary.lastDay) }),
        )}
      </p>
      <div className={styles.sendButtons}>
        <Button
          type="submit"
          data-send
          aria-disabled={unfinished > 0 || busy || undefined}
          aria-describedby="answer-summary"
        >
          {t('answerPage.send')}
        </Button>
        <Link to={orderHref}>{t('answerPage.toOrder')}</Link>
      </div>
    </footer>
  );
}

function Keys() {
  const { t } = useTranslation('orders');
  const keys = [
    ['a', t('answerPage.keys.a')],
    ['s', t('answerPage.keys.s')],
    ['j k', t('answerPage.keys.jk')],
    ['Enter', t('answerPage.keys.enter')],
    ['Ctrl Enter', t('answerPage.keys.send')],
  ] as const;
  return (
    <dl className={`${styles.keys} no-print`} aria-label={t('answerPage.keysTitle')}>
      {keys.map(([key, what]) => (
        <div key={key}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Leads to the first field that the server refused. */
function useFirstProblem(form: React.RefObject<HTMLFormElement | null>, reply: FormReply | undefined) {
  useEffect(() => {
    if (!reply?.error) return;
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [form, reply]);
}
