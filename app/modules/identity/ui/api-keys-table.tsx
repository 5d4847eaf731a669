import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '~/table/data-table';
import type { TableColumn } from '~/table/types';
import { EmptyState } from '~/ui/empty-state';
import { useFormat } from '~/ui/use-format';
import type { ApiScope } from '../domain/api-key';
import type { ApiKeyView } from '../queries/api-keys-page.server';

interface ApiKeysTableProps {
  keys: ApiKeyView[];
  timeZone: string;
  href: (id: string) => string;
}

const keyId = (row: ApiKeyView) => row.id;

/** The keys of the REST API; never more of a key than its beginning. */
export function ApiKeysTable({ keys, timeZone, href }: ApiKeysTableProps) {
  const { t } = useTranslation('keys');
  const format = useFormat();
  const scopeName = useScopeName();
  const columns = useMemo<TableColumn<ApiKeyView>[]>(() => {
    const instant = (at: number | null, otherwise: string) =>
      at === null ? otherwise : format.dateTime(at, timeZone, { year: true, weekday: false });
    return [
      {
        id: 'name',
        header: t('columns.name'),
        width: 200,
        sticky: true,
        phone: 'title',
        cell: (row) => row.name,
      },
      { id: 'source', header: t('columns.source'), width: 140, phone: 'subtitle', cell: (row) => row.source },
      { id: 'key', header: t('columns.key'), width: 150, cell: (row) => <code>{row.prefix}</code> },
      {
        id: 'state',
        header: t('columns.state'),
        width: 90,
        phone: 'figure',
        cell: (row) => t(`states.${row.state}`),
      },
      {
        id: 'scopes',
        header: t('columns.scopes'),
        width: 430,
        cell: (row) => row.scopes.map(scopeName).join(' · '),
      },
      {
        id: 'lastUsed',
        header: t('columns.lastUsed'),
        width: 170,
        cell: (row) => instant(row.lastUsedAt, t('never')),
      },
      {
        id: 'expires',
        header: t('columns.expires'),
        width: 170,
        cell: (row) => instant(row.expiresAt, t('noEnd')),
      },
      {
        id: 'created',
        header: t('columns.created'),
        width: 260,
        cell: (row) => `${instant(row.createdAt, '')} ${t('by', { name: row.createdByName })}`,
      },
    ];
  }, [t, format, scopeName, timeZone]);
  const rowHref = useMemo(() => (row: ApiKeyView) => href(row.id), [href]);
  return (
    <DataTable
      id="api-keys"
      caption={t('caption')}
      columns={columns}
      rows={keys}
      rowId={keyId}
      rowHref={rowHref}
      empty={<EmptyState title={t('none')} text={t('noneText')} />}
    />
  );
}

/** Names a scope in the reader's language. */
export function useScopeName(): (scope: ApiScope) => string {
  const { t } = useTranslation('keys');
  return useMemo(() => {
    const names: Record<ApiScope, string> = {
      'stock:write': t('scopes.stock_write'),
      'listings:write': t('scopes.listings_write'),
      'stock:read': t('scopes.stock_read'),
    };
    return (scope) => names[scope];
  }, [t]);
}
