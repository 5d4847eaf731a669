import { Button } from '@mantine/core';
import { Form, Link, useNavigation } from '@remix-run/react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import { type ExceptionKind, MOST_EXCEPTIONS } from '../domain/exceptions/exception-kinds';
import { exceptionKey } from '../domain/exceptions/exception-ranking';
import type { DayException, DayExceptions } from '../queries/day-exceptions.server';
import styles from './exceptions.module.css';
import { moneyOf } from './money-of';

interface ExceptionListProps {
  exceptions: DayExceptions;
  /** Takes the POST with what was said to an exception. */
  action: string;
  /** Where an exception is dealt with: for those who only read. */
  linkOf: (exception: DayException) => string;
  /** The reader may act, put aside and postpone. */
  mayDecide: boolean;
  /** The reader may adjust demand; others are led to look at it. Default: true. */
  mayOverride?: boolean;
}

/** Kinds that an adjustment of demand solves. */
const SOLVED_BY_OVERRIDE: readonly string[] = ['noHistory', 'overrideEnds'] satisfies ExceptionKind[];

/**
 * At most ten things of the day, the most money first, each with the way to where it is solved. What is put aside makes
 * no room for another one today.
 */
export function ExceptionList({
  exceptions,
  action,
  linkOf,
  mayDecide,
  mayOverride = true,
}: ExceptionListProps) {
  const { t } = useTranslation('changes');
  const { open, done } = exceptions;
  const list = useRef<HTMLOListElement>(null);
  useKeepPlace(list, open.length);
  const all = open.length + done;
  return (
    <Section
      title={t('exceptions.title')}
      aside={
        <span className="small muted">
          {all === 0 ? null : t('exceptions.progress', { done, all, most: MOST_EXCEPTIONS })}
        </span>
      }
    >
      {open.length === 0 ? (
        <p className="muted">{t(done > 0 ? 'exceptions.allDone' : 'exceptions.none')}</p>
      ) : (
        <ol className={styles.list} ref={list}>
          {open.map((exception) => (
            <Item
              key={exceptionKey(exception)}
              exception={exception}
              action={action}
              linkOf={linkOf}
              mayDecide={mayDecide}
              mayOverride={mayOverride}
            />
          ))}
        </ol>
      )}
    </Section>
  );
}

function Item({
  exception,
  action,
  linkOf,
  mayDecide,
  mayOverride,
}: Omit<ExceptionListProps, 'exceptions'> & { exception: DayException }) {
  const { t } = useTranslation('changes');
  const format = useFormat();
  const navigation = useNavigation();
  const { kind, subject, week, factory } = exception;
  const text = useSentence()(exception);
  const zh = format.locale === 'zh';
  const busy =
    navigation.formAction?.endsWith(action) === true &&
    navigation.formData?.get('subject') === subject &&
    navigation.formData?.get('kind') === kind;
  const isOnlyLooked = !mayOverride && SOLVED_BY_OVERRIDE.includes(kind);
  const verb = t(`exceptions.actions.${isOnlyLooked ? 'look' : (kind as ExceptionKind)}`);
  return (
    <li className={styles.item} aria-busy={busy}>
      <span className={styles.text}>
        {factory ? <strong>{zh ? factory.nameZh : factory.nameEn}</strong> : null}
        {factory ? (zh ? '：' : ': ') : null}
        {text}
      </span>
      <span className={styles.money}>{format.money(moneyOf(exception.moneyMinor, exception.currency))}</span>
      {mayDecide ? (
        <Form method="post" action={action} className={styles.actions} preventScrollReset>
          <input type="hidden" name="kind" value={kind} />
          <input type="hidden" name="subject" value={subject} />
          {week ? <input type="hidden" name="week" value={week} /> : null}
          <Button
            type="submit"
            name="verdict"
            value="acted"
            size="compact-sm"
            variant="light"
            aria-label={`${verb}: ${text}`}
          >
            {verb}
          </Button>
          {PUT_ASIDE.map((verdict) => (
            <Button
              key={verdict}
              type="submit"
              name="verdict"
              value={verdict}
              size="compact-sm"
              variant="subtle"
              aria-label={`${t(`exceptions.${verdict}`)}: ${text}`}
              title={t(`exceptions.${verdict}Meaning`)}
            >
              {t(`exceptions.${verdict}`)}
            </Button>
          ))}
        </Form>
      ) : (
        <Link to={linkOf(exception)} prefetch="intent" aria-label={`${verb}: ${text}`}>
          {verb}
        </Link>
      )}
    </li>
  );
}

const PUT_ASIDE = ['snoozed', 'dismissed'] as const;

/** What an exception says, in a sentence with its figures. */
function useSentence() {
  const { t } = useTranslation('changes');
  const format = useFormat();
  const zh = format.locale === 'zh';
  return ({ kind, skuCode, skuNameEn, skuNameZh, week, params }: DayException): string => {
    const figure = (name: string) => Number(params[name] ?? 0);
    const was = figure('was');
    const now = figure('now');
    return t(`exceptions.kinds.${kind as ExceptionKind}`, {
      sku: `${skuCode} ${zh ? skuNameZh : skuNameEn}`.trim(),
      week: week ? format.week(week) : '',
      date: week ? format.date(week) : '',
      was: format.number(was),
      now: format.pieces(kind === 'jump' ? figure('now') : now),
      change: signed(kind === 'jump' ? figure('change') : now - was, format.number),
      pieces: format.pieces(figure('pieces')),
      skus: format.number(figure('skus')),
      weeks: format.number(figure('weeks')),
      lead: format.number(figure('lead')),
      days: format.number(figure('days')),
      bias: signed(figure('bias'), format.number),
      market: params.market === '*' ? t('allMarkets') : String(params.market ?? ''),
      lastDay: params.lastDay ? format.date(String(params.lastDay)) : '',
    });
  };
}

const signed = (value: number, number: (n: number) => string): string =>
  `${value < 0 ? '−' : '+'}${number(Math.abs(value))}`;

/** When an item leaves the list, the one that takes its place has the focus: the keyboard goes on where it was. */
function useKeepPlace(list: React.RefObject<HTMLOListElement | null>, length: number): void {
  const place = useRef(-1);
  const before = useRef(length);
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const remember = (event: FocusEvent) => {
      place.current = [...element.children].findIndex((item) => item.contains(event.target as Node));
    };
    element.addEventListener('focusin', remember);
    return () => element.removeEventListener('focusin', remember);
  }, [list]);
  useEffect(() => {
    if (length < before.current && place.current >= 0) {
      const items = list.current?.children;
      items?.[Math.min(place.current, items.length - 1)]?.querySelector('button')?.focus();
    }
    before.current = length;
  }, [list, length]);
}
