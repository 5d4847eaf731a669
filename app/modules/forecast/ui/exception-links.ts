import { paths, withSearch } from '~/paths';

interface Linked {
  kind: string;
  skuCode: string;
  week: string | null;
  factory: { slug: string } | null;
}

/** Where an exception of a factory's list is dealt with. */
export function factoryExceptionLink(factory: string, { kind, skuCode, week }: Linked): string {
  switch (kind) {
    case 'commitMissing':
      return paths.factory.forecastCommit(factory);
    case 'ownShortfall':
      return withSearch(paths.factory.forecastCommit(factory), { q: skuCode });
    case 'frozenAnswer':
      return paths.factory.frozenChanges(factory);
    case 'freezing':
      return withSearch(paths.factory.forecastSku(factory, skuCode), { week: week ?? undefined });
    default:
      return `${paths.factory.forecastSku(factory, skuCode)}#changes`;
  }
}

/** Where an exception of the platform's list is dealt with. */
export function platformExceptionLink({ kind, skuCode, factory }: Linked): string {
  const sku = paths.platform.forecastSku(skuCode);
  switch (kind) {
    case 'shortfall':
      return withSearch(paths.platform.shortfalls(), { q: skuCode, factory: factory?.slug });
    case 'noAnswers':
      return paths.platform.factoryForecast(factory?.slug ?? '');
    case 'bias':
      return withSearch(paths.platform.accuracy(), { q: skuCode });
    case 'stockOut':
      return withSearch(paths.platform.reorders(), { q: skuCode });
    case 'staleFeed':
      return paths.platform.forecastVersions();
    case 'noHistory':
    case 'overrideEnds':
      return `${sku}#overrides`;
    default:
      return `${withSearch(sku, { factory: factory?.slug })}#changes`;
  }
}
