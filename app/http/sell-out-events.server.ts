import { onClockChanged } from '~/modules/inventory/commands/watch-clocks.server';
import { changeEvents } from './change-events.server';

/**
 * A stream of `clock` events `{ version }`: what the clock stands at now at once, then again as it changes.
 * @param current reads when the clock was last changed, in the reader's own scope; null when there is no such clock
 */
export function sellOutEvents(
  request: Request,
  clockId: string,
  current: () => Promise<string | null>,
): Promise<Response> {
  return changeEvents(request, {
    event: 'clock',
    current,
    subscribe: (listener) => onClockChanged(clockId, listener),
  });
}
