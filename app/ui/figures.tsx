import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Money as MoneyAmount } from '~/kernel/money';
import type { DateOptions, MoneyOptions, NumberOptions } from '~/platform/format';
import styles from './figures.module.css';
import { useFormat } from './use-format';

/** An amount with its currency: `USD 1,234.50`; `currency={false}` where the header names it. */
export function Money({ amount, ...options }: { amount: MoneyAmount } & MoneyOptions) {
  return <span className="figures">{useFormat().money(amount, options)}</span>;
}

/** A number with thousands separators. */
export function Num({ value, ...options }: { value: number | bigint } & NumberOptions) {
  return <span className="figures">{useFormat().number(value, options)}</span>;
}

interface PercentProps extends NumberOptions {
  /** Or `numerator` and `denominator`, which also make the tooltip "12 of 340". */
  ratio?: number;
  numerator?: number;
  denominator?: number;
}

/** A percentage; given as a fraction it tells its denominator in a tooltip. */
export function Percent({ ratio, numerator, denominator, ...options }: PercentProps) {
  const { t } = useTranslation('common');
  const format = useFormat();
  const isFraction = numerator !== undefined && denominator !== undefined;
  const value = isFraction ? numerator / denominator : (ratio ?? Number.NaN);
  const title = isFraction
    ? t('ofTotal', { part: format.number(numerator), total: format.number(denominator) })
    : undefined;
  return (
    <span className="figures" title={title}>
      {format.percent(value, options)}
    </span>
  );
}

/** A week named by its Monday: `W48` / `第48周`, with the Monday's date as tooltip. */
export function Week({ monday, year }: { monday: string; year?: boolean }) {
  const format = useFormat();
  return (
    <time dateTime={monday} title={format.date(monday, { year: true })} className="figures">
      {format.week(monday, { year })}
    </time>
  );
}

/** A calendar date: `Sun 22 Nov` / `11月22日 周日`. */
export function DateText({ date, ...options }: { date: string } & DateOptions) {
  return (
    <time dateTime={date} className="figures">
      {useFormat().date(date, options)}
    </time>
  );
}

/** An instant as clocks in `timeZone` (IANA name) show it. */
export function DateTime({ at, timeZone, year }: { at: number; timeZone: string; year?: boolean }) {
  return (
    <time dateTime={new Date(at).toISOString()} className="figures">
      {useFormat().dateTime(at, timeZone, { year })}
    </time>
  );
}

interface DeltaProps {
  /** The change; null or undefined when there is nothing to compare with. */
  value: number | null | undefined;
  /** Whether more is better, worse, or neither; decides the colour only. */
  good?: 'up' | 'down' | 'none';
  /** The change as text where it is not a plain number (money, percentage points); without sign. */
  text?: string;
}

/** A change as a direction and a figure: ▲ 120, ▼ 35; colour comes second. Nothing for no change, – for unknown. */
export function Delta({ value, good = 'none', text }: DeltaProps) {
  const { t } = useTranslation('common');
  const format = useFormat();
  if (value === null || value === undefined) {
    return (
      <span className={styles.delta} title={t('delta.unknown')}>
        –
      </span>
    );
  }
  if (value === 0) return <span className="visually-hidden">{t('delta.same')}</span>;
  const up = value > 0;
  const tone = good === 'none' ? undefined : (good === 'up') === up ? 'good' : 'bad';
  return (
    <span className={styles.delta} data-tone={tone}>
      <span aria-hidden>{up ? '▲' : '▼'}</span>
      <span className="visually-hidden">{up ? t('delta.up') : t('delta.down')}</span>
      {` ${text ?? format.number(Math.abs(value))}`}
    </span>
  );
}

interface KeyFigureProps {
  label: ReactNode;
  value: ReactNode;
  /** Unit behind the figure. */
  unit?: ReactNode;
  /** Change, comparison or the reason in a few words. */
  note?: ReactNode;
  /** Marks a figure that needs the reader; the label must say so in words. */
  tone?: 'good' | 'warn' | 'bad';
}

/** One figure that answers a question, with its name above and what explains it below. */
export function KeyFigure({ label, value, unit, note, tone }: KeyFigureProps) {
  return (
    <div className={styles.key} data-tone={tone}>
      <dt>{label}</dt>
      <dd>
        <span className={styles.value}>{value}</span>
        {unit ? <span className={styles.unit}> {unit}</span> : null}
        {note ? <div className={styles.note}>{note}</div> : null}
      </dd>
    </div>
  );
}

/** A row of key figures, divided by rules; two abreast on a phone. */
export function KeyFigures({ children }: { children: ReactNode }) {
  return <dl className={styles.keys}>{children}</dl>;
}

/** A state in the words of its state table; the shape of the mark differs beside the colour. */
export function StatusBadge({
  tone,
  children,
}: {
  tone: 'neutral' | 'active' | 'good' | 'warn' | 'bad';
  children: ReactNode;
}) {
  return (
    <span className={styles.badge} data-tone={tone}>
      {children}
    </span>
  );
}

/** A long name that loses its middle when room is short; the whole of it is the tooltip. Never for codes. */
export function MiddleTruncate({ text, tail = 8 }: { text: string; tail?: number }) {
  const characters = [...text];
  const cut = characters.length > tail * 2 ? characters.length - tail : characters.length;
  return (
    <span className={styles.middle} title={text}>
      <span className={styles.head}>{characters.slice(0, cut).join('')}</span>
      <span className={styles.tail}>{characters.slice(cut).join('')}</span>
    </span>
  );
}
