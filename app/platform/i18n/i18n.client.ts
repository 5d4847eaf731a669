import i18next, { type BackendModule, type i18n as I18n, type ResourceKey } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { fallbackLocale, i18nOptions } from './config';

/** Shape of the JSON that the server embeds: the language and the catalogues that the first page uses. */
export interface EmbeddedCatalogues {
  locale: string;
  catalogues: Record<string, ResourceKey>;
}

const files = import.meta.glob<ResourceKey>('./locales/*/*.json', { import: 'default' });

/** Loads one namespace of one language as its own chunk when a page first asks for it. */
const chunkBackend: BackendModule = {
  type: 'backend',
  init() {},
  read(locale, namespace, done) {
    const load = files[`./locales/${locale}/${namespace}.json`];
    if (!load) {
      done(new Error(`No catalogue ${locale}/${namespace}`), null);
      return;
    }
    load().then(
      (catalogue) => done(null, catalogue),
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error)), true),
    );
  },
};

/** i18next for the browser, started from what the document holds, so hydration waits for no request. */
export async function startI18n(): Promise<I18n> {
  const embedded = readEmbedded();
  await i18next
    .use(chunkBackend)
    .use(initReactI18next)
    .init({
      ...i18nOptions,
      lng: embedded.locale,
      ns: Object.keys(embedded.catalogues),
      resources: { [embedded.locale]: embedded.catalogues },
      partialBundledLanguages: true,
      react: { useSuspense: true },
    });
  return i18next;
}

function readEmbedded(): EmbeddedCatalogues {
  const text = document.getElementById('catalogues')?.textContent;
  return text ? (JSON.parse(text) as EmbeddedCatalogues) : { locale: fallbackLocale, catalogues: {} };
}
