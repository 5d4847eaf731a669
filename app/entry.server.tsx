import { PassThrough } from 'node:stream';
import {
  type AppLoadContext,
  createReadableStreamFromReadable,
  type EntryContext,
  type HandleErrorFunction,
} from '@remix-run/node';
import { RemixServer } from '@remix-run/react';
import { isbot } from 'isbot';
import type { ReactNode } from 'react';
import { renderToPipeableStream } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { isLocale, type Locale } from '~/platform/i18n/config';
import { EmbeddedCataloguesProvider } from '~/platform/i18n/embedded';
import { embeddedCatalogues } from '~/platform/i18n/embedded.server';
import { i18nFor, localeOf } from '~/platform/i18n/i18n.server';
import { NonceProvider } from '~/ui/nonce';

/** Single fetch gives slow deferred data this long; the stream itself is cut shortly after. */
export const streamTimeout = 10_000;

/** Renders a document: streamed to browsers, whole to robots. */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
  loadContext: AppLoadContext,
): Promise<Response> {
  const locale = await renderedLocale(request, context);
  const i18n = await i18nFor(locale);
  const nonce = loadContext.cspNonce;
  const ready = isbot(request.headers.get('User-Agent')) ? 'onAllReady' : 'onShellReady';
  headers.set('Content-Type', 'text/html; charset=utf-8');
  headers.append('Vary', 'Cookie, Accept-Language');
  return renderDocument(
    <NonceProvider value={nonce}>
      <EmbeddedCataloguesProvider value={embeddedCatalogues(locale, context)}>
        <I18nextProvider i18n={i18n}>
          <RemixServer context={context} url={request.url} nonce={nonce} />
        </I18nextProvider>
      </EmbeddedCataloguesProvider>
    </NonceProvider>,
    { status, headers, ready, nonce, signal: request.signal },
  );
}

/** The language the root loader decided on; when it failed, what the request itself says. */
async function renderedLocale(request: Request, context: EntryContext): Promise<Locale> {
  const root = context.staticHandlerContext.loaderData.root as { locale?: unknown } | undefined;
  return isLocale(root?.locale) ? root.locale : localeOf(request);
}

interface RenderOptions {
  status: number;
  headers: Headers;
  ready: 'onAllReady' | 'onShellReady';
  nonce: string;
  signal: AbortSignal;
}

function renderDocument(tree: ReactNode, options: RenderOptions): Promise<Response> {
  return new Promise((resolve, reject) => {
    let status = options.status;
    let answered = false;
    const { pipe, abort } = renderToPipeableStream(tree, {
      nonce: options.nonce,
      [options.ready]() {
        answered = true;
        const body = new PassThrough();
        pipe(body);
        resolve(new Response(createReadableStreamFromReadable(body), { status, headers: options.headers }));
      },
      onShellError: reject,
      onError(error: unknown) {
        status = 500;
        if (answered && !options.signal.aborted) console.error(error);
      },
    });
    setTimeout(abort, streamTimeout + 1_000).unref();
  });
}

/** Unexpected errors of loaders and actions, with the request they belong to. An aborted request is not an error. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted) return;
  const report = context.reportError ?? console.error;
  report(error);
};
