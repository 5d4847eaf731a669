import { useRevalidator } from '@remix-run/react';
import { useEventStream } from '~/http/use-event-stream';
import { paths } from '~/paths';

/** Keeps an open page current while runs move: its loader runs again in place. */
export function useLiveRuns(): void {
  const revalidator = useRevalidator();
  useEventStream(paths.platform.forecastRunEvents(), () => revalidator.revalidate(), { events: ['run'] });
}
