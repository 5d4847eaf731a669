import type { Locale } from '~/modules/identity/domain/access';
import type { PlatformTx } from '~db/tenancy.server';

/** Somebody to write to about a request. */
export interface ChangeAddressee {
  email: string;
  locale: Locale;
}

/** People of a factory, or of the platform where it is null, with one of the roles. */
export function selectChangeAddressees(
  tx: PlatformTx,
  factoryId: string | null,
  roles: readonly string[],
): Promise<ChangeAddressee[]> {
  const { sql } = tx;
  const members = factoryId
    ? sql`membership m where m.factory_id = ${factoryId} and`
    : sql`platform_membership m where`;
  return sql<ChangeAddressee[]>`
    select u.email, u.locale from user_account u
    where u.disabled_at is null and exists (
      select 1 from ${members} m.user_id = u.id and m.role = any(${roles as string[]}::text[]))
    order by u.email limit 100`;
}

/** A request as its mails tell of it. */
export async function selectMailedRequest(
  tx: PlatformTx,
  factoryId: string,
  id: string,
): Promise<MailedRequest | null> {
  const [row] = await tx.sql<MailedRequest[]>`
    select c.sku_code as "skuCode", c.week::text as week, c.from_quantity as "fromQuantity",
      c.to_quantity as "toQuantity", c.raised_by_side as "raisedBySide", c.raised_by_name as "raisedByName", c.reason,
      c.answered_by_name as "answeredByName", c.answer_note as "answerNote",
      f.slug, f.name_en as "factoryNameEn", f.name_zh as "factoryNameZh"
    from frozen_change c join factory f on f.id = c.factory_id
    where c.factory_id = ${factoryId} and c.id = ${id}`;
  return row ?? null;
}

export interface MailedRequest {
  skuCode: string;
  week: string;
  fromQuantity: number;
  toQuantity: number;
  raisedBySide: 'platform' | 'factory';
  raisedByName: string;
  reason: string;
  answeredByName: string | null;
  answerNote: string | null;
  slug: string;
  factoryNameEn: string;
  factoryNameZh: string;
}
