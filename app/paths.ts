/**
 * Every link of the product is built here, so that a URL is written once; tests/architecture/paths.test.ts checks
 * each against routes.ts. `factory` is the slug in the URL. Query strings go through `withSearch`.
 */
export const paths = {
  home: () => '/',
  preferences: () => '/preferences',
  signIn: (next?: string) => withSearch('/sign-in', { next }),
  signOut: () => '/sign-out',
  forgotPassword: () => '/forgot-password',
  account: () => '/account',
  accountSecurity: () => '/account/security',
  calendarFeed: (token: string) => `/calendar/${encodeURIComponent(token)}.ics`,
  accountSessions: () => '/account/sessions',
  accountViews: () => '/account/views',
  factory: {
    home: (factory: string) => `/factories/${encodeURIComponent(factory)}`,
    forecast: (factory: string) => `/factories/${encodeURIComponent(factory)}/forecast`,
    forecastSku: (factory: string, sku: string) =>
      `/factories/${encodeURIComponent(factory)}/forecast/${encodeURIComponent(sku)}`,
    forecastChanges: (factory: string) => `/factories/${encodeURIComponent(factory)}/forecast/changes`,
    exceptions: (factory: string) => `/factories/${encodeURIComponent(factory)}/exceptions`,
    forecastCommit: (factory: string) => `/factories/${encodeURIComponent(factory)}/forecast/commit`,
    commitImport: (factory: string) => `/factories/${encodeURIComponent(factory)}/forecast/commit/import`,
    commitExport: (factory: string) => `/factories/${encodeURIComponent(factory)}/forecast-commit-export`,
    commitHistory: (factory: string) => `/factories/${encodeURIComponent(factory)}/forecast-commit-history`,
    frozenChanges: (factory: string) => `/factories/${encodeURIComponent(factory)}/forecast/frozen-changes`,
    search: (factory: string) => `/factories/${encodeURIComponent(factory)}/search`,
    forecastExport: (factory: string) => `/factories/${encodeURIComponent(factory)}/forecast-export`,
    forecastEvents: (factory: string) => `/factories/${encodeURIComponent(factory)}/forecast-events`,
    calendar: (factory: string) => `/factories/${encodeURIComponent(factory)}/calendar`,
    webhooks: (factory: string) => `/factories/${encodeURIComponent(factory)}/webhooks`,
    webhook: (factory: string, endpoint: string) =>
      `/factories/${encodeURIComponent(factory)}/webhooks/${encodeURIComponent(endpoint)}`,
    accuracy: (factory: string) => `/factories/${encodeURIComponent(factory)}/forecast/accuracy`,
    accuracyExport: (factory: string) => `/factories/${encodeURIComponent(factory)}/forecast/accuracy-export`,
    inventory: (factory: string) => `/factories/${encodeURIComponent(factory)}/inventory`,
    inventoryExport: (factory: string) => `/factories/${encodeURIComponent(factory)}/inventory-export`,
    orders: (factory: string) => `/factories/${encodeURIComponent(factory)}/orders`,
    ordersExport: (factory: string) => `/factories/${encodeURIComponent(factory)}/orders-export`,
    orderAnswer: (factory: string, order: string) =>
      `/factories/${encodeURIComponent(factory)}/orders/${encodeURIComponent(order)}/answer`,
    orderProgress: (factory: string, order: string) =>
      `/factories/${encodeURIComponent(factory)}/orders/${encodeURIComponent(order)}/progress`,
    orderInspection: (factory: string, order: string) =>
      `/factories/${encodeURIComponent(factory)}/orders/${encodeURIComponent(order)}/inspection`,
    orderEvents: (factory: string, order: string) =>
      `/factories/${encodeURIComponent(factory)}/orders/${encodeURIComponent(order)}/events`,
    orderMessages: (factory: string, order: string) =>
      `/factories/${encodeURIComponent(factory)}/orders/${encodeURIComponent(order)}/messages`,
    order: (factory: string, order: string) =>
      `/factories/${encodeURIComponent(factory)}/orders/${encodeURIComponent(order)}`,
    ship: (factory: string, order: string) =>
      `/factories/${encodeURIComponent(factory)}/orders/${encodeURIComponent(order)}/ship`,
    shipNotices: (factory: string) => `/factories/${encodeURIComponent(factory)}/ship-notices`,
    shipNoticesExport: (factory: string) => `/factories/${encodeURIComponent(factory)}/ship-notices-export`,
    shipNotice: (factory: string, asn: string) =>
      `/factories/${encodeURIComponent(factory)}/ship-notices/${encodeURIComponent(asn)}`,
    packingList: (factory: string, asn: string, format?: 'csv' | 'xlsx') =>
      withSearch(
        `/factories/${encodeURIComponent(factory)}/ship-notices/${encodeURIComponent(asn)}/packing-list`,
        {
          format,
        },
      ),
    cartonLabels: (factory: string, asn: string, range: { from?: number; to?: number } = {}) =>
      withSearch(
        `/factories/${encodeURIComponent(factory)}/ship-notices/${encodeURIComponent(asn)}/labels`,
        range,
      ),
    orderFiles: (factory: string, order: string) =>
      `/factories/${encodeURIComponent(factory)}/orders/${encodeURIComponent(order)}/files`,
    file: (factory: string, file: string, size?: 'thumb') =>
      withSearch(`/factories/${encodeURIComponent(factory)}/files/${encodeURIComponent(file)}`, { size }),
    documents: (factory: string) => `/factories/${encodeURIComponent(factory)}/documents`,
    removeFile: (factory: string, file: string) =>
      `/factories/${encodeURIComponent(factory)}/files/${encodeURIComponent(file)}/remove`,
    sellOut: (factory: string) => `/factories/${encodeURIComponent(factory)}/sell-out`,
    sellOutClock: (factory: string, clock: string) =>
      `/factories/${encodeURIComponent(factory)}/sell-out/${encodeURIComponent(clock)}`,
    sellOutExport: (factory: string) => `/factories/${encodeURIComponent(factory)}/sell-out-export`,
    sellOutEvidenceExport: (factory: string, clock: string) =>
      `/factories/${encodeURIComponent(factory)}/sell-out/${encodeURIComponent(clock)}/export`,
    sellOutEvents: (factory: string, clock: string) =>
      `/factories/${encodeURIComponent(factory)}/sell-out/${encodeURIComponent(clock)}/events`,
    members: (factory: string) => `/factories/${encodeURIComponent(factory)}/members`,
    member: (factory: string, member: string) =>
      `/factories/${encodeURIComponent(factory)}/members/${encodeURIComponent(member)}`,
    revokeInvitation: (factory: string) =>
      `/factories/${encodeURIComponent(factory)}/members/revoke-invitation`,
    audit: (factory: string) => `/factories/${encodeURIComponent(factory)}/audit`,
    auditExport: (factory: string) => `/factories/${encodeURIComponent(factory)}/audit-export`,
  },
  platform: {
    home: () => '/platform',
    forecast: () => '/platform/forecast',
    forecastSku: (sku: string) => `/platform/forecast/${encodeURIComponent(sku)}`,
    frozenChanges: () => '/platform/forecast/frozen-changes',
    forecastAgreements: (sku: string) => `/platform/forecast/${encodeURIComponent(sku)}/agreements`,
    shortfalls: () => '/platform/forecast/shortfalls',
    shortfall: (factory: string, sku: string, week: string) =>
      `/platform/forecast/shortfalls/${encodeURIComponent(factory)}/${encodeURIComponent(sku)}/${encodeURIComponent(week)}`,
    shortfallsExport: () => '/platform/forecast-shortfalls-export',
    search: () => '/platform/search',
    forecastExport: () => '/platform/forecast-export',
    forecastEvents: () => '/platform/forecast-events',
    forecastChanges: () => '/platform/forecast/changes',
    overrides: () => '/platform/forecast/overrides',
    promotions: () => '/platform/forecast/promotions',
    promotionsExport: () => '/platform/forecast/promotions-export',
    overridesExport: () => '/platform/forecast/overrides-export',
    exceptions: () => '/platform/exceptions',
    forecastVersions: () => '/platform/forecast-versions',
    forecastVersion: (version: number) => `/platform/forecast-versions/${version}`,
    forecastRuns: () => '/platform/forecast-runs',
    forecastRunEvents: () => '/platform/forecast-run-events',
    accuracy: () => '/platform/forecast/accuracy',
    accuracyExport: () => '/platform/forecast/accuracy-export',
    scorecards: () => '/platform/forecast/scorecards',
    scorecardsExport: () => '/platform/forecast/scorecards-export',
    scorecard: (factory: string) => `/platform/forecast/scorecards/${encodeURIComponent(factory)}`,
    scorecardExport: (factory: string) =>
      `/platform/forecast/scorecards/${encodeURIComponent(factory)}/export`,
    inventory: () => '/platform/inventory',
    inventoryExport: () => '/platform/inventory-export',
    inventorySku: (sku: string) => `/platform/inventory/${encodeURIComponent(sku)}`,
    inventorySkuExport: (sku: string) => `/platform/inventory/${encodeURIComponent(sku)}/export`,
    inventoryAllocation: (sku: string) => `/platform/inventory/${encodeURIComponent(sku)}/allocation`,
    inventoryPolicy: () => '/platform/inventory-policy',
    allocation: () => '/platform/allocation',
    allocationExport: () => '/platform/allocation-export',
    factoryForecast: (factory: string) => `/platform/factories/${encodeURIComponent(factory)}/forecast`,
    factoryForecastExport: (factory: string) =>
      `/platform/factories/${encodeURIComponent(factory)}/forecast-export`,
    shipNotice: (factory: string, asn: string) =>
      `/platform/factories/${encodeURIComponent(factory)}/ship-notices/${encodeURIComponent(asn)}`,
    packingList: (factory: string, asn: string, format?: 'csv' | 'xlsx') =>
      withSearch(
        `/platform/factories/${encodeURIComponent(factory)}/ship-notices/${encodeURIComponent(asn)}/packing-list`,
        {
          format,
        },
      ),
    cartonLabels: (factory: string, asn: string, range: { from?: number; to?: number } = {}) =>
      withSearch(
        `/platform/factories/${encodeURIComponent(factory)}/ship-notices/${encodeURIComponent(asn)}/labels`,
        range,
      ),
    sourcing: (factory: string, sku?: string) =>
      withSearch(`/platform/factories/${encodeURIComponent(factory)}/sourcing`, { sku }),
    file: (factory: string, file: string, size?: 'thumb') =>
      withSearch(`/platform/factories/${encodeURIComponent(factory)}/files/${encodeURIComponent(file)}`, {
        size,
      }),
    candidates: () => '/platform/candidates',
    candidateNew: () => '/platform/candidates/new',
    candidatesImport: () => '/platform/candidates/import',
    candidatesExport: () => '/platform/candidates-export',
    candidate: (candidate: string) => `/platform/candidates/${encodeURIComponent(candidate)}`,
    candidateEdit: (candidate: string) => `/platform/candidates/${encodeURIComponent(candidate)}/edit`,
    candidateSku: (candidate: string) => `/platform/candidates/${encodeURIComponent(candidate)}/sku`,
    orders: () => '/platform/orders',
    ordersExport: () => '/platform/orders-export',
    order: (factory: string, order: string) =>
      `/platform/orders/${encodeURIComponent(factory)}/${encodeURIComponent(order)}`,
    orderAmend: (factory: string, order: string) =>
      `/platform/orders/${encodeURIComponent(factory)}/${encodeURIComponent(order)}/amend`,
    orderInspection: (factory: string, order: string) =>
      `/platform/orders/${encodeURIComponent(factory)}/${encodeURIComponent(order)}/inspection`,
    orderEvents: (factory: string, order: string) =>
      `/platform/orders/${encodeURIComponent(factory)}/${encodeURIComponent(order)}/events`,
    orderMessages: (factory: string, order: string) =>
      `/platform/orders/${encodeURIComponent(factory)}/${encodeURIComponent(order)}/messages`,
    sellOut: () => '/platform/sell-out',
    sellOutClock: (factory: string, clock: string) =>
      `/platform/sell-out/${encodeURIComponent(factory)}/${encodeURIComponent(clock)}`,
    sellOutExport: () => '/platform/sell-out-export',
    sellOutEvidenceExport: (factory: string, clock: string) =>
      `/platform/sell-out/${encodeURIComponent(factory)}/${encodeURIComponent(clock)}/export`,
    sellOutEvents: (factory: string, clock: string) =>
      `/platform/sell-out/${encodeURIComponent(factory)}/${encodeURIComponent(clock)}/events`,
    placeOrder: () => '/platform/place-order',
    placeOrderSkus: () => '/platform/place-order/skus',
    reorders: () => '/platform/reorders',
    reordersExport: () => '/platform/reorders-export',
    pool: () => '/platform/factories',
    poolExport: () => '/platform/factories-export',
    poolFactory: (factory: string) => `/platform/factories/${encodeURIComponent(factory)}`,
    risks: () => '/platform/risks',
    risksExport: () => '/platform/risks-export',
    risk: (notice: string) => `/platform/risks/${encodeURIComponent(notice)}`,
    riskAccept: (notice: string) => `/platform/risks/${encodeURIComponent(notice)}/accept`,
    members: () => '/platform/members',
    member: (user: string) => `/platform/members/${encodeURIComponent(user)}`,
    revokeInvitation: () => '/platform/members/revoke-invitation',
    keys: () => '/platform/keys',
    key: (key: string) => `/platform/keys/${encodeURIComponent(key)}`,
    audit: () => '/platform/audit',
    auditExport: () => '/platform/audit-export',
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
