import { desc } from 'drizzle-orm';
import { mailOutbox } from '~db/schema/identity';
import type { PlatformTx } from '~db/tenancy.server';

/** The newest messages of the outbox. */
export function listMails(tx: PlatformTx, limit: number) {
  return tx.db
    .select()
    .from(mailOutbox)
    .orderBy(desc(mailOutbox.createdAt), desc(mailOutbox.id))
    .limit(limit);
}
