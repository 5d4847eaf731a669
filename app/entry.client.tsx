import { RemixBrowser } from '@remix-run/react';
import { StrictMode, startTransition } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { startI18n } from '~/platform/i18n/i18n.client';
import { documentNonce, NonceProvider } from '~/ui/nonce';

async function hydrate() {
  const i18n = await startI18n();
  startTransition(() => {
    hydrateRoot(
      document,
      <StrictMode>
        <NonceProvider value={documentNonce()}>
          <I18nextProvider i18n={i18n}>
            <RemixBrowser />
          </I18nextProvider>
        </NonceProvider>
      </StrictMode>,
    );
  });
}

void hydrate();
