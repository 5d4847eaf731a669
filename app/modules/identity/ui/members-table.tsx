import { Button } from '@mantine/core';
import { Form, Link } from '@remix-run/react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '~/table/data-table';
import type { TableColumn } from '~/table/types';
import { EmptyState } from '~/ui/empty-state';
import { useFormat } from '~/ui/use-format';
import type { FactoryRole, PlatformRole } from '../domain/permissions';
import type { InvitationRow, MemberRow } from '../queries/members-page.server';
import styles from './identity.module.css';
import { usePlaceName } from './use-place-name';

type Role = FactoryRole | PlatformRole;
type Scope = 'factory' | 'platform';

interface MembersTableProps {
  scope: Scope;
  members: MemberRow<Role>[];
  timeZone: string;
  /** Where a member is changed; absent for who may not. */
  memberHref?: ((id: string) => string) | undefined;
}

const memberId = (row: MemberRow<Role>) => row.id;

/** People and their roles. */
export function MembersTable({ scope, members, timeZone, memberHref }: MembersTableProps) {
  const { t } = useTranslation('identity');
  const format = useFormat();
  const roleName = useRoleName();
  const columns = useMemo<TableColumn<MemberRow<Role>>[]>(
    () => [
      {
        id: 'name',
        header: t('members.name'),
        width: 200,
        sticky: true,
        phone: 'title',
        cell: (row) => (
          <>
            {row.displayName}
            {row.isSelf ? <span className={styles.second}> ({t('members.you')})</span> : null}
          </>
        ),
      },
      { id: 'email', header: t('members.email'), width: 240, phone: 'subtitle', cell: (row) => row.email },
      {
        id: 'role',
        header: t('members.role'),
        width: 140,
        phone: 'figure',
        cell: (row) => roleName(scope, row.role),
      },
      {
        id: 'since',
        header: t('members.since'),
        width: 180,
        cell: (row) => format.dateTime(row.since, timeZone, { year: true, weekday: false }),
      },
    ],
    [t, format, roleName, scope, timeZone],
  );
  const rowHref = useMemo(
    () => (memberHref ? (row: MemberRow<Role>) => memberHref(row.id) : undefined),
    [memberHref],
  );
  return (
    <DataTable
      id={`${scope}-members`}
      caption={t('members.caption')}
      columns={columns}
      rows={members}
      rowId={memberId}
      {...(rowHref ? { rowHref } : {})}
      empty={<EmptyState title={t('members.list')} />}
    />
  );
}

interface OpenInvitation extends InvitationRow<Role> {
  factory?: { id: string; nameEn: string; nameZh: string } | null;
}

interface InvitationListProps {
  scope: Scope;
  invitations: OpenInvitation[];
  timeZone: string;
  /** Where an invitation is revoked; absent for who may not. */
  revokePath?: string | undefined;
}

/** Invitations that nobody has accepted yet, each with the way to take it back. */
export function InvitationList({ scope, invitations, timeZone, revokePath }: InvitationListProps) {
  const { t } = useTranslation('identity');
  const format = useFormat();
  const roleName = useRoleName();
  const placeName = usePlaceName();
  if (invitations.length === 0) return <p className={styles.help}>{t('members.noOpen')}</p>;
  return (
    <ul className={styles.list}>
      {invitations.map(({ id, email, role, invitedByName, expiresAt, factory }) => (
        <li key={id} className={styles.row}>
          <div className={styles.words}>
            <div>
              {email} · {roleName(scope === 'platform' && !factory ? 'platform' : 'factory', role)}
              {scope === 'platform' ? ` · ${placeName(factory ?? null)}` : null}
            </div>
            <div className={styles.second}>
              {t('members.invitedBy')} {invitedByName} · {t('members.validUntil')}{' '}
              {format.dateTime(expiresAt, timeZone)}
            </div>
          </div>
          {revokePath ? (
            <Form method="post" action={revokePath}>
              <input type="hidden" name="invitationId" value={id} />
              {factory ? <input type="hidden" name="factoryId" value={factory.id} /> : null}
              <Button type="submit" variant="default" aria-label={t('members.revokeLabel', { email })}>
                {t('members.revoke')}
              </Button>
            </Form>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

/** A link styled as the page's primary action, to the form further down. */
export function InviteLink() {
  const { t } = useTranslation('identity');
  return (
    <Button component={Link} to="#invite">
      {t('members.invite')}
    </Button>
  );
}

/** Names a role in the reader's language. */
export function useRoleName(): (scope: Scope, role: Role) => string {
  const { t } = useTranslation('identity');
  return useMemo(
    () => (scope: Scope, role: Role) => t(`roles.${scope}.${role}` as 'roles.factory.owner'),
    [t],
  );
}

/** Roles to choose from, each with what it may do. */
export function useRoleOptions(scope: Scope, roles: readonly Role[], prefix = '') {
  const { t } = useTranslation('identity');
  const roleName = useRoleName();
  return roles.map((role) => ({
    value: prefix + role,
    label: `${roleName(scope, role)} (${t(`roleHelp.${scope}.${role}` as 'roleHelp.factory.owner')})`,
  }));
}
