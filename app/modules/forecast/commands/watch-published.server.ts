import { notifications } from '~/platform/listen.server';
import { PUBLISHED_CHANNEL } from '../data/version.server';

export interface PublishedForecast {
  id: string;
  number: number;
}

/**
 * Calls `listener` whenever a version has been published, and when notifications may have been missed.
 * @returns how to stop
 */
export function onForecastPublished(listener: () => void): () => void {
  return notifications.subscribe(PUBLISHED_CHANNEL, listener, listener);
}
