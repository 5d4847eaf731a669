import type { CalendarDate } from '~/kernel/calendar-date';
import { weeksBetween } from '~/kernel/week';
import { canonicalJson } from '../netting/canonical';
import { leadTimeWeeks } from '../netting/lead-time';
import type { AppliedChange, StoredNettingInput } from '../netting/replay';
import {
  type NettingInput,
  type NettingSource,
  type PerQuantile,
  type PreviousForecast,
  QUANTILES,
  type Quantile,
  type ScheduledReceipt,
} from '../netting/types';
import type { Cause } from './causes';

/** What one version netted for a SKU: the stored input and the demand curve that was kept beside it. */
export interface NettedThen {
  firstWeek: CalendarDate;
  stored: StoredNettingInput;
  /** Demand of the kept weeks, per quantile. */
  kept: PerQuantile<readonly number[]>;
}

/** What a version told each source of the curve in question: pieces per release week, by source. */
export type Planned = ReadonlyMap<string, readonly number[]>;

/** The causes that replaying can tell apart. */
export type MixedCause = Exclude<Cause, 'rule'>;

/** Two versions' inputs laid side by side, and what differs between them. */
export interface Mixer {
  /** Whole weeks from the earlier version's first week to the later one's. */
  weeksApart: number;
  /** Causes whose facts differ; the others would change nothing. */
  differing: MixedCause[];
  /** The input with the named causes as they are now and the others as they were. */
  mix: (now: ReadonlySet<MixedCause>) => NettingInput;
}

type Side = 0 | 1;

/**
 * Makes inputs between two versions of the same SKU. Everything that is said of a calendar week stays with that week when
 * week 0 moves; the stock that is counted at one moment is carried to the other by what the earlier version expected in
 * between (its demand and its arrivals), and the orders that it planned for the weeks in between count as placed. So "time" is
 * the change that would have come anyway; "stock" and "orders" are what went otherwise than planned.
 *
 * @param planned what the earlier version told each source
 */
export function mixerOf(then: NettedThen, now: NettedThen, planned: Planned, quantile: Quantile): Mixer {
  const sides = [then, now] as const;
  const apart = weeksBetween(then.firstWeek, now.firstWeek);
  const demand = sides.map((side) => [...side.kept[quantile], ...side.stored.tail[quantile]]);
  const model = sides.map((side, i) => side.stored.modelDemand?.[quantile] ?? demand[i]!);
  const placed = plannedReceipts(then.stored, planned, apart);
  const passed = passedBetween(then.stored, now.stored, placed, demand[0]!, apart);
  const bases = sides.map((side) => ({
    previous: beforeAgreement(side.stored),
    agreed: side.stored.agreed ?? [],
  }));
  // Within one week both versions measure from the same older one: what they find promised can be compared.
  const sameWeek = apart === 0;

  /** A curve of one side from the given week 0 on; weeks before its own are the earlier version's. */
  const curveAt = (curves: readonly (readonly number[])[], side: Side, time: Side): readonly number[] => {
    const own = curves[side]!;
    if (side === time) return own;
    return time === 1 ? withTail(own, apart) : [...curves[0]!.slice(0, apart), ...own];
  };

  const mix = (set: ReadonlySet<MixedCause>): NettingInput => {
    const at = (cause: MixedCause): Side => (set.has(cause) ? 1 : 0);
    const time = at('time');
    const base = curveAt(model, at('demand'), time);
    const full = at('override');
    const overrideOf = difference(curveAt(demand, full, time), curveAt(model, full, time));
    const curve = base.map((value, w) => Math.max(0, value + (overrideOf[w] ?? 0)));
    const share = sides[at('share')]!.stored;
    return {
      horizonWeeks: now.stored.horizonWeeks,
      remainingDays: sides[time]!.stored.remainingDays,
      targetDays: sides[at('terms')]!.stored.targetDays,
      demand: Object.fromEntries(QUANTILES.map((q) => [q, curve])) as PerQuantile<number[]>,
      onHand: stockAt(sides, at('stock'), time, passed),
      receipts: receiptsAt(sides, placed, at('orders'), time, apart),
      sources: share.sources.map((source) => sourceAt(source, at, time)),
    };
  };

  const sourceAt = (shared: NettingSource, at: (cause: MixedCause) => Side, time: Side): NettingSource => {
    const of = (side: Side) =>
      sides[side]!.stored.sources.find((s) => s.sourceId === shared.sourceId) ?? shared;
    const lead = of(at('lead'));
    const terms = of(at('terms'));
    return {
      sourceId: shared.sourceId,
      productionDays: lead.productionDays,
      transitDays: lead.transitDays,
      shareBp: shared.shareBp,
      priority: shared.priority,
      status: shared.status,
      orderedToDate: shared.orderedToDate,
      moq: terms.moq,
      orderMultiple: terms.orderMultiple,
      fence: of(at('fence')).fence,
      previous: previousAt(shared.sourceId, at, time),
    };
  };

  const previousAt = (
    sourceId: string,
    at: (cause: MixedCause) => Side,
    time: Side,
  ): PreviousForecast | null => {
    const told = (side: Side) => bases[side]!.previous.get(sourceId) ?? null;
    const promised = told(sameWeek ? at('fence') : time);
    if (!promised) return null;
    const ordered = sameWeek
      ? (told(at('orders')) ?? promised).ordered
      : time === 1 && at('orders') === 0
        ? asPlanned(promised, planned.get(sourceId), apart)
        : promised.ordered;
    const agreedSide = at('agreed');
    // Weeks of an agreement are counted from its own version's first week.
    const shift = (agreedSide - time) * apart + promised.weeksAgo;
    const agreed = bases[agreedSide]!.agreed.filter((change) => change.sourceId === sourceId);
    return { ...promised, ordered, quantities: withAgreement(promised.quantities, agreed, shift) };
  };

  return {
    weeksApart: apart,
    differing: differingCauses(then, now, { demand, model, apart, sameWeek, bases }),
    mix,
  };
}

interface Compared {
  demand: readonly (readonly number[])[];
  model: readonly (readonly number[])[];
  apart: number;
  sameWeek: boolean;
  bases: readonly {
    previous: ReadonlyMap<string, PreviousForecast | null>;
    agreed: readonly AppliedChange[];
  }[];
}

function differingCauses(then: NettedThen, now: NettedThen, facts: Compared): MixedCause[] {
  const { demand, model, apart, sameWeek, bases } = facts;
  const a = then.stored;
  const b = now.stored;
  const overridesThen = difference(demand[0]!, model[0]!);
  const overridesNow = difference(demand[1]!, model[1]!);
  const perSource = (side: StoredNettingInput, of: (s: NettingSource) => unknown) =>
    Object.fromEntries(side.sources.map((s) => [s.sourceId, of(s)]));
  const differ = (x: unknown, y: unknown) => canonicalJson(x) !== canonicalJson(y);
  const bySource = (of: (s: NettingSource) => unknown) => differ(perSource(a, of), perSource(b, of));
  const single = a.sources.length === 1 && b.sources.length === 1;
  const promisedOf = (side: Side, what: 'quantities' | 'ordered') =>
    Object.fromEntries([...bases[side]!.previous].map(([id, p]) => [id, p ? [p.weeksAgo, p[what]] : null]));
  const found: Record<MixedCause, boolean> = {
    demand: differs(model[0]!.slice(apart), model[1]!),
    override: differs(overridesThen.slice(apart), overridesNow),
    stock: true,
    orders:
      apart > 0 ||
      differ(receiptsOf(a), receiptsOf(b)) ||
      differ(promisedOf(0, 'ordered'), promisedOf(1, 'ordered')),
    lead: bySource((s) => [s.productionDays, s.transitDays]),
    // With one source there is nobody to share with: only whether it is suspended counts.
    share: bySource((s) => (single ? s.status : [s.shareBp, s.priority, s.status, s.orderedToDate ?? 0])),
    terms: a.targetDays !== b.targetDays || bySource((s) => [s.moq, s.orderMultiple]),
    fence:
      bySource((s) => s.fence) ||
      (sameWeek && differ(promisedOf(0, 'quantities'), promisedOf(1, 'quantities'))),
    agreed: differ(agreedByWeek(bases[0]!.agreed, apart), agreedByWeek(bases[1]!.agreed, 0)),
    time: apart > 0 || a.remainingDays !== b.remainingDays,
  };
  return (Object.keys(found) as MixedCause[]).filter((cause) => found[cause]);
}

const agreedByWeek = (agreed: readonly AppliedChange[], apart: number) =>
  Object.fromEntries(agreed.map(({ sourceId, week, to }) => [`${sourceId} ${week - apart}`, to]));

const receiptsOf = ({ receipts }: StoredNettingInput) =>
  [...receipts].map((r) => `${r.kind} ${r.week} ${r.quantity} ${r.overdue}`).sort();

/** Whether two curves say different things for the weeks that both cover. */
const differs = (a: readonly number[], b: readonly number[]): boolean => {
  for (let w = 0; w < Math.min(a.length, b.length); w++) if (a[w] !== b[w]) return true;
  return a.length !== b.length;
};

const difference = (a: readonly number[], b: readonly number[]): number[] =>
  a.map((value, w) => value - (b[w] ?? value));

/** The curve from a later week on; at least its last figure is left to go on from. */
const withTail = (curve: readonly number[], weeks: number): readonly number[] =>
  weeks < curve.length ? curve.slice(weeks) : curve.slice(-1);

/** What the earlier version expected to sell, and to come in, until the later one was made. Whole pieces. */
function passedBetween(
  then: StoredNettingInput,
  now: StoredNettingInput,
  placed: readonly ScheduledReceipt[],
  demand: readonly number[],
  apart: number,
): number {
  const of = (week: number) => demand[Math.min(week, demand.length - 1)] ?? 0;
  let sold = 0;
  if (apart === 0) sold = (of(0) * (then.remainingDays - now.remainingDays)) / 7;
  else {
    sold = (of(0) * then.remainingDays) / 7 + (of(apart) * (7 - now.remainingDays)) / 7;
    for (let week = 1; week < apart; week++) sold += of(week);
  }
  let arrived = 0;
  for (const { week, quantity } of [...then.receipts, ...placed]) if (week < apart) arrived += quantity;
  return arrived - Math.round(sold);
}

function stockAt(sides: readonly NettedThen[], stock: Side, time: Side, passed: number): number {
  return sides[stock]!.stored.onHand + (time - stock) * passed;
}

/** The orders that the earlier version planned for the weeks in between, in the weeks of their arrival by its own count. */
function plannedReceipts(then: StoredNettingInput, planned: Planned, apart: number): ScheduledReceipt[] {
  return then.sources.flatMap(({ sourceId, productionDays, transitDays }) => {
    const lead = leadTimeWeeks(productionDays, transitDays);
    return (planned.get(sourceId) ?? [])
      .slice(0, apart)
      .flatMap((quantity, week): ScheduledReceipt[] =>
        quantity === 0 ? [] : [{ kind: 'open_order', week: week + lead, quantity, overdue: false }],
      );
  });
}

/** What was ordered of a promise when the weeks in between went as planned. */
function asPlanned(
  promised: PreviousForecast,
  planned: readonly number[] | undefined,
  apart: number,
): readonly number[] {
  const first = promised.weeksAgo - apart;
  const ordered = Array.from(
    { length: Math.max(promised.ordered.length, first + apart) },
    (_, week) => promised.ordered[week] ?? 0,
  );
  for (let week = 0; week < apart; week++) {
    if (first + week >= 0) ordered[first + week] = planned?.[week] ?? 0;
  }
  return ordered;
}

function receiptsAt(
  sides: readonly NettedThen[],
  placed: readonly ScheduledReceipt[],
  orders: Side,
  time: Side,
  apart: number,
): ScheduledReceipt[] {
  const own = sides[orders]!.stored.receipts;
  if (orders === time || apart === 0) return [...own];
  if (time === 1) {
    return [...own, ...placed].flatMap((r) =>
      r.week < apart ? [] : [{ ...r, week: r.week - apart, overdue: false }],
    );
  }
  // Seen from the earlier week, what was to come before the later one still is, and what is planned is not ordered yet.
  const early = sides[0]!.stored.receipts.filter((r) => r.week < apart);
  return [
    ...early,
    ...own.map((r) => ({ ...r, week: r.week + apart, overdue: false })),
    ...placed.map((r) => ({ ...r, quantity: -r.quantity })),
  ];
}

/** What each source had been told, before agreed changes were put in. */
function beforeAgreement(stored: StoredNettingInput): Map<string, PreviousForecast | null> {
  return new Map(
    stored.sources.map(({ sourceId, previous }) => {
      const agreed = (stored.agreed ?? []).filter((change) => change.sourceId === sourceId);
      if (!previous || agreed.length === 0) return [sourceId, previous];
      const quantities = Object.fromEntries(
        QUANTILES.map((q) => {
          const told = [...previous.quantities[q]];
          for (const { week, was } of agreed) {
            const index = week + previous.weeksAgo;
            if (index >= 0 && index < told.length) told[index] = was[q];
          }
          return [q, told];
        }),
      ) as PerQuantile<number[]>;
      return [sourceId, { ...previous, quantities }];
    }),
  );
}

function withAgreement(
  quantities: PerQuantile<readonly number[]>,
  agreed: readonly AppliedChange[],
  shift: number,
): PerQuantile<readonly number[]> {
  if (agreed.length === 0) return quantities;
  return Object.fromEntries(
    QUANTILES.map((q) => {
      const told = [...quantities[q]];
      for (const { week, to } of agreed) {
        const index = week + shift;
        if (index >= 0 && index < told.length) told[index] = to;
      }
      return [q, told];
    }),
  ) as PerQuantile<number[]>;
}
