import type { TFunction } from 'i18next';
import { i18nFor, localeOf } from '~/platform/i18n/i18n.server';

/** Namespaces whose words a title may be made of; `identity` needs no prefix. */
type TitleNamespaces = [
  'identity',
  'orders',
  'shipping',
  'sourcing',
  'candidates',
  'inventory',
  'sellOut',
  'allocation',
  'keys',
  'changes',
  'accuracy',
  'feeds',
  'commit',
  'runs',
  'promotions',
];
const NAMESPACES: TitleNamespaces = [
  'identity',
  'orders',
  'shipping',
  'sourcing',
  'candidates',
  'inventory',
  'sellOut',
  'allocation',
  'keys',
  'changes',
  'accuracy',
  'feeds',
  'commit',
  'runs',
  'promotions',
];

/** Title of a page's tab: its own words, then the product's name, in the language of the request. */
export async function pageTitle(
  request: Request,
  setting: string | null | undefined,
  words: (t: TFunction<TitleNamespaces>) => string,
): Promise<string> {
  const locale = await localeOf(request, setting);
  const i18n = await i18nFor(locale);
  return `${words(i18n.getFixedT(locale, NAMESPACES))} · ${i18n.getFixedT(locale, 'common')('appName')}`;
}
