import {
  onForecastPublished,
  type PublishedForecast,
} from '~/modules/forecast/commands/watch-published.server';
import { eventStream } from './event-stream.server';

/**
 * A stream of `forecast` events `{ id, number }`: the version published now at once, then each one as it is published.
 * @param current reads the published version in the reader's own scope
 */
export function forecastEvents(request: Request, current: () => Promise<PublishedForecast | null>): Response {
  return eventStream(request, async (send) => {
    let last: string | null = null;
    const tell = async () => {
      const version = await current();
      if (!version || version.id === last) return;
      last = version.id;
      send({ event: 'forecast', data: { id: version.id, number: version.number }, id: version.id });
    };
    const stop = onForecastPublished(() => {
      // A read that fails is made up for by the next event, or when the browser connects again.
      tell().catch(() => {});
    });
    await tell();
    return stop;
  });
}
