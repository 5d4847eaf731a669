import type { ActionFunctionArgs } from '@remix-run/node';
import { openApiDocument } from '~/http/api-openapi.server';
import { problemResponse } from '~/http/api-problem.server';
import { problem } from '~/kernel/problem';
import { env } from '~/platform/env.server';

/** The description of the API; it tells of no data, so it needs no key. */
export function loader() {
  return Response.json(openApiDocument(env().PUBLIC_URL), { headers: { 'Cache-Control': 'max-age=300' } });
}

/** Nothing is written here. */
export function action({ request, context }: ActionFunctionArgs) {
  const { requestId } = context;
  const headers = { Allow: 'GET' };
  return problemResponse(request, problem('api_method_unknown', { allowed: 'GET' }), { requestId, headers });
}
