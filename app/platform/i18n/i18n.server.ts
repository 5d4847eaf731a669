import { createCookie } from '@remix-run/node';
import i18next, { type i18n as I18n, type TFunction } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { RemixI18Next } from 'remix-i18next/server';
import { catalogues } from './catalogues.server';
import { fallbackLocale, i18nOptions, isLocale, type Locale, locales } from './config';

const oneYearSeconds = 365 * 24 * 60 * 60;

/** The language that the reader chose in this browser. */
export const languageCookie = createCookie('language', {
  path: '/',
  sameSite: 'lax',
  httpOnly: true,
  maxAge: oneYearSeconds,
});

const detector = new RemixI18Next({
  detection: {
    supportedLanguages: [...locales],
    fallbackLanguage: fallbackLocale,
    order: ['header'],
  },
});

/** The language chosen in this browser, if any. */
export async function chosenLocale(request: Request): Promise<Locale | null> {
  const value: unknown = await languageCookie.parse(request.headers.get('Cookie'));
  return isLocale(value) ? value : null;
}

/**
 * Language of a request: what was chosen in this browser, then the person's own setting (pass `access.user.locale`
 * where someone is signed in), then Accept-Language, then English. Never throws on a malformed header.
 */
export async function localeOf(request: Request, setting?: string | null): Promise<Locale> {
  const chosen = await chosenLocale(request);
  if (chosen) return chosen;
  if (isLocale(setting)) return setting;
  try {
    const locale = await detector.getLocale(request);
    return isLocale(locale) ? locale : fallbackLocale;
  } catch {
    return fallbackLocale;
  }
}

const instances = new Map<Locale, Promise<I18n>>();

/** The shared, never-changing i18next instance of one language, with all catalogues loaded. */
export function i18nFor(locale: Locale): Promise<I18n> {
  let instance = instances.get(locale);
  if (!instance) {
    instance = createInstance(locale);
    instances.set(locale, instance);
  }
  return instance;
}

async function createInstance(locale: Locale): Promise<I18n> {
  const instance = i18next.createInstance();
  await instance.use(initReactI18next).init({
    ...i18nOptions,
    lng: locale,
    ns: Object.keys(catalogues[locale]),
    resources: { [locale]: catalogues[locale] },
    react: { useSuspense: false },
  });
  return instance;
}

type Namespace = keyof (typeof catalogues)['en'];

/** Knows every catalogue: keys of `common` by themselves, all others as `forecast:title`. */
export type Translate = TFunction<['common', ...Exclude<Namespace, 'common'>[]]>;

/** Translation function for text made on the server outside React (page titles, mail, exports). */
export async function translatorFor(locale: Locale): Promise<Translate> {
  const instance = await i18nFor(locale);
  return instance.t as Translate;
}
