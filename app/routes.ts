import { index, type RouteConfig, route } from '@remix-run/route-config';

/** Every URL of the product. Order is the order of the site map; a route module is named after its page. */
export default [
  index('routes/home.tsx'),
  route('preferences', 'routes/preferences.tsx'),
  route('factories/:factory', 'routes/factory/layout.tsx', []),
  route('platform', 'routes/platform/layout.tsx', []),
] satisfies RouteConfig;
