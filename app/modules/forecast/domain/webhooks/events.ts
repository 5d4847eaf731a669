/** What a factory's own system can be told of. A test delivery goes to every address, whatever it asked for. */
export const WEBHOOK_EVENTS = ['forecast.published'] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** The event of a test delivery. */
export const TEST_EVENT = 'webhook.test';

/** Addresses that one factory may have. */
export const MOST_ENDPOINTS = 10;

/** A body as it is sent: the envelope of Standard Webhooks. */
export interface WebhookPayload {
  type: string;
  /** When it happened, ISO 8601. */
  timestamp: string;
  data: Record<string, unknown>;
}

/** What one factory is told of a version: figures of its own lines, of no other factory's. */
export interface PublishedVersionFacts {
  number: number;
  /** Dates, YYYY-MM-DD. */
  asOf: string;
  firstWeek: string;
  horizonWeeks: number;
  /** ISO 8601. */
  publishedAt: string;
}

export interface FactoryCounts {
  factory: string;
  lines: number;
  up: number;
  down: number;
  added: number;
  dropped: number;
  /** Pieces over the whole horizon, middle (p50) forecast. */
  pieces: number;
}

/** The body of `forecast.published` for one factory. @param links absolute addresses in the portal */
export function publishedPayload(
  version: PublishedVersionFacts,
  counts: FactoryCounts,
  links: Record<string, string>,
): WebhookPayload {
  return {
    type: 'forecast.published',
    timestamp: version.publishedAt,
    data: {
      factory: counts.factory,
      version: version.number,
      as_of: version.asOf,
      first_week: version.firstWeek,
      order_horizon_weeks: version.horizonWeeks,
      lines: counts.lines,
      changed: { up: counts.up, down: counts.down, new: counts.added, dropped: counts.dropped },
      pieces_p50: counts.pieces,
      links,
    },
  };
}
