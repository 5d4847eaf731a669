import { useTranslation } from 'react-i18next';
import { useFormat } from '~/ui/use-format';
import type { BucketTrace, Why } from '../domain/netting/trace-types';
import styles from './forecast.module.css';
import { WHY_KEYS } from './why-keys';

interface NettingTraceProps {
  bucket: BucketTrace;
  /** Monday of a week index, also before the first and after the last week shown. */
  mondayOf: (week: number) => string;
  /** Minimum quantity and order multiple of the source, and the days of demand that target stock covers. */
  terms: { moq: number; multiple: number; targetDays: number; rule: string };
}

/** Netting counts in thousandths of a piece. */
const TRACE_DECIMALS = 3;
/** As wide as a point and three figures, so that whole pieces stand under whole pieces. */
const NO_DECIMALS = '\u2008\u2007\u2007\u2007';

interface Step {
  key: string;
  label: string;
  figure: string;
  sum?: boolean;
  result?: boolean;
}

/** One bucket as arithmetic a person can follow: each line is a figure, each sum stands under its parts. */
export function NettingTrace({ bucket, mondayOf, terms }: NettingTraceProps) {
  const { t } = useTranslation('forecast');
  const format = useFormat();
  const weekName = (week: number) => format.week(mondayOf(week));
  const steps = useSteps(bucket, weekName, terms);
  return (
    <div>
      <p>
        {t('trace.lead', {
          release: weekName(bucket.releaseWeek),
          exFactory: weekName(bucket.exFactoryWeek),
          arrival: weekName(bucket.arrivalWeek),
        })}
      </p>
      <div className={styles.traceGrid}>
        <table className={styles.steps}>
          <thead className="visually-hidden">
            <tr>
              <th scope="col">{t('trace.step')}</th>
              <th scope="col">{t('trace.figure')}</th>
            </tr>
          </thead>
          <tbody>
            {steps.map((step) => (
              <tr key={step.key} data-sum={step.sum} data-result={step.result}>
                <th scope="row">{step.label}</th>
                <td>{step.figure}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <div>
          <h3>{t('trace.why')}</h3>
          <WhyList why={bucket.why} weekName={weekName} />
          <p className={styles.rule}>{t('trace.rule', { rule: terms.rule })}</p>
        </div>
      </div>
    </div>
  );
}

function WhyList({ why, weekName }: { why: readonly Why[]; weekName: (week: number) => string }) {
  const { t } = useTranslation('forecast');
  const format = useFormat();
  if (why.length === 0) return <p>{t('trace.noWhy')}</p>;
  return (
    <ul className={styles.why}>
      {why.map(({ code, params }) => {
        const words = Object.fromEntries(
          Object.entries(params).map(([name, value]) => [
            name,
            /week$/i.test(name)
              ? weekName(value)
              : /Bp$/.test(name)
                ? format.percent(value / 10_000)
                : format.number(value, { maxDigits: 1 }),
          ]),
        );
        // Each reason has figures of its own; the catalogue's test compares both languages' placeholders.
        return <li key={code}>{String(t(WHY_KEYS[code], words as never))}</li>;
      })}
    </ul>
  );
}

function useSteps(
  bucket: BucketTrace,
  weekName: (week: number) => string,
  terms: NettingTraceProps['terms'],
): Step[] {
  const { t } = useTranslation('forecast');
  const { number, percent } = useFormat();
  const fraction = ![bucket.before.gross, bucket.gross, bucket.target].every(Number.isInteger);
  const arrival = weekName(bucket.arrivalWeek);
  // All decimals there are: whoever adds the lines up must get the sums that stand here.
  const figure = (value: number) =>
    Number.isInteger(value)
      ? `${number(value)}${fraction ? NO_DECIMALS : ''}`
      : number(value, { minDigits: TRACE_DECIMALS, maxDigits: TRACE_DECIMALS });
  const without = bucket.projectedBefore + bucket.inTransit + bucket.openOrders - bucket.gross;
  const steps: Step[] = [{ key: 'onHand', label: t('trace.onHand'), figure: figure(bucket.onHand) }];
  const line = (key: string, label: string, value: number, always = false) => {
    if (always || value !== 0) steps.push({ key, label, figure: figure(value) });
  };
  if (bucket.arrivalWeek > 0) {
    line('bt', t('trace.arrivedTransit', { arrival }), bucket.before.inTransit);
    line('bo', t('trace.arrivedOrders', { arrival }), bucket.before.openOrders);
    line('bp', t('trace.planned', { arrival }), bucket.before.planned);
    line('bg', t('trace.soldBefore', { arrival }), bucket.before.gross, true);
    steps.push({
      key: 'before',
      label: t('trace.before', { arrival }),
      figure: figure(bucket.projectedBefore),
      sum: true,
    });
  }
  line('transit', t('trace.transit', { arrival }), bucket.inTransit);
  line('orders', t('trace.openOrders', { arrival }), bucket.openOrders);
  line('gross', t('trace.gross', { arrival }), bucket.gross, true);
  steps.push({ key: 'without', label: t('trace.without', { arrival }), figure: figure(without), sum: true });
  line('target', t('trace.target', { days: terms.targetDays }), bucket.target, true);
  steps.push({ key: 'net', label: t('trace.net'), figure: figure(bucket.net), sum: true });
  if (bucket.net > 0) {
    const fair = (Math.ceil(bucket.net) * bucket.effectiveShareBp) / 10_000;
    const key = Math.abs(bucket.part - fair) < 0.5 ? 'trace.share' : 'trace.shareCarried';
    line('part', t(key, { share: percent(bucket.effectiveShareBp / 10_000) }), bucket.part, true);
    line(
      'wanted',
      t('trace.wanted', { moq: number(terms.moq), multiple: number(terms.multiple) }),
      bucket.wanted,
      true,
    );
  }
  if (bucket.previous !== null && bucket.allowed) {
    line('previous', t('trace.previous'), bucket.previous, true);
    line('ordered', t('trace.ordered'), bucket.ordered);
    steps.push({
      key: 'allowed',
      label: t('trace.allowed', { zone: t(`zone.${bucket.zone}`) }),
      figure:
        bucket.allowed.low === bucket.allowed.high
          ? figure(bucket.allowed.low)
          : t('trace.range', { low: number(bucket.allowed.low), high: number(bucket.allowed.high) }),
    });
  }
  steps.push({ key: 'quantity', label: t('trace.quantity'), figure: figure(bucket.quantity), result: true });
  return steps;
}
