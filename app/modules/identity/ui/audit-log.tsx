import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '~/table/data-table';
import type { TableColumn } from '~/table/types';
import { EmptyState } from '~/ui/empty-state';
import { FilterBar, type FilterField } from '~/ui/filter-bar';
import { useFormat } from '~/ui/use-format';
import { AUDIT_ACTION_GROUPS, AUDIT_ACTIONS, AUDIT_ENTITIES } from '../domain/audit-actions';
import type { AuditEventView } from '../queries/audit-page.server';
import { AuditChanges } from './audit-changes';
import styles from './identity.module.css';
import { useDeviceName } from './session-list';
import { useAuditWords } from './use-audit-words';
import { usePlaceName } from './use-place-name';

interface AuditLogProps {
  events: AuditEventView[];
  /** Cursor of the older page; null on the last one. */
  older: string | null;
  timeZone: string;
  /** Whether any filter is set. */
  filtered: boolean;
  /** Not the first page: Back leads to the newer one. */
  paged: boolean;
  /** Factories to choose from, on the platform; there the table says where, too. */
  factories?: { slug: string; nameEn: string; nameZh: string }[] | undefined;
  exportPath: string;
}

const eventId = (event: AuditEventView) => event.id;

/** The audit log: filters in the URL, newest first, every entry with what it changed. */
export function AuditLog(props: AuditLogProps) {
  const { events, older, filtered, factories, exportPath } = props;
  const { t } = useTranslation('identity');
  const columns = useAuditColumns(props.timeZone, factories !== undefined);
  const nothing =
    filtered || props.paged ? (
      <EmptyState title={t('audit.noMatch')} text={t('audit.noMatchText')} />
    ) : (
      <EmptyState title={t('audit.none')} text={t('audit.noneText')} />
    );
  return (
    <>
      <FilterBar fields={useAuditFilters(factories)} />
      <DataTable
        id="audit"
        caption={t('audit.caption')}
        columns={columns}
        rows={events}
        rowId={eventId}
        pages={{ kind: 'keyset', next: older }}
        exportPath={exportPath}
        empty={nothing}
      />
    </>
  );
}

function useAuditFilters(factories: AuditLogProps['factories']): FilterField[] {
  const { t } = useTranslation('identity');
  const words = useAuditWords();
  const placeName = usePlaceName();
  const actions = AUDIT_ACTION_GROUPS.flatMap((group) => [
    { value: group, label: words.group(group) },
    ...AUDIT_ACTIONS.filter((action) => action.startsWith(group)).map((action) => ({
      value: action,
      label: words.action(action),
    })),
  ]);
  const entities = AUDIT_ENTITIES.map((value) => ({ value, label: words.entity(value) }));
  const place: FilterField = {
    kind: 'select',
    name: 'place',
    label: t('audit.place'),
    all: t('audit.anyPlace'),
    options: [
      { value: 'platform', label: t('audit.platformOnly') },
      ...(factories ?? []).map((factory) => ({ value: factory.slug, label: placeName(factory) })),
    ],
  };
  return [
    { kind: 'search', name: 'actor', label: t('audit.actor'), placeholder: t('audit.actorHelp') },
    { kind: 'select', name: 'action', label: t('audit.action'), all: t('audit.anyAction'), options: actions },
    {
      kind: 'select',
      name: 'entity',
      label: t('audit.entity'),
      all: t('audit.anyEntity'),
      options: entities,
    },
    ...(factories ? [place] : []),
    { kind: 'date', name: 'from', label: t('audit.fromDate') },
    { kind: 'date', name: 'to', label: t('audit.toDate') },
  ];
}

function useAuditColumns(timeZone: string, everywhere: boolean): TableColumn<AuditEventView>[] {
  const { t } = useTranslation('identity');
  const format = useFormat();
  const words = useAuditWords();
  const placeName = usePlaceName();
  const deviceName = useDeviceName();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change with the language alone, which `t` stands for
  return useMemo<TableColumn<AuditEventView>[]>(() => {
    const where: TableColumn<AuditEventView> = {
      id: 'where',
      header: t('audit.where'),
      width: 170,
      cell: (event) => placeName(event.factory),
    };
    return [
      {
        id: 'when',
        header: t('audit.when'),
        width: 210,
        phone: 'subtitle',
        hideable: false,
        cell: (event) => (
          <>
            {format.dateTime(event.at, timeZone, { seconds: true, year: true, weekday: false })}
            <div className={styles.phoneOnly}>
              {event.actorName} · {event.entityLabel}
              <AuditChanges changes={event.changes} entityType={event.entityType} />
            </div>
          </>
        ),
      },
      {
        id: 'who',
        header: t('audit.who'),
        width: 190,
        cell: (event) => (
          <>
            {event.actorName}
            <div className={styles.second}>
              {event.actorEmail ?? words.scope(event.actorScope)}
              {event.actorEmail && event.actorScope === 'platform' && !everywhere
                ? ` · ${words.scope('platform')}`
                : null}
            </div>
          </>
        ),
      },
      {
        id: 'what',
        header: t('audit.what'),
        width: 160,
        phone: 'title',
        cell: (event) => words.action(event.action),
      },
      ...(everywhere ? [where] : []),
      {
        id: 'on',
        header: t('audit.on'),
        width: 210,
        cell: (event) => (
          <>
            {event.entityLabel}
            <div className={styles.second}>{words.entity(event.entityType)}</div>
          </>
        ),
      },
      {
        id: 'changes',
        header: t('audit.changes'),
        width: 280,
        cell: (event) => <AuditChanges changes={event.changes} entityType={event.entityType} />,
      },
      {
        id: 'from',
        header: t('audit.from'),
        width: 170,
        cell: (event) =>
          event.address || event.userAgent ? (
            <span title={event.requestId ? `${t('audit.request')}: ${event.requestId}` : undefined}>
              {event.address}
              <div className={styles.second}>{deviceName(event.userAgent)}</div>
            </span>
          ) : null,
      },
    ];
  }, [t, format, timeZone, everywhere]);
}
