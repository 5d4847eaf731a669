import { Button, Checkbox, Textarea } from '@mantine/core';
import { Form, Link, useLocation, useNavigation } from '@remix-run/react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormProblems } from '~/form/form-parts';
import type { Problem } from '~/kernel/problem';
import { paths } from '~/paths';
import { PageHeader, Section } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import type { PlacedLink } from '../domain/place-links';
import type { PlaceForm } from '../place-forms';
import type { PlaceView } from '../queries/place-options.server';
import { PlaceFirstStep } from './place-first-step';
import { PlaceSku } from './place-sku';
import styles from './pool.module.css';

/** The action's answer: what was refused, and what was sent. */
export interface PlaceReply {
  problems: Problem[];
  form: PlaceForm | null;
}

interface PlacePageProps {
  view: PlaceView;
  reply: PlaceReply | undefined;
  /** Orders that were just made. */
  placed: readonly PlacedLink[];
  issued: boolean;
}

/** Which factory can make this by then, at what cost and risk? */
export function PlacePage({ view, reply, placed, issued }: PlacePageProps) {
  const { t } = useTranslation('sourcing');
  const format = useFormat();
  const { search: address } = useLocation();
  const [isEdited, setEdited] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new address is a new comparison
  useEffect(() => setEdited(false), [address]);
  const pieces = view.skus.reduce((sum, { total }) => sum + total, 0);
  const able = view.skus.filter(({ suggested }) => suggested !== null).length;
  return (
    <>
      <PageHeader
        title={t('place.title')}
        answer={
          view.skus.length === 0
            ? t('place.answerEmpty')
            : able === 0
              ? t('place.answerNone', { pieces: format.pieces(pieces) })
              : t('place.answer', {
                  pieces: format.pieces(pieces),
                  able: format.number(able),
                  count: view.skus.length,
                })
        }
      />
      {placed.length > 0 ? <Placed placed={placed} issued={issued} /> : null}
      <PlaceFirstStep view={view} onEdit={() => setEdited(true)} />
      {view.skus.length > 0 ? <PlaceSecondStep view={view} reply={reply} isEdited={isEdited} /> : null}
    </>
  );
}

function Placed({ placed, issued }: { placed: readonly PlacedLink[]; issued: boolean }) {
  const { t } = useTranslation('sourcing');
  return (
    <p role="status" className={styles.notice}>
      {t(issued ? 'place.issued' : 'place.drafted', { count: placed.length })}{' '}
      {placed.map(({ factory, number }, i) => (
        <span key={number}>
          {i > 0 ? ', ' : null}
          <Link to={paths.platform.order(factory, number)}>{number}</Link>
        </span>
      ))}
    </p>
  );
}

function PlaceSecondStep({
  view,
  reply,
  isEdited,
}: {
  view: PlaceView;
  reply: PlaceReply | undefined;
  isEdited: boolean;
}) {
  const { t } = useTranslation('sourcing');
  const { search } = useLocation();
  const busy = useNavigation().state === 'submitting';
  const problems = reply?.problems ?? [];
  const above = problems.filter(({ field }) => field === undefined || !field.startsWith('choices['));
  const sent = reply?.form;
  return (
    <Form method="post" action={`${paths.platform.placeOrder()}${search}`} noValidate>
      <FormProblems problems={above} />
      {view.skus.map((sku, index) => (
        <PlaceSku
          key={sku.skuId}
          sku={sku}
          index={index}
          sent={sent?.choices.find((choice) => choice.sku === sku.code)}
          problems={problems}
        />
      ))}
      <Section title={t('place.finish')}>
        <div className={styles.rows}>
          <Checkbox
            name="inspection"
            label={t('place.inspection')}
            description={t('place.inspectionHelp')}
            defaultChecked={sent ? sent.inspection : view.search.kind !== 'sample'}
          />
          <Textarea name="note" label={t('place.note')} rows={2} defaultValue={sent?.note ?? ''} />
        </div>
        {isEdited ? (
          <p role="status" className={styles.notice} data-kind="warn">
            {t('place.edited')}
          </p>
        ) : (
          <p className={styles.help}>{t('place.consequence')}</p>
        )}
        <div className={styles.buttons}>
          <Button
            type="submit"
            name="intent"
            value="draft"
            disabled={isEdited}
            aria-disabled={busy || undefined}
          >
            {t('place.saveDraft')}
          </Button>
          <Button
            type="submit"
            name="intent"
            value="issue"
            variant="default"
            disabled={isEdited}
            aria-disabled={busy || undefined}
          >
            {t('place.issueNow')}
          </Button>
        </div>
      </Section>
    </Form>
  );
}
