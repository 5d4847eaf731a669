import { formatDateTime } from '~/platform/format';
import { i18nFor } from '~/platform/i18n/i18n.server';
import type { Sheet } from '~/platform/spreadsheet.server';
import type { Locale } from '../domain/access';
import { auditWords, type LooseTranslate } from '../domain/audit-words';
import type { AuditEventView } from './audit-page.server';

/** Entries that one export holds; narrower filters reach the rest. */
export const AUDIT_EXPORT_ROWS = 10_000;

/** The audit log as a sheet, in the reader's language and time zone: one row per entry, its changes as text. */
export async function auditSheet(
  events: readonly AuditEventView[],
  locale: Locale,
  timeZone: string,
): Promise<Sheet> {
  const t = (await i18nFor(locale)).getFixedT(locale, 'identity');
  const words = auditWords(t as unknown as LooseTranslate);
  return {
    name: t('audit.title'),
    columns: [
      { header: `${t('audit.when')} (${timeZone})`, width: 26 },
      { header: t('audit.who'), width: 20 },
      { header: t('fields.email'), width: 28 },
      { header: t('audit.what'), width: 22 },
      { header: t('audit.where'), width: 24 },
      { header: t('audit.entity'), width: 18 },
      { header: t('audit.on'), width: 30 },
      { header: t('audit.changes'), width: 60 },
      { header: t('audit.address'), width: 18 },
      { header: t('audit.device'), width: 40 },
      { header: t('audit.request'), width: 38 },
    ],
    rows: events.map((event) => [
      formatDateTime(event.at, timeZone, locale, { year: true, seconds: true }),
      event.actorName,
      event.actorEmail ?? words.scope(event.actorScope),
      words.action(event.action),
      event.factory ? (locale === 'zh' ? event.factory.nameZh : event.factory.nameEn) : null,
      words.entity(event.entityType),
      event.entityLabel,
      event.changes.map((change) => changeText(change, event.entityType, words)).join('; '),
      event.address,
      event.userAgent,
      event.requestId,
    ]),
  };
}

function changeText(
  { field, before, after }: AuditEventView['changes'][number],
  entityType: string,
  words: ReturnType<typeof auditWords>,
): string {
  const sides = [before, after].filter((side) => side !== undefined);
  return `${words.field(field)}: ${sides.map((side) => words.value(field, side, entityType)).join(' → ')}`;
}
