import { useRevalidator } from '@remix-run/react';
import { useEventStream } from '~/http/use-event-stream';

/**
 * Keeps an open order's page current: when the other side, a colleague or a warehouse changes the order, the loader runs again
 * in place, so that scroll and what is being typed stay. The stream's first event says what the order stands at, which
 * covers what was missed.
 */
export function useLiveOrder(eventsPath: string, shownVersion: string | null): void {
  const revalidator = useRevalidator();
  useEventStream(
    eventsPath,
    ({ type, data }) => {
      const version = (data as { version?: unknown } | null)?.version;
      if (type === 'order' && version === shownVersion) return;
      revalidator.revalidate();
    },
    { events: ['order'] },
  );
}
