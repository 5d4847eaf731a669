import { useRevalidator } from '@remix-run/react';
import { useEventStream } from '~/http/use-event-stream';

/**
 * Keeps an open clock's page current: when movements, time or a pause change the clock, the loader runs again in place, so
 * scroll and filters stay. The stream's first event says what the clock stands at, which covers what was missed.
 */
export function useLiveClock(eventsPath: string, shownVersion: string): void {
  const revalidator = useRevalidator();
  useEventStream(
    eventsPath,
    ({ type, data }) => {
      const version = (data as { version?: unknown } | null)?.version;
      if (type === 'clock' && version === shownVersion) return;
      revalidator.revalidate();
    },
    { events: ['clock'] },
  );
}
