import type { LoaderFunctionArgs } from '@remix-run/node';
import { calendarFeed } from '~/modules/forecast/queries/calendar-feed.server';
import { rateLimiter } from '~/platform/rate-limit';
import { systemClock } from '~/platform/system-clock.server';

/** Programs ask a few times an hour; a whole factory may sit behind one address. */
const allow = rateLimiter(120, 60_000);

/**
 * A person's calendar of a factory's dates, for programs that cannot sign in: the address is the secret. An address that opens
 * nothing is answered like one that never was.
 */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const now = systemClock.now();
  const allowed = allow(context.clientAddress || '-', now);
  if (!allowed.ok) {
    return new Response(null, { status: 429, headers: { 'Retry-After': String(allowed.waitSeconds) } });
  }
  const name = params.file ?? '';
  const feed = name.endsWith('.ics') ? await calendarFeed(name.slice(0, -4), now) : null;
  if (!feed) return new Response(null, { status: 404, headers: { 'Cache-Control': 'no-store' } });
  const headers = {
    'Cache-Control': 'private, no-cache',
    ETag: feed.etag,
    'Last-Modified': new Date(feed.changedAt).toUTCString(),
    // The address is a secret: it leads no search engine here, and stays out of other sites' logs.
    'X-Robots-Tag': 'noindex',
    'Referrer-Policy': 'no-referrer',
  };
  if (request.headers.get('If-None-Match') === feed.etag) return new Response(null, { status: 304, headers });
  return new Response(feed.text, {
    headers: {
      ...headers,
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'inline; filename="calendar.ics"',
    },
  });
}
