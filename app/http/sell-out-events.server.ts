import { onClockChanged } from '~/modules/inventory/commands/watch-clocks.server';
import { eventStream } from './event-stream.server';

/**
 * A stream of `clock` events `{ version }`: what the clock stands at now at once, then again as it changes.
 * @param current reads when the clock was last changed, in the reader's own scope; null when there is no such clock
 */
export async function sellOutEvents(
  request: Request,
  clockId: string,
  current: () => Promise<string | null>,
): Promise<Response> {
  const first = await current();
  if (first === null) throw new Response(null, { status: 404, statusText: 'Not Found' });
  return eventStream(request, async (send) => {
    let last: string | null = null;
    const tell = (version: string | null) => {
      if (version === null || version === last) return;
      last = version;
      send({ event: 'clock', data: { version }, id: version });
    };
    const stop = onClockChanged(clockId, () => {
      // A read that fails is made up for by the next event, or when the browser connects again.
      current().then(tell, () => {});
    });
    tell(first);
    return stop;
  });
}
