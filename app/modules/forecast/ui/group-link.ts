import { paths } from '~/paths';
import { changeSearch } from '~/table/use-search-link';

/**
 * Where a group of the platform's forecast leads, one step nearer to the rows behind its figure, under the same filters: a
 * factory to its SKUs, a category to the SKUs in it, a SKU to its sources.
 */
export function groupLink(row: { key: string }, by: 'factory' | 'category' | 'sku', search: string): string {
  if (by === 'factory') {
    return (
      paths.platform.factoryForecast(row.key) + changeSearch(search, { by: null, page: null, hide: null })
    );
  }
  if (by === 'category') {
    return (
      paths.platform.forecast() +
      changeSearch(search, { by: 'sku', category: row.key, page: null, hide: null })
    );
  }
  const quantile = new URLSearchParams(search).get('quantile');
  return paths.platform.forecastSku(row.key) + changeSearch('', { quantile });
}
