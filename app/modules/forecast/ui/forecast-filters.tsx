import { useTranslation } from 'react-i18next';
import { FilterBar, type FilterField } from '~/ui/filter-bar';
import { useLocale } from '~/ui/use-format';
import { QUANTILES } from '../domain/netting/types';
import type { Facet } from '../queries/forecast-table.server';

interface ForecastFiltersProps {
  facets: { categories: Facet[]; markets: Facet[] };
  /** Fields that stand before the others. */
  first?: readonly FilterField[];
}

const ZONES = ['frozen', 'firm', 'free'] as const;
const CHANGES = ['changed', 'up', 'down', 'new', 'dropped', 'unchanged'] as const;

/** The filters of an order forecast: quantile in words, category, market, zone, change, and a search. */
export function ForecastFilters({ facets, first = [] }: ForecastFiltersProps) {
  const { t } = useTranslation('forecast');
  const locale = useLocale();
  const all = t('filters.all');
  const named = (facet: Facet) => ({
    value: facet.code,
    label: `${locale === 'zh' ? facet.nameZh : facet.nameEn} (${facet.lines})`,
  });
  const fields: FilterField[] = [
    ...first,
    {
      kind: 'select',
      name: 'quantile',
      label: t('filters.quantile'),
      defaultValue: 'p50',
      options: QUANTILES.map((value) => ({ value, label: t(`quantile.${value}`) })),
    },
    {
      kind: 'select',
      name: 'category',
      label: t('filters.category'),
      all,
      options: facets.categories.map(named),
    },
    { kind: 'select', name: 'market', label: t('filters.market'), all, options: facets.markets.map(named) },
    {
      kind: 'select',
      name: 'zone',
      label: t('filters.zone'),
      all,
      options: ZONES.map((value) => ({ value, label: t(`zone.${value}`) })),
    },
    {
      kind: 'select',
      name: 'change',
      label: t('filters.change'),
      all,
      options: CHANGES.map((value) => ({ value, label: t(`change.${value}`) })),
    },
    { kind: 'search', name: 'q', label: t('filters.search') },
  ];
  return <FilterBar fields={fields} />;
}
