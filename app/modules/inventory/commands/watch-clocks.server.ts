import { notifications } from '~/platform/listen.server';
import { CLOCKS_CHANNEL } from '../data/sell-out-clock.server';

/**
 * Calls `listener` whenever a clock has changed, and when notifications may have been missed.
 * @returns how to stop
 */
export function onClockChanged(clockId: string, listener: () => void): () => void {
  const heard = (payload: string) => {
    if (payload.includes(clockId)) listener();
  };
  return notifications.subscribe(CLOCKS_CHANNEL, heard, listener);
}
