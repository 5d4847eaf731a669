import { addDays, type CalendarDate, compareDates } from '~/kernel/calendar-date';
import { addWeeks } from '~/kernel/week';

/** A dated part of an open order that is not wholly shipped. */
export interface OpenShipment {
  scheduleId: string;
  orderNumber: string;
  /** Counts up with every amendment. */
  orderVersion: number;
  skuCode: string;
  requestedShipOn: string;
  promisedShipOn: string | null;
  /** Pieces still to be shipped. */
  open: number;
  changedAt: number;
}

/** A release week of the published forecast, over all SKUs with the same fences. */
export interface ReleaseWeek {
  /** Monday */
  week: string;
  frozenWeeks: number;
  skus: number;
  pieces: number;
  unanswered: number;
}

export interface SellOutWindow {
  clockId: string;
  skuCode: string;
  /** The last day of the window, in the program's time zone. */
  endsOn: string;
  sold: number;
  target: number;
  changedAt: number;
}

export interface CalendarFacts {
  shipments: readonly OpenShipment[];
  version: { number: number; publishedAt: number } | null;
  weeks: readonly ReleaseWeek[];
  windows: readonly SellOutWindow[];
}

export type EntryKind = 'ship' | 'promised' | 'commit' | 'frozen' | 'sellOut';

/** What stands in the calendar: a kind and its figures; the words are made of them in the reader's language. */
export interface CalendarEntry {
  kind: EntryKind;
  /** Stable: the same thing has the same name for good, whatever becomes of its date. */
  key: string;
  date: CalendarDate;
  sequence: number;
  changedAt: number;
  orderNumber?: string;
  skuCode?: string;
  week?: string;
  pieces: number;
  /** Of a frozen or due week: SKUs; of a window: pieces to be sold in all. */
  count: number;
  unanswered: number;
}

/**
 * The entries of a factory's calendar, by date. An order part is entered on the day it is to ship; the day that the
 * factory promised has an entry of its own where it differs. A release week is frozen from the Monday on which it enters the
 * frozen zone, so the Sunday before is the last day to answer it freely.
 * @param today weeks that were frozen before are left out
 */
export function calendarEntries(facts: CalendarFacts, today: CalendarDate): CalendarEntry[] {
  const entries = [
    ...facts.shipments.flatMap(shipmentEntries),
    ...(facts.version ? facts.weeks.flatMap((week) => weekEntries(week, facts.version!, today)) : []),
    ...facts.windows.map(windowEntry),
  ];
  return entries.sort((a, b) => compareDates(a.date, b.date) || (a.key < b.key ? -1 : 1));
}

function shipmentEntries(part: OpenShipment): CalendarEntry[] {
  const entry = (kind: EntryKind, date: string): CalendarEntry => ({
    kind,
    key: `${kind}-${part.scheduleId}`,
    date: date as CalendarDate,
    sequence: Math.max(0, part.orderVersion - 1),
    changedAt: part.changedAt,
    orderNumber: part.orderNumber,
    skuCode: part.skuCode,
    pieces: part.open,
    count: 1,
    unanswered: 0,
  });
  const { promisedShipOn } = part;
  const entries = [entry('ship', part.requestedShipOn)];
  if (promisedShipOn !== null && promisedShipOn !== part.requestedShipOn) {
    entries.push(entry('promised', promisedShipOn));
  }
  return entries;
}

function weekEntries(
  release: ReleaseWeek,
  version: { number: number; publishedAt: number },
  today: CalendarDate,
): CalendarEntry[] {
  const week = release.week as CalendarDate;
  // Index i of a version is frozen while i < frozenWeeks.
  const frozenFrom = addWeeks(week, 1 - release.frozenWeeks);
  if (release.frozenWeeks === 0 || compareDates(frozenFrom, today) <= 0) return [];
  const entry = (kind: EntryKind, date: CalendarDate): CalendarEntry => ({
    kind,
    key: `${kind}-${week}-${release.frozenWeeks}`,
    date,
    sequence: version.number,
    changedAt: version.publishedAt,
    week,
    pieces: release.pieces,
    count: release.skus,
    unanswered: release.unanswered,
  });
  const due = addDays(frozenFrom, -1);
  const entries = [entry('frozen', frozenFrom)];
  if (release.unanswered > 0 && compareDates(due, today) >= 0) entries.push(entry('commit', due));
  return entries;
}

const windowEntry = (window: SellOutWindow): CalendarEntry => ({
  kind: 'sellOut',
  key: `sellOut-${window.clockId}`,
  date: window.endsOn as CalendarDate,
  sequence: 0,
  changedAt: window.changedAt,
  skuCode: window.skuCode,
  pieces: window.sold,
  count: window.target,
  unanswered: 0,
});
