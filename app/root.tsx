import { MantineProvider } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  type ShouldRevalidateFunctionArgs,
  useRouteLoaderData,
} from '@remix-run/react';
import { type ReactNode, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChangeLanguage } from 'remix-i18next/react';
import './ui/theme/styles.css';
import { StandaloneErrorPage } from '~/http/error-boundary';
import { currentIdentity } from '~/http/require-access.server';
import { htmlDir, htmlLang } from '~/platform/i18n/config';
import { EmbeddedCatalogueScript } from '~/platform/i18n/embedded';
import { localeOf, translatorFor } from '~/platform/i18n/i18n.server';
import { NetworkStatus } from '~/ui/network-status';
import { useNonce } from '~/ui/nonce';
import { colorSchemeOf, navigationWidthOf } from '~/ui/preferences.server';
import { beforePaintScript, followingColorSchemeManager } from '~/ui/theme/color-scheme';
import { theme } from '~/ui/theme/theme';
import { Toaster } from '~/ui/toast';

/** What every page knows about its reader: language, colours, width of the navigation. Open to everyone. */
export async function loader(args: LoaderFunctionArgs) {
  const { request, context } = args;
  const setting = (await currentIdentity(args))?.user;
  const locale = await localeOf(request, setting?.locale);
  return {
    locale,
    appName: (await translatorFor(locale))('appName'),
    colorScheme: await colorSchemeOf(request, setting?.theme),
    navigation: await navigationWidthOf(request),
    requestId: context.requestId,
  };
}

/** The title of pages that name none, and of error pages. */
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.appName }];

/** Language and colours change only through a submission; plain navigation need not ask again. */
export function shouldRevalidate({ formMethod }: ShouldRevalidateFunctionArgs) {
  return formMethod !== undefined && formMethod.toUpperCase() !== 'GET';
}

/** The document around every page and every error page. */
export function Layout({ children }: { children: ReactNode }) {
  const data = useRouteLoaderData<typeof loader>('root');
  const { i18n } = useTranslation();
  const nonce = useNonce();
  const colorScheme = data?.colorScheme ?? 'auto';
  const [manager] = useState(followingColorSchemeManager);
  useEffect(() => manager.follow(colorScheme), [manager, colorScheme]);
  return (
    <html
      lang={htmlLang(i18n.language)}
      dir={htmlDir(i18n.language)}
      data-scheme={colorScheme}
      data-mantine-color-scheme={colorScheme === 'dark' ? 'dark' : 'light'}
      suppressHydrationWarning
    >
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={colorScheme === 'auto' ? 'light dark' : colorScheme} />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <Meta />
        <Links />
        <script
          nonce={nonce}
          suppressHydrationWarning
          // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours that must run before the first paint
          dangerouslySetInnerHTML={{ __html: beforePaintScript }}
        />
      </head>
      <body>
        <MantineProvider
          theme={theme}
          defaultColorScheme={colorScheme}
          colorSchemeManager={manager}
          getStyleNonce={() => nonce ?? ''}
          withGlobalClasses={false}
        >
          {children}
          <NetworkStatus />
          <Toaster />
        </MantineProvider>
        <EmbeddedCatalogueScript nonce={nonce} />
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function App() {
  const data = useRouteLoaderData<typeof loader>('root');
  const { i18n } = useTranslation();
  useChangeLanguage(data?.locale ?? i18n.language);
  return (
    <Suspense>
      <Outlet />
      <Interactive />
    </Suspense>
  );
}

/**
 * Marks the document once the page before it answers to keys and clicks. It stands behind the page in the same
 * boundary, so its effect runs after all of the page's.
 */
function Interactive() {
  useEffect(() => {
    document.documentElement.dataset.interactive = 'true';
  }, []);
  return null;
}

export function ErrorBoundary() {
  return (
    <>
      <StandaloneErrorPage />
      <Interactive />
    </>
  );
}
