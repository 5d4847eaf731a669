import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { problemResponse } from '~/http/api-problem.server';
import { problem } from '~/kernel/problem';

/** Addresses under /api/v1 that lead nowhere answer as the API does, not with a page. */
export function loader({ request, context }: LoaderFunctionArgs) {
  return problemResponse(request, problem('api_path_unknown'), { requestId: context.requestId });
}

/** The same for whatever is sent there. */
export function action({ request, context }: ActionFunctionArgs) {
  return problemResponse(request, problem('api_path_unknown'), { requestId: context.requestId });
}
