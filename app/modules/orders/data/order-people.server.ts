import type { Locale } from '~/modules/identity/domain/access';
import type { PlatformTx } from '~db/tenancy.server';
import type { OrderRecord, OrdersTx } from './order-records.server';

/** Somebody who may take part in the conversation of an order. */
export interface Person {
  userId: string;
  name: string;
}

/**
 * Who may be mentioned on an order: the factory's members, its buyer and who wrote there before; to platform staff also
 * their colleagues, whom a factory does not know.
 */
export async function selectPeople(tx: OrdersTx, order: OrderRecord): Promise<Person[]> {
  const { sql } = tx;
  const colleagues =
    'factoryId' in tx
      ? sql``
      : sql`union select u.id, u.display_name from platform_membership p join user_account u on u.id = p.user_id
          where u.disabled_at is null`;
  return sql<Person[]>`
    select distinct on (x.id) x.id as "userId", x.name from (
      select user_id as id, display_name as name from membership where factory_id = ${order.factoryId}
      union select author_user_id, author_name from order_message
        where factory_id = ${order.factoryId} and purchase_order_id = ${order.id}
      union select ${order.buyerUserId}::uuid, ${order.buyerName}::text where ${order.buyerUserId}::uuid is not null
      ${colleagues}) x(id, name)
    order by x.id, x.name`;
}

/** Somebody to write to. */
export interface Addressee {
  userId: string;
  email: string;
  locale: Locale;
  /** Reads in the platform's pages; otherwise in the factory's. */
  isPlatform: boolean;
}

/** Members of a factory with one of the roles. */
export function selectFactoryAddressees(
  tx: PlatformTx,
  factoryId: string,
  roles: readonly string[],
): Promise<Addressee[]> {
  return tx.sql<Addressee[]>`
    select u.id as "userId", u.email, u.locale, false as "isPlatform"
    from membership m join user_account u on u.id = m.user_id
    where m.factory_id = ${factoryId} and m.role = any(${roles as string[]}::text[]) and u.disabled_at is null
    order by u.email`;
}

/** People by their ids, those who still belong to the factory or the platform. */
export function selectAddressees(
  tx: PlatformTx,
  factoryId: string,
  userIds: readonly string[],
): Promise<Addressee[]> {
  return tx.sql<Addressee[]>`
    select u.id as "userId", u.email, u.locale, (p.user_id is not null) as "isPlatform"
    from user_account u
    left join platform_membership p on p.user_id = u.id
    left join membership m on m.user_id = u.id and m.factory_id = ${factoryId}
    where u.id = any(${userIds as string[]}::uuid[]) and u.disabled_at is null
      and (p.user_id is not null or m.user_id is not null)
    order by u.email`;
}

export interface MessageText {
  authorUserId: string;
  authorName: string;
  body: string;
  mentions: string[];
}

export async function selectMessage(
  tx: PlatformTx,
  factoryId: string,
  messageId: string,
): Promise<MessageText | null> {
  const rows = await tx.sql<MessageText[]>`
    select author_user_id as "authorUserId", author_name as "authorName", body, mentions
    from order_message where factory_id = ${factoryId} and id = ${messageId}`;
  return rows[0] ?? null;
}
