import { createRequire } from 'node:module';
import { type AppLoadContext, createRequestHandler, type ServerBuild } from '@remix-run/node';
import { SERVER_BUILD } from '../../scripts/support/build';
import type { TestUser } from './fixtures';

const ORIGIN = 'http://localhost:3000';

export interface RequestOptions {
  /** Who asks; nobody if absent. */
  as?: TestUser | undefined;
  method?: string;
  /** Body of a form; makes the method POST unless it is given. */
  form?: Record<string, string | readonly string[]>;
  /** Body as it is sent, for what is no form; needs a method. */
  body?: BodyInit;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Further parts of the load context, or others in place of the usual ones. */
  context?: Partial<AppLoadContext>;
}

let handler: Promise<ReturnType<typeof createRequestHandler>> | undefined;

/**
 * Sends a request through the production build, without a network: route table, loaders, actions and rendering are
 * those of the running portal. Redirects are returned, not followed. Call it after `createTestDatabase()`.
 */
export async function request(path: string, options: RequestOptions = {}): Promise<Response> {
  handler ??= loadHandler();
  const handle = await handler;
  const method = options.method ?? (options.form ? 'POST' : 'GET');
  const headers = new Headers(options.headers);
  headers.set('Host', new URL(ORIGIN).host);
  if (options.as) headers.append('Cookie', options.as.cookie);
  if (method !== 'GET' && method !== 'HEAD' && !headers.has('Origin')) headers.set('Origin', ORIGIN);
  const built = new Request(new URL(path, ORIGIN), {
    method,
    headers,
    ...(options.form
      ? { body: formBody(options.form) }
      : options.body === undefined
        ? {}
        : { body: options.body }),
    ...(options.signal ? { signal: options.signal } : {}),
  });
  return handle(built, {
    cspNonce: 'test-nonce',
    requestId: 'test-request',
    clientAddress: '127.0.0.1',
    reportError: (error: unknown) => unexpectedErrors.push(error),
    ...options.context,
  });
}

/** What loaders and actions threw that was not an answer. Empty it before the part that must not fail. */
export const unexpectedErrors: unknown[] = [];

function formBody(form: Record<string, string | readonly string[]>): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(form)) {
    for (const one of typeof value === 'string' ? [value] : value) body.append(name, one);
  }
  return body;
}

async function loadHandler(): Promise<ReturnType<typeof createRequestHandler>> {
  // Node's own loader, which since 20.19 reads modules too: the test runner would transform the whole bundle again.
  const build = createRequire(import.meta.url)(SERVER_BUILD) as ServerBuild;
  return createRequestHandler(build, 'production');
}
