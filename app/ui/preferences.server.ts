import { createCookie } from '@remix-run/node';
import { type ColorScheme, isColorScheme } from './theme/color-scheme';

const attributes = { path: '/', sameSite: 'lax', httpOnly: true, maxAge: 365 * 24 * 60 * 60 } as const;

/** The reader's choice of light, dark or the system's setting. */
export const themeCookie = createCookie('theme', attributes);

/** Whether the reader keeps the navigation narrow. */
export const navigationCookie = createCookie('navigation', attributes);

export type NavigationWidth = 'wide' | 'narrow';

/** True for a width the navigation can have. */
export function isNavigationWidth(value: unknown): value is NavigationWidth {
  return value === 'wide' || value === 'narrow';
}

/** Colour scheme of a request: the browser's cookie, then the person's setting, then the system's. */
export async function colorSchemeOf(request: Request, setting?: string | null): Promise<ColorScheme> {
  const value: unknown = await themeCookie.parse(request.headers.get('Cookie'));
  if (isColorScheme(value)) return value;
  return isColorScheme(setting) ? setting : 'auto';
}

/** Width of the navigation; wide unless the reader chose otherwise. */
export async function navigationWidthOf(request: Request): Promise<NavigationWidth> {
  const value: unknown = await navigationCookie.parse(request.headers.get('Cookie'));
  return isNavigationWidth(value) ? value : 'wide';
}
