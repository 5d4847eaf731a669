import type { PlatformTx } from '~db/tenancy.server';
import type { ExceptionVerdict } from '../domain/exceptions/exception-ranking';
import type { ReadTx } from './forecast-lines.server';

/** An exception as it was made with a version. */
export interface ExceptionRow {
  kind: string;
  skuCode: string;
  skuNameEn: string;
  skuNameZh: string;
  /** Monday, YYYY-MM-DD */
  week: string | null;
  moneyMinor: string;
  currency: string;
  params: Record<string, string | number>;
  factory: { slug: string; nameEn: string; nameZh: string } | null;
}

/** The exceptions of a version in the scope: a factory's own, or the platform's. */
export async function selectExceptions(tx: ReadTx, versionId: string): Promise<ExceptionRow[]> {
  if ('factoryId' in tx) {
    return tx.sql<ExceptionRow[]>`
      select e.kind, e.sku_code as "skuCode", coalesce(l.sku_name_en, '') as "skuNameEn",
        coalesce(l.sku_name_zh, '') as "skuNameZh", e.week::text, e.money_minor::text as "moneyMinor", e.currency,
        e.params, null as factory
      from factory_exception e
      left join forecast_line l
        on l.factory_id = e.factory_id and l.version_id = e.version_id and l.sku_id = e.sku_id
      where e.factory_id = ${tx.factoryId} and e.version_id = ${versionId}`;
  }
  return tx.sql<ExceptionRow[]>`
    select e.kind, e.sku_code as "skuCode", s.name_en as "skuNameEn", s.name_zh as "skuNameZh", e.week::text,
      e.money_minor::text as "moneyMinor", e.currency, e.params,
      case when f.id is not null
        then json_build_object('slug', f.slug, 'nameEn', f.name_en, 'nameZh', f.name_zh) end as factory
    from platform_exception e join sku s on s.id = e.sku_id left join factory f on f.id = e.about_factory_id
    where e.version_id = ${versionId}`;
}

/** What people of a place said in the last half year, with whose it is. */
export async function selectVerdicts(
  tx: PlatformTx,
  place: string,
  userId: string,
  since: Date,
): Promise<ExceptionVerdict[]> {
  return tx.sql<ExceptionVerdict[]>`
    select kind, subject, verdict, money_minor::float8 as money, user_id = ${userId} as "isOwn",
      extract(epoch from created_at)::float8 * 1000 as at
    from exception_feedback where place = ${place} and created_at >= ${since.toISOString()}
    order by created_at`;
}

export async function insertVerdict(
  tx: PlatformTx,
  row: {
    id: string;
    userId: string;
    place: string;
    kind: string;
    subject: string;
    week: string | null;
    verdict: ExceptionVerdict['verdict'];
    money: number;
    at: number;
  },
): Promise<void> {
  await tx.sql`
    insert into exception_feedback (id, user_id, place, kind, subject, week, verdict, money_minor, created_at)
    values (${row.id}, ${row.userId}, ${row.place}, ${row.kind}, ${row.subject}, ${row.week}, ${row.verdict},
      ${Math.round(row.money)}, ${new Date(row.at).toISOString()})`;
}

/** What the list of a person's day has held so far; null when it has not been made. */
export async function selectDayKeys(
  tx: PlatformTx,
  userId: string,
  place: string,
  day: string,
): Promise<string[] | null> {
  const [row] = await tx.sql<{ subjects: string[] }[]>`
    select subjects from exception_day where user_id = ${userId} and place = ${place} and day = ${day}::date`;
  return row?.subjects ?? null;
}

/** Keeps what a day's list holds; lists of past months go. */
export async function writeDayKeys(
  tx: PlatformTx,
  userId: string,
  place: string,
  day: string,
  keys: readonly string[],
): Promise<void> {
  await tx.sql`
    insert into exception_day (user_id, place, day, subjects)
    values (${userId}, ${place}, ${day}::date, ${keys as string[]}::text[])
    on conflict (user_id, place, day) do update set subjects = excluded.subjects`;
  await tx.sql`
    delete from exception_day where user_id = ${userId} and place = ${place} and day < ${day}::date - 60`;
}
