import { eventStream } from './event-stream.server';

interface ChangeEvents {
  /** Name of the events. */
  event: string;
  /** Reads what a thing stands at now, in the reader's own scope; null when there is no such thing. */
  current: () => Promise<string | null>;
  /** Calls its listener when the thing may have changed; returns how to stop. */
  subscribe: (listener: () => void) => () => void;
}

/**
 * A stream of events `{ version }` about one thing: what it stands at now at once, then again as it changes.
 * @throws Response 404 when there is no such thing
 */
export async function changeEvents(
  request: Request,
  { event, current, subscribe }: ChangeEvents,
): Promise<Response> {
  const first = await current();
  if (first === null) throw new Response(null, { status: 404, statusText: 'Not Found' });
  return eventStream(request, async (send) => {
    let last: string | null = null;
    const tell = (version: string | null) => {
      if (version === null || version === last) return;
      last = version;
      send({ event, data: { version }, id: version });
    };
    const stop = subscribe(() => {
      // A read that fails is made up for by the next event, or when the browser connects again.
      current().then(tell, () => {});
    });
    tell(first);
    return stop;
  });
}
