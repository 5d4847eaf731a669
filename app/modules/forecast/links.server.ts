import { paths } from '~/paths';
import { env } from '~/platform/env.server';

/** Absolute addresses of a factory's pages, for what is read outside the portal. @param slug of the factory */
export function factoryLinks(slug: string) {
  const origin = env().PUBLIC_URL;
  return {
    forecast: origin + paths.factory.forecast(slug),
    export: origin + paths.factory.forecastExport(slug),
    sellOut: origin + paths.factory.sellOut(slug),
    order: (number: string) => origin + paths.factory.order(slug, number),
  };
}
