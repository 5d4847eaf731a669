import { addDays, type CalendarDate } from '~/kernel/calendar-date';
import { placeSearchParams } from '~/modules/orders/domain/place-search';
import { paths, withSearch } from '~/paths';
import type { PageSubjects } from './page-subjects';

/** What a page must answer within at the 95th percentile, whole handler until the body is consumed, in ms. */
export const FACTORY_BAR_MS = 60;
export const PLATFORM_BAR_MS = 150;
/** Pages of orders, stock, clocks and of answers to the forecast, on either side. */
export const SUPPLY_BAR_MS = 80;

export interface Page {
  name: string;
  path: string;
  barMs: number;
  /** How many times the link to the next page is followed before measuring: a page this deep. */
  depth?: number;
}

const DEEP = 20;

const supplyPage = (name: string, path: string, depth?: number): Page => ({
  name,
  path,
  barMs: SUPPLY_BAR_MS,
  ...(depth ? { depth } : {}),
});

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

/** A factory's pages that answer the forecast. */
export function factorySharingPages(slug: string): Page[] {
  const at = paths.factory;
  return [
    supplyPage('answering grid', at.forecastCommit(slug)),
    supplyPage('what changed', at.forecastChanges(slug)),
    supplyPage('frozen weeks', at.frozenChanges(slug)),
    supplyPage('forecast accuracy', at.accuracy(slug)),
  ];
}

/** The platform's pages about forecasts and their answers. */
export function platformSharingPages(slug: string, skuCode: string, version: number): Page[] {
  const at = paths.platform;
  return [
    supplyPage('what changed', at.forecastChanges()),
    supplyPage('adjustments', at.overrides()),
    supplyPage('shortfalls', at.shortfalls()),
    supplyPage('frozen weeks', at.frozenChanges()),
    supplyPage('agreements of a SKU', at.forecastAgreements(skuCode)),
    supplyPage('forecast accuracy', at.accuracy()),
    supplyPage('forecast accuracy by category', withSearch(at.accuracy(), { by: 'category' })),
    supplyPage('scorecards', at.scorecards()),
    supplyPage('scorecard of a factory', at.scorecard(slug)),
    supplyPage('versions', at.forecastVersions()),
    supplyPage('a version', at.forecastVersion(version)),
    supplyPage('runs', at.forecastRuns()),
  ];
}

/** A factory's pages of orders, stock and sell-out clocks. */
export function factorySupplyPages(slug: string, subjects: PageSubjects): Page[] {
  const at = paths.factory;
  const { clockId } = subjects;
  return [
    supplyPage('orders', at.orders(slug)),
    supplyPage('orders, late', withSearch(at.orders(slug), { needs: 'late' })),
    supplyPage('orders by value', withSearch(at.orders(slug), { sort: 'value' })),
    supplyPage('orders, search', withSearch(at.orders(slug), { q: 'a' })),
    supplyPage('orders, deep page', withSearch(at.orders(slug), { size: 25 }), DEEP),
    supplyPage('order', at.order(slug, subjects.orderNumber)),
    supplyPage('inventory', at.inventory(slug)),
    supplyPage('inventory by sold share', withSearch(at.inventory(slug), { sort: 'soldThrough' })),
    supplyPage('sell-out clocks', at.sellOut(slug)),
    ...(clockId ? [supplyPage('sell-out clock', at.sellOutClock(slug, clockId))] : []),
  ];
}

/**
 * The platform's pages of orders, sourcing, stock and sell-out clocks.
 * @param today offers are compared for a last ship day forty days later
 */
export function platformSupplyPages(slug: string, subjects: PageSubjects, today: CalendarDate): Page[] {
  const at = paths.platform;
  const { anyOrder, anyClock, warehouse } = subjects;
  const offers = placeSearchParams({
    kind: 'reorder',
    from: '',
    by: addDays(today, 40),
    rows: subjects.sourcedSkus.map((sku) => ({ sku, warehouse, quantity: '1000' })),
  });
  return [
    supplyPage('orders', at.orders()),
    supplyPage('orders, late', withSearch(at.orders(), { needs: 'late' })),
    supplyPage('orders by risk', withSearch(at.orders(), { sort: 'risk' })),
    supplyPage('orders by value', withSearch(at.orders(), { sort: 'value' })),
    supplyPage('orders, search', withSearch(at.orders(), { q: 'lamp' })),
    supplyPage('orders of a factory', withSearch(at.orders(), { factory: slug })),
    supplyPage('orders, deep page', at.orders(), DEEP),
    supplyPage('order', at.order(anyOrder.slug, anyOrder.number)),
    supplyPage('inventory', at.inventory()),
    supplyPage('inventory by cover', withSearch(at.inventory(), { sort: 'cover', dir: 'asc' })),
    supplyPage('inventory by age', withSearch(at.inventory(), { sort: 'age' })),
    supplyPage('inventory, slow', withSearch(at.inventory(), { show: 'slow' })),
    supplyPage('inventory, search', withSearch(at.inventory(), { q: 'lamp' })),
    supplyPage('inventory, deep page', at.inventory(), DEEP),
    supplyPage('stock of a SKU', at.inventorySku(subjects.movedSku)),
    supplyPage('stock of a SKU, deep page', at.inventorySku(subjects.movedSku), DEEP),
    supplyPage('sell-out clocks', at.sellOut()),
    supplyPage('sell-out clocks, deep page', at.sellOut(), DEEP),
    ...(anyClock ? [supplyPage('sell-out clock', at.sellOutClock(anyClock.slug, anyClock.id))] : []),
    supplyPage('reorders', at.reorders()),
    supplyPage('reorders, deep page', at.reorders(), DEEP),
    supplyPage('factories', at.pool()),
    supplyPage('factories by name', withSearch(at.pool(), { sort: 'name' })),
    supplyPage('factory', at.poolFactory(slug)),
    supplyPage('risks', at.risks()),
    supplyPage('candidates', at.candidates()),
    supplyPage('comparing offers of five SKUs', `${at.placeOrder()}?${offers}`),
  ];
}
