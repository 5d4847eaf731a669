/** Languages the portal speaks. Each has a complete set of catalogues in `locales/<locale>/`. */
export const locales = ['en', 'zh'] as const;
export type Locale = (typeof locales)[number];

export const fallbackLocale: Locale = 'en';

/** Catalogues every page needs; a page names the further ones in `handle = { i18n: ['forecast'] }`. */
export const baseNamespaces = ['common', 'shell', 'problems'] as const;

/** True for a language the portal speaks. */
export function isLocale(value: unknown): value is Locale {
  return locales.includes(value as Locale);
}

/** What `<html lang>` says: tells browsers which Chinese glyphs and line-breaking to use. */
export function htmlLang(locale: string): string {
  return locale === 'zh' ? 'zh-Hans' : 'en';
}

/** Writing direction, for `<html dir>`; both languages run left to right. */
export function htmlDir(_locale: string): 'ltr' | 'rtl' {
  return 'ltr';
}

/** i18next options that server and browser must agree on. React escapes, so i18next does not. */
export const i18nOptions = {
  supportedLngs: [...locales],
  fallbackLng: false as const,
  defaultNS: 'common',
  fallbackNS: 'common',
  interpolation: { escapeValue: false },
  returnNull: false as const,
};
