/**
 * Every link of the product is built here, so that a URL is written once; tests/architecture/paths.test.ts checks
 * each against routes.ts. `factory` is the slug in the URL. Query strings go through `withSearch`.
 */
export const paths = {
  home: () => '/',
  preferences: () => '/preferences',
  signIn: (next?: string) => withSearch('/sign-in', { next }),
  signOut: () => '/sign-out',
  account: () => '/account',
  factory: {
    home: (factory: string) => `/factories/${encodeURIComponent(factory)}`,
    forecast: (factory: string) => `/factories/${encodeURIComponent(factory)}/forecast`,
    members: (factory: string) => `/factories/${encodeURIComponent(factory)}/members`,
    audit: (factory: string) => `/factories/${encodeURIComponent(factory)}/audit`,
  },
  platform: {
    home: () => '/platform',
    forecast: () => '/platform/forecast',
    audit: () => '/platform/audit',
  },
};

type SearchValue = string | number | boolean | null | undefined;

/** A path with search parameters; absent and empty values are left out, so default views have clean URLs. */
export function withSearch(path: string, search: Record<string, SearchValue>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (value !== null && value !== undefined && value !== '') params.set(name, String(value));
  }
  const text = params.toString();
  return text === '' ? path : `${path}?${text}`;
}
