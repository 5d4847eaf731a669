import { isRouteErrorResponse, Link, useLocation, useRouteError, useRouteLoaderData } from '@remix-run/react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { markDraftsFailed } from '~/form/drafts';
import { ErrorState } from '~/ui/error-state';

export type ErrorKind = 'notFound' | 'forbidden' | 'tooMany' | 'network' | 'server';

/**
 * What kind of page an error deserves. A response thrown by a loader says it by its status; a failed fetch of the
 * browser is the network; everything else is our fault.
 */
export function errorKind(error: unknown): ErrorKind {
  if (isRouteErrorResponse(error)) {
    if (error.status === 404) return 'notFound';
    if (error.status === 403 || error.status === 401) return 'forbidden';
    if (error.status === 429) return 'tooMany';
    return 'server';
  }
  return error instanceof TypeError && /fetch|network|load failed/i.test(error.message)
    ? 'network'
    : 'server';
}

function requestIdOf(error: unknown, fallback: string | undefined): string | undefined {
  if (isRouteErrorResponse(error)) {
    const data = error.data as { requestId?: unknown } | null;
    if (typeof data?.requestId === 'string') return data.requestId;
  }
  return fallback;
}

/** The translated page for 404, 403, 429, 500 and a lost network. Layout routes use it inside their shell. */
export function RouteErrorPage() {
  const error = useRouteError();
  const root = useRouteLoaderData<{ requestId?: string }>('root');
  const location = useLocation();
  const { t } = useTranslation();
  const kind = errorKind(error);
  useEffect(() => {
    if (kind === 'network') markDraftsFailed();
  }, [kind]);
  const requestId = kind === 'server' ? requestIdOf(error, root?.requestId) : undefined;
  return (
    <ErrorState
      title={t(`errors.${kind}.title`)}
      text={t(`errors.${kind}.text`)}
      requestId={requestId}
      actions={
        <>
          {kind === 'network' || kind === 'server' ? (
            <a href={location.pathname + location.search}>{t('tryAgain')}</a>
          ) : null}
          <Link to="/">{t('toStart')}</Link>
        </>
      }
    />
  );
}

/** The same outside any frame. */
export function StandaloneErrorPage() {
  return (
    <main>
      <RouteErrorPage />
    </main>
  );
}
