import { useTranslation } from 'react-i18next';
import { useFormat } from '~/ui/use-format';
import type { ClockStartEvent, ClockStep, PauseCause } from '../domain/clock/types';
import styles from './sell-out.module.css';
import { useSellOutWords } from './sell-out-words';

/** How the clock came to its figures: one sentence per step, each with its numbers. */
export function SellOutSteps({ steps, timeZone }: { steps: readonly ClockStep[]; timeZone: string }) {
  const sentence = useSentence(timeZone);
  return (
    <ol className={styles.steps}>
      {steps.map((step, index) => (
        <li key={index}>{sentence(step)}</li>
      ))}
    </ol>
  );
}

type WaitingFor = 'receipt' | 'put_away' | 'listing' | 'sale' | 'nothing';

function useSentence(timeZone: string): (step: ClockStep) => string {
  const { t } = useTranslation('sellOut');
  const format = useFormat();
  const words = useSellOutWords();
  const gap = format.locale === 'zh' ? '' : ' ';
  return ({ code, params }) => {
    const figure = (name: string) => format.number(Number(params[name] ?? 0));
    const at = (name: string) =>
      format.dateTime(Number(params[name] ?? 0), timeZone, { seconds: code === 'expiry' });
    const date = (name: string) => format.date(String(params[name]));
    const event = params.event ? t(`event.${params.event as ClockStartEvent}`) : '';
    const cause = params.cause ? t(`cause.${params.cause as PauseCause}`) : '';
    switch (code) {
      case 'waiting':
        return [t('steps.waiting', { event }), t(`steps.waitingFor.${params.missing as WaitingFor}`)].join(
          gap,
        );
      case 'start': {
        const first = params.bySale
          ? t('steps.startSale', { at: at('at') })
          : t('steps.start', { at: at('at'), event });
        if (params.receivedAt === null || params.shelvedAt === null) return first;
        return [first, t('steps.startFacts', { received: at('receivedAt'), shelved: at('shelvedAt') })].join(
          gap,
        );
      }
      case 'window':
        return t('steps.window', { start: date('startDate'), days: figure('days'), last: date('lastDate') });
      case 'pause': {
        const values = { cause, from: at('from'), to: at('to'), time: words.time(Number(params.ms)) };
        return params.ms === 0 ? t('steps.pauseOutside', values) : t('steps.pause', values);
      }
      case 'pause_open':
        return t('steps.pause_open', { cause, from: at('from'), time: words.time(Number(params.ms)) });
      case 'pause_sum':
        return t('steps.pause_sum', { time: words.time(Number(params.ms)), at: at('at') });
      case 'expiry':
      case 'expiry_open':
        return t(`steps.${code}`, { at: at('at') });
      case 'accepted':
        return t('steps.accepted', {
          agreed: figure('agreed'),
          rejected: figure('rejected'),
          notToCome: figure('notToCome'),
          rest: format.number(Number(params.agreed) - Number(params.rejected) - Number(params.notToCome)),
          received: figure('received'),
          accepted: figure('accepted'),
        });
      case 'target':
        return t('steps.target', {
          share: format.percent(Number(params.shareBp) / 10_000),
          accepted: figure('accepted'),
          target: figure('target'),
        });
      case 'sold':
        return t('steps.sold', { sold: figure('sold'), returned: figure('returned'), net: figure('net') });
      case 'outside':
        return t('steps.outside', { sold: figure('sold'), returned: figure('returned') });
      case 'sold_out':
        return t('steps.sold_out', { at: at('at'), day: figure('day') });
      default:
        return t(`steps.${code}`, {
          target: figure('target'),
          net: figure('net'),
          missing: figure('missing'),
        });
    }
  };
}
