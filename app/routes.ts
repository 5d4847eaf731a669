import { index, type RouteConfig, route } from '@remix-run/route-config';

/** Every URL of the product. Order is the order of the site map; a route module is named after its page. */
export default [
  index('routes/home.tsx'),
  route('preferences', 'routes/preferences.tsx'),
  route('factories/:factory', 'routes/factory/layout.tsx', [
    index('routes/factory/overview.tsx'),
    route('forecast', 'routes/factory/forecast.tsx'),
    route('forecast/:sku', 'routes/factory/forecast-sku.tsx'),
  ]),
  route('factories/:factory/forecast-export', 'routes/factory/forecast-export.ts'),
  route('factories/:factory/forecast-events', 'routes/factory/forecast-events.ts'),
  route('platform', 'routes/platform/layout.tsx', [
    index('routes/platform/overview.tsx'),
    route('forecast', 'routes/platform/forecast.tsx'),
    route('forecast/:sku', 'routes/platform/forecast-sku.tsx'),
    route('forecast-versions', 'routes/platform/forecast-versions.tsx'),
    route('factories/:factory/forecast', 'routes/platform/factory-forecast.tsx'),
  ]),
  route('platform/forecast-export', 'routes/platform/forecast-export.ts'),
  route('platform/forecast-events', 'routes/platform/forecast-events.ts'),
  route('platform/factories/:factory/forecast-export', 'routes/platform/factory-forecast-export.ts'),
] satisfies RouteConfig;
