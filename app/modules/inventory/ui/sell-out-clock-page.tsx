import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SellOutChart } from '~/charts/sell-out-chart';
import type { SellOutPoint } from '~/charts/sell-out-types';
import { dateInZone, daysBetween } from '~/kernel/calendar-date';
import { KeyFigure, KeyFigures } from '~/ui/figures';
import { PageHeader, Section } from '~/ui/page-header';
import { useFormat } from '~/ui/use-format';
import { useZoneName } from '~/ui/use-zone-name';
import { LOW_ODDS_BP } from '../domain/clock/clock-list';
import type { SellOutView } from '../queries/sell-out-view.server';
import styles from './sell-out.module.css';
import { SellOutEvidence } from './sell-out-evidence';
import { SellOutOdds } from './sell-out-odds';
import { PauseForm, SellOutPauses } from './sell-out-pauses';
import { SellOutSteps } from './sell-out-steps';
import { ClockState, useSellOutWords } from './sell-out-words';

interface SellOutClockPageProps {
  view: SellOutView;
  now: number;
  exportPath: string;
  evidenceNarrowed: boolean;
  /** Where the order's page is. */
  orderHref?: string;
  /** On the platform: zone of the person who may record pauses. */
  pauseZone?: string;
}

/** Is this first order selling, and will it sell out in time? The answer, its proof, and every piece behind it. */
export function SellOutClockPage(props: SellOutClockPageProps) {
  const { view, now } = props;
  const { t } = useTranslation('sellOut');
  const format = useFormat();
  const zoneName = useZoneName();
  const { row, clock } = view;
  const zone = row.rule.timeZone;
  const isOpen = !clock.isFinal && clock.startedAt !== null;
  const order: ReactNode = props.orderHref ? (
    <Link to={props.orderHref}>{row.orderNumber}</Link>
  ) : (
    row.orderNumber
  );
  return (
    <>
      <PageHeader
        title={t('clock.title', {
          code: row.skuCode,
          name: format.locale === 'zh' ? row.skuNameZh : row.skuNameEn,
        })}
        answer={<Answer view={view} />}
        action={<ClockState status={clock.status} />}
      />
      <p className={styles.line}>
        {order} ·{' '}
        {t('clock.line', {
          order: row.orderNumber,
          line: row.lineNo,
          zone: zoneName(zone),
          at: format.dateTime(now, zone),
        })}
      </p>
      <Figures view={view} />
      {view.days.length > 0 ? <DaysChart view={view} now={now} /> : null}
      {isOpen ? (
        <Section title={t('clock.reasons')}>
          <SellOutOdds view={view} />
        </Section>
      ) : null}
      <Section title={t('clock.why')}>
        <SellOutSteps steps={clock.steps} timeZone={zone} />
        <p className={styles.second}>
          {t('clock.rule', { version: row.ruleVersion, hash: row.inputHash.slice(0, 12) })}
        </p>
      </Section>
      <Section title={t('clock.pauses')}>
        <SellOutPauses
          pauses={view.pauses}
          now={now}
          timeZone={props.pauseZone ?? zone}
          mayManage={props.pauseZone !== undefined}
        />
      </Section>
      {props.pauseZone ? (
        <Section title={t('pauses.add')}>
          <PauseForm now={now} timeZone={props.pauseZone} />
        </Section>
      ) : null}
      <Section title={t('clock.evidence')}>
        <SellOutEvidence
          evidence={view.evidence}
          timeZone={zone}
          exportPath={props.exportPath}
          narrowed={props.evidenceNarrowed}
        />
      </Section>
    </>
  );
}

function Answer({ view: { clock, row, help } }: { view: SellOutView }) {
  const { t } = useTranslation('sellOut');
  const format = useFormat();
  const words = useSellOutWords();
  const zone = row.rule.timeZone;
  const until = clock.expiresAtIfResumed === null ? '' : format.dateTime(clock.expiresAtIfResumed, zone);
  const figures = {
    sold: format.number(clock.netSold),
    target: format.number(clock.targetUnits),
    missing: format.number(clock.missingUnits),
    day: clock.daysElapsed ?? 0,
    days: (clock.daysElapsed ?? 0) + (clock.daysLeft ?? 0),
    left: clock.daysLeft ?? 0,
    until,
  };
  switch (clock.status) {
    case 'waiting':
      return t('clock.waiting', { help: words.help(help) });
    case 'running':
      return t(clock.daysLeft === 0 ? 'clock.runningLast' : 'clock.running', figures);
    case 'paused':
      return t('clock.paused', figures);
    case 'expired':
      return t('clock.expired', figures);
    case 'sold_out': {
      const at = clock.soldOutAt ?? 0;
      const day = daysBetween(dateInZone(clock.startedAt ?? at, zone), dateInZone(at, zone));
      return t('clock.soldOut', { ...figures, day, at: format.dateTime(at, zone) });
    }
  }
}

function Figures({ view: { clock, row } }: { view: SellOutView }) {
  const { t } = useTranslation('sellOut');
  const format = useFormat();
  const words = useSellOutWords();
  const isOpen = clock.status === 'running' || clock.status === 'paused';
  const odds = isOpen ? row.probabilityBp : null;
  return (
    <KeyFigures>
      <KeyFigure
        label={t('clock.sold')}
        value={format.number(clock.netSold)}
        note={t('clock.soldNote', { target: format.pieces(clock.targetUnits) })}
      />
      <KeyFigure
        label={t('clock.missing')}
        value={format.number(clock.missingUnits)}
        unit={t('list.pieces')}
      />
      {isOpen ? (
        <KeyFigure
          label={t('clock.left')}
          value={format.number(clock.daysLeft ?? 0)}
          note={
            clock.expiresAt === null
              ? t('clock.leftOpen')
              : t('clock.leftNote', { until: format.dateTime(clock.expiresAt, row.rule.timeZone) })
          }
        />
      ) : null}
      {isOpen ? (
        <KeyFigure
          label={t('clock.odds')}
          value={odds === null ? '–' : words.odds(odds)}
          note={t('clock.oddsNote')}
          {...(odds === null ? {} : { tone: odds < LOW_ODDS_BP ? ('warn' as const) : ('good' as const) })}
        />
      ) : null}
      {isOpen && row.reasoning ? (
        <KeyFigure
          label={t('clock.stock')}
          value={format.number(row.reasoning.onHand)}
          unit={t('list.pieces')}
          note={t('clock.stockNote', { pieces: format.pieces(row.reasoning.toCome) })}
        />
      ) : null}
    </KeyFigures>
  );
}

function DaysChart({ view, now }: { view: SellOutView; now: number }) {
  const { t } = useTranslation('sellOut');
  const { clock, days, row } = view;
  const isOpen = clock.status === 'running' || clock.status === 'paused';
  const path = isOpen ? row.reasoning?.path : undefined;
  const points: SellOutPoint[] = days.map((day) => {
    const index = path ? daysBetween(path.from as never, day.date) : -1;
    const ahead = path && index >= 0 && index < path.mean.length ? index : null;
    return {
      date: day.date,
      day: day.day,
      net: day.net,
      needed: day.needed,
      sold: day.sold,
      returned: day.returned,
      path: ahead === null ? null : path!.mean[ahead]!,
      low: ahead === null ? null : path!.low[ahead]!,
      high: ahead === null ? null : path!.high[ahead]!,
      pausedHours: day.pausedMs / 3_600_000,
    };
  });
  return (
    <SellOutChart
      title={t('clock.chart')}
      unit={t('clock.unit')}
      points={points}
      today={dateInZone(now, row.rule.timeZone)}
      names={{
        net: t('clock.net'),
        needed: t('clock.needed'),
        path: t('clock.path'),
        band: t('clock.band'),
        paused: t('clock.pausedDay'),
        today: t('clock.today'),
        day: t('clock.dayCol'),
        sold: t('clock.soldCol'),
        returned: t('clock.returnedCol'),
        pausedHours: t('clock.pausedCol'),
      }}
    />
  );
}
