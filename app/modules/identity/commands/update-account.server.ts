import { asSystem } from '~db/tenancy.server';
import { type Preferences, setPreferences } from '../data/accounts.server';
import type { Access } from '../domain/access';
import { recordAudit } from './record-audit.server';

/** Changes the person's own name, language, colours or time zone; what is left out stays. */
export async function updateAccount(
  access: Access<'account:manage'>,
  preferences: Partial<Preferences>,
): Promise<void> {
  const { id, email, displayName, locale, theme, timeZone } = access.user;
  const before = { displayName, locale, theme, timeZone };
  await asSystem('identity:update-account', async (tx) => {
    await setPreferences(tx, id, preferences);
    await recordAudit(tx, {
      by: access,
      action: 'account.updated',
      entity: { type: 'user_account', id, label: email },
      before,
      after: { ...before, ...preferences },
    });
  });
}
