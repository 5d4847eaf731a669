import { createHash } from 'node:crypto';
import { dateInZone } from '~/kernel/calendar-date';
import { FACTORY_PERMISSIONS } from '~/modules/identity/domain/permissions';
import { env } from '~/platform/env.server';
import { formatDate, formatNumber, formatWeek } from '~/platform/format';
import { i18nFor } from '~/platform/i18n/i18n.server';
import { calendarText } from '~/platform/ical';
import { asSystem } from '~db/tenancy.server';
import {
  type OpenFeed,
  openFeed,
  selectOpenShipments,
  selectReleaseWeeks,
  selectSellOutWindows,
} from '../data/calendar-feed.server';
import { type CalendarEntry, calendarEntries } from '../domain/feeds/calendar-entries';
import { factoryLinks } from '../links.server';

export interface FeedAnswer {
  text: string;
  etag: string;
  /** Epoch ms of the newest change in it. */
  changedAt: number;
}

const TOKEN = /^[\w-]{43}$/;

/** The calendar that a token opens, in its reader's language; null when it opens none. @param now epoch ms */
export async function calendarFeed(token: string, now: number): Promise<FeedAnswer | null> {
  if (!TOKEN.test(token)) return null;
  const read = await asSystem('feed:calendar', async (tx) => {
    const feed = await openFeed(tx, token, FACTORY_PERMISSIONS['forecast:subscribe']);
    if (!feed) return null;
    const { version, weeks } = await selectReleaseWeeks(tx, feed.factoryId);
    const shipments = await selectOpenShipments(tx, feed.factoryId);
    const windows = await selectSellOutWindows(tx, feed.factoryId);
    return { feed, facts: { shipments, version, weeks, windows } };
  });
  if (!read) return null;
  const entries = calendarEntries(read.facts, dateInZone(now, read.feed.timeZone));
  const text = await wordsOf(read.feed, entries);
  return {
    text,
    etag: `"${createHash('sha256').update(text).digest('base64url')}"`,
    changedAt: Math.max(0, ...entries.map(({ changedAt }) => changedAt)),
  };
}

async function wordsOf(feed: OpenFeed, entries: readonly CalendarEntry[]): Promise<string> {
  const { locale, slug } = feed;
  const t = (await i18nFor(locale)).getFixedT(locale, 'feeds');
  const links = factoryLinks(slug);
  const { host } = new URL(env().PUBLIC_URL);
  const events = entries.map((entry) => {
    const words = {
      order: entry.orderNumber ?? '',
      sku: entry.skuCode ?? '',
      week: entry.week ? formatWeek(entry.week as never, locale) : '',
      date: entry.week ? formatDate(entry.week as never, locale) : '',
      pieces: formatNumber(entry.pieces, locale),
      count: entry.kind === 'commit' ? entry.unanswered : entry.count,
      target: formatNumber(entry.count, locale),
    };
    const url =
      entry.kind === 'sellOut'
        ? links.sellOut
        : entry.orderNumber
          ? links.order(entry.orderNumber)
          : links.forecast;
    return {
      uid: `${entry.key}@${host}`,
      date: entry.date,
      summary: t(`calendar.events.${entry.kind}`, words),
      description: `${t(`calendar.texts.${entry.kind}`, words)}\n${url}`,
      url,
      sequence: entry.sequence,
      changedAt: entry.changedAt,
      categories: [t(`calendar.kinds.${entry.kind}`)],
    };
  });
  const factory = locale === 'zh' ? feed.nameZh : feed.nameEn;
  return calendarText({ name: t('calendar.name', { factory }), language: locale, events });
}
