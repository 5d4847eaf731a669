import { openApiDocument } from '~/http/api-openapi.server';
import { env } from '~/platform/env.server';

/** The description of the API; it tells of no data, so it needs no key. */
export function loader() {
  return Response.json(openApiDocument(env().PUBLIC_URL), { headers: { 'Cache-Control': 'max-age=300' } });
}
