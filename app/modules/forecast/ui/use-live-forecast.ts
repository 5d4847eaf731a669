import { useRevalidator } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { useEventStream } from '~/http/use-event-stream';
import { toast } from '~/ui/toast';

/**
 * Keeps an open forecast page current: when a version other than the one on the page is published, the loaders run again in
 * place, so scroll, filters and edits stay. The stream's first event names the version published now, which also
 * covers what was missed while the connection was down.
 */
export function useLiveForecast(eventsPath: string, shownVersion: string | null): void {
  const { t } = useTranslation('forecast');
  const revalidator = useRevalidator();
  useEventStream(
    eventsPath,
    ({ type, data }) => {
      const version = versionOf(data);
      if (type === 'forecast' && (!version || version.id === shownVersion)) return;
      revalidator.revalidate();
      if (version && shownVersion) toast({ kind: 'info', text: t('updated', { number: version.number }) });
    },
    { events: ['forecast'] },
  );
}

function versionOf(data: unknown): { id: string; number: number } | null {
  const value = data as { id?: unknown; number?: unknown } | null;
  return typeof value?.id === 'string' && typeof value.number === 'number'
    ? { id: value.id, number: value.number }
    : null;
}
