import type { EntryContext } from '@remix-run/node';
import { catalogues } from './catalogues.server';
import { baseNamespaces, type Locale } from './config';

const cache = new Map<string, string>();

/**
 * JSON for the document: the language and the catalogues of the routes being rendered (their `handle.i18n`)
 * beside those every page needs. `<` is escaped so that no text can close the script element.
 */
export function embeddedCatalogues(locale: Locale, context: EntryContext): string {
  const names = namespacesOf(context);
  const key = `${locale} ${names.join(' ')}`;
  let json = cache.get(key);
  if (json === undefined) {
    const all: Record<string, unknown> = catalogues[locale];
    const used = Object.fromEntries(names.filter((name) => name in all).map((name) => [name, all[name]]));
    json = JSON.stringify({ locale, catalogues: used }).replaceAll('<', '\\u003c');
    cache.set(key, json);
  }
  return json;
}

function namespacesOf(context: EntryContext): string[] {
  const matched = context.staticHandlerContext.matches.map((match) => match.route.id);
  const names = matched.flatMap((id) => handleNamespaces(context.routeModules[id]?.handle));
  return [...new Set([...baseNamespaces, ...names])].sort();
}

function handleNamespaces(handle: unknown): string[] {
  const named = (handle as { i18n?: string | string[] } | undefined)?.i18n;
  if (named === undefined) return [];
  return Array.isArray(named) ? named : [named];
}
