import { notifications } from '~/platform/listen.server';
import { RUN_CHANNEL } from '../data/forecast-runs.server';

/**
 * Calls `listener` whenever a run has moved, and when notifications may have been missed.
 * @returns how to stop
 */
export function onRunMoved(listener: () => void): () => void {
  return notifications.subscribe(RUN_CHANNEL, listener, listener);
}
