import { useSearchParams } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { isFactoryRole, isPlatformRole } from '../domain/permissions';
import { useRoleName } from './members-table';
import { Notice } from './notice';

/** What the last command did, from the URL it led to: `?done=sent&who=…`. The names are shown as text, nothing more. */
export function MembersNotice({ scope }: { scope: 'factory' | 'platform' }) {
  const { t } = useTranslation(['identity', 'problems']);
  const roleName = useRoleName();
  const [search] = useSearchParams();
  const who = search.get('who')?.slice(0, 254) ?? '';
  const role = search.get('role') ?? '';
  const known = scope === 'factory' ? isFactoryRole(role) : isPlatformRole(role);
  switch (search.get('done')) {
    case 'sent':
      return <Notice>{t('members.sent', { email: who })}</Notice>;
    case 'revoked':
      return <Notice>{t('members.revoked', { email: who })}</Notice>;
    case 'removed':
      return <Notice>{t('members.removed', { name: who })}</Notice>;
    case 'role':
      return known ? (
        <Notice>{t('members.roleChanged', { name: who, role: roleName(scope, role as 'owner') })}</Notice>
      ) : null;
    case 'gone':
      return <Notice kind="info">{t('problems:member_unknown')}</Notice>;
    case 'closed':
      return <Notice kind="info">{t('problems:invitation_unusable')}</Notice>;
    default:
      return null;
  }
}
