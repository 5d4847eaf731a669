import { Button } from '@mantine/core';
import { Form, Link, useActionData, useNavigation } from '@remix-run/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormProblems } from '~/form/form-parts';
import type { FormReply } from '~/form/use-portal-form';
import { useProblemText } from '~/form/use-problem-text';
import type { Problem } from '~/kernel/problem';
import { EmptyState } from '~/ui/empty-state';
import { PageHeader, Section } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import { INCOTERMS } from '../domain/draft';
import type { OrderDetail } from '../domain/order-views';
import type { AmendSku } from '../queries/amend-skus.server';
import { AddLine } from './amend-add-line';
import { type AmendLine, amendDraft, amendPreview, isOpen, withNewLine, withoutLine } from './amend-draft';
import { AmendLineFields } from './amend-line';
import styles from './answer.module.css';
import { Field } from './field';
import { Changes } from './order-versions';
import { amountOf } from './words';

interface AmendPageProps {
  order: OrderDetail;
  warehouses: readonly { code: string; nameEn: string; nameZh: string }[];
  /** What can be added to the order. */
  skus: readonly AmendSku[];
  orderHref: string;
}

/** An amendment: the order in fields, the difference as it is typed, and the new version. */
export function AmendPage(props: AmendPageProps) {
  const { order, orderHref } = props;
  const { t } = useTranslation('orders');
  const say = useProblemText();
  const title = t('amend.title', { number: order.number });
  const verdict = order.actions.find(({ action }) => action === 'amend');
  if (!verdict?.allowed) {
    return (
      <>
        <PageHeader title={title} />
        <EmptyState
          title={t('amend.refused')}
          text={verdict && !verdict.allowed ? say(verdict.reason) : undefined}
          action={<Link to={orderHref}>{t('answerPage.toOrder')}</Link>}
        />
      </>
    );
  }
  return <AmendForm {...props} title={title} />;
}

function AmendForm({ order, warehouses, skus, orderHref, title }: AmendPageProps & { title: string }) {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const form = useRef<HTMLFormElement>(null);
  const reply = useActionData() as FormReply | undefined;
  const errors = reply?.error ?? undefined;
  const busy = useNavigation().state === 'submitting';
  const [draft, setDraft] = useState(() => amendDraft(order));
  const preview = useMemo(() => amendPreview(order, draft), [order, draft]);
  const sent = draft.lines.filter((line) => preview.lineNos.includes(line.lineNo));
  const problemsAt = (name: string): readonly Problem[] | undefined => errors?.[name] ?? undefined;
  const nothing = preview.changes.length === 0;
  const [pressed, setPressed] = useState(false);
  useEffect(() => {
    if (reply?.error) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [reply]);
  const money = (minor: string) => format.money(amountOf(minor, order.currency));
  return (
    <>
      <PageHeader title={title} answer={t('amend.intro', { version: order.version })} />
      <Form
        method="post"
        ref={form}
        noValidate
        className={styles.form}
        onSubmit={(event) => {
          setPressed(nothing);
          if (nothing || busy) event.preventDefault();
        }}
      >
        <FormProblems problems={errors?.['']} />
        <input type="hidden" name="version" value={order.version} />
        {draft.note.trim() === '' ? <input type="hidden" name="clearNote" value="on" /> : null}
        {order.lines
          .filter((line) => !isOpen(line) && line.state !== 'cancelled')
          .map((line) => (
            <LockedLine key={line.id} line={line} />
          ))}
        {draft.lines.map((line) => (
          <AmendLineFields
            key={line.lineId}
            line={line}
            name={nameOf(order, line)}
            // Lines that stay as they are have no place among those that are sent.
            index={sent.indexOf(line)}
            currency={order.currency}
            warehouses={warehouses}
            problemsAt={problemsAt}
            onChange={(next) =>
              setDraft((now) => ({
                ...now,
                lines: now.lines.map((one) => (one.lineId === line.lineId ? next : one)),
              }))
            }
            onRemove={() => setDraft((now) => withoutLine(now, line.lineId))}
          />
        ))}
        <AddLine
          skus={skus.filter(({ skuId }) => !draft.lines.some(({ lineId }) => lineId === skuId))}
          onAdd={(sku) => setDraft((now) => withNewLine(now, order, sku))}
        />
        <div className={styles.amendHead}>
          <Field label={t('amend.incoterm')} name="incoterm" problems={problemsAt('incoterm')}>
            {(attributes) => (
              <select
                {...attributes}
                value={draft.incoterm}
                onChange={(event) => setDraft({ ...draft, incoterm: event.currentTarget.value })}
              >
                {INCOTERMS.map((term) => (
                  <option key={term} value={term}>
                    {term}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field
            label={t('amend.inspection')}
            name="inspectionRequired"
            problems={problemsAt('inspectionRequired')}
          >
            {(attributes) => (
              <select
                {...attributes}
                value={draft.inspectionRequired ? 'yes' : 'no'}
                onChange={(event) =>
                  setDraft({ ...draft, inspectionRequired: event.currentTarget.value === 'yes' })
                }
              >
                <option value="yes">{t('order.facts.inspectionYes')}</option>
                <option value="no">{t('order.facts.inspectionNo')}</option>
              </select>
            )}
          </Field>
          <Field label={t('amend.note')} name="note" problems={problemsAt('note')}>
            {(attributes) => (
              <input
                {...attributes}
                maxLength={2000}
                value={draft.note}
                onChange={(event) => setDraft({ ...draft, note: event.currentTarget.value })}
              />
            )}
          </Field>
          <Field label={t('amend.reason')} name="reason" problems={problemsAt('reason')}>
            {(attributes) => <input {...attributes} maxLength={500} />}
          </Field>
        </div>
        <Section title={t('amend.previewTitle', { version: order.version + 1 })}>
          {nothing ? (
            <p className="muted">{t('amend.nothing')}</p>
          ) : (
            <Changes changes={preview.changes} no={order.version + 1} currency={order.currency} />
          )}
        </Section>
        <footer className={styles.send}>
          <p
            aria-live="polite"
            id="amend-summary"
            className={nothing && pressed ? styles.unfinished : undefined}
          >
            {nothing
              ? t(pressed ? 'amend.nothingToSend' : 'amend.nothing')
              : t('amend.consequence', {
                  count: preview.lineNos.length,
                  before: money(preview.valueBefore),
                  after: money(preview.valueAfter),
                })}
          </p>
          <div className={styles.sendButtons}>
            <Button
              type="submit"
              aria-disabled={nothing || busy || undefined}
              data-disabled={nothing || busy || undefined}
              aria-describedby="amend-summary"
            >
              {t('amend.send', { version: order.version + 1 })}
            </Button>
            <Link to={orderHref}>{t('answerPage.toOrder')}</Link>
          </div>
        </footer>
      </Form>
    </>
  );
}

/** The names of a line's SKU, of the order or of what is added. */
function nameOf(order: OrderDetail, line: AmendLine) {
  if (line.added) return line.added;
  const { skuNameEn: nameEn, skuNameZh: nameZh } = order.lines.find(({ id }) => id === line.lineId)!;
  return { nameEn, nameZh };
}

/** A line that has gone too far to be changed, and why. */
function LockedLine({ line }: { line: OrderDetail['lines'][number] }) {
  const { t } = useTranslation('orders');
  const say = useProblemText();
  const verdict = line.actions.find(({ action }) => action === 'amend');
  const reason = verdict && !verdict.allowed ? say(verdict.reason) : '';
  return (
    <p className={styles.locked}>
      <strong>{line.skuCode}</strong> {t('amend.lineLocked', { no: line.lineNo, reason })}
    </p>
  );
}
