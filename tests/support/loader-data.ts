import { decode } from 'turbo-stream';
import type { TestUser } from './fixtures';
import { request } from './request';

/**
 * What the loader of a page answers, as the browser gets it when a link inside the portal is followed.
 * @param route the route module below app/, without its ending, such as `routes/factory/forecast`
 * @throws Error with the status when the loader threw a response or failed
 */
export async function loaderData<T>(path: string, route: string, as: TestUser): Promise<T> {
  const url = new URL(path, 'http://localhost');
  const response = await request(`${url.pathname}.data${url.search}`, { as });
  if (!response.body) throw new Error(`${path}: no body`);
  const { value } = await decode(response.body, { plugins: [withoutErrors] });
  const answer = (value as Record<string, { data?: T; error?: unknown } | undefined>)[route];
  if (!answer || !('data' in answer)) throw new Error(`${path}: ${response.status}`);
  return answer.data as T;
}

/** Thrown responses travel as tagged values; the status says enough. */
const withoutErrors = (type: unknown) =>
  type === 'ErrorResponse' || type === 'SanitizedError' ? { value: undefined } : undefined;
