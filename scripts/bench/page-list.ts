import { paths, withSearch } from '~/paths';

/** What a page must answer within at the 95th percentile, whole handler until the body is consumed, in ms. */
export const FACTORY_BAR_MS = 60;
export const PLATFORM_BAR_MS = 150;

export interface Page {
  name: string;
  path: string;
  barMs: number;
}

const ROUTE_DATA = (route: string) => ({ _routes: route });

/** A factory's pages: each filter, sort and quantile, the last page, and what the browser asks for when it navigates. */
export function factoryPages(slug: string, lines: number, skuCode: string): Page[] {
  const at = paths.factory.forecast(slug);
  const last = Math.max(1, Math.ceil(lines / 50));
  const page = (name: string, path: string): Page => ({ name, path, barMs: FACTORY_BAR_MS });
  return [
    page('forecast', at),
    page('forecast, navigation', withSearch(`${at}.data`, ROUTE_DATA('routes/factory/forecast'))),
    page('forecast, p90', withSearch(at, { quantile: 'p90' })),
    page('forecast, mean', withSearch(at, { quantile: 'mean' })),
    page('forecast by code', withSearch(at, { sort: 'code', dir: 'asc' })),
    page('forecast by name', withSearch(at, { sort: 'name', dir: 'asc' })),
    page('forecast by total', withSearch(at, { sort: 'total' })),
    page('forecast by change', withSearch(at, { sort: 'change' })),
    page('forecast by lead time', withSearch(at, { sort: 'lead' })),
    page('forecast, category', withSearch(at, { category: 'home' })),
    page('forecast, market', withSearch(at, { market: 'US' })),
    page('forecast, frozen zone', withSearch(at, { zone: 'frozen' })),
    page('forecast, firm zone', withSearch(at, { zone: 'firm', sort: 'total' })),
    page('forecast, changed', withSearch(at, { change: 'changed' })),
    page('forecast, search', withSearch(at, { q: 'a' })),
    page(`forecast, page ${last} of ${last}`, withSearch(at, { page: last })),
    page('forecast, 100 rows', withSearch(at, { size: 100 })),
    page('SKU', paths.factory.forecastSku(slug, skuCode)),
    page('overview', paths.factory.home(slug)),
  ];
}

/** The platform's pages over all factories. */
export function platformPages(slug: string, skuCode: string): Page[] {
  const at = paths.platform.forecast();
  const page = (name: string, path: string): Page => ({ name, path, barMs: PLATFORM_BAR_MS });
  return [
    page('by factory', at),
    page('by factory, navigation', withSearch(`${at}.data`, ROUTE_DATA('routes/platform/forecast'))),
    page('by category', withSearch(at, { by: 'category' })),
    page('by SKU', withSearch(at, { by: 'sku' })),
    page('by SKU, page 60', withSearch(at, { by: 'sku', page: 60 })),
    page('by SKU, p90, by code', withSearch(at, { by: 'sku', quantile: 'p90', sort: 'code', dir: 'asc' })),
    page('by SKU, category', withSearch(at, { by: 'sku', category: 'home' })),
    page('by SKU, market', withSearch(at, { by: 'sku', market: 'US' })),
    page('by factory, firm zone', withSearch(at, { zone: 'firm' })),
    page('by SKU, frozen zone', withSearch(at, { by: 'sku', zone: 'frozen' })),
    page('by factory, changed', withSearch(at, { change: 'changed' })),
    page('by SKU, search', withSearch(at, { by: 'sku', q: 'a' })),
    page('SKU', paths.platform.forecastSku(skuCode)),
    page('one factory', paths.platform.factoryForecast(slug)),
    page('overview', paths.platform.home()),
  ];
}
