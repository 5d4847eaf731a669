import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { RouteConfigEntry } from '@remix-run/route-config';
import ts from 'typescript';
import routes from '~/routes';
import { walk } from './source-tree';

/** Every URL pattern of the route table, such as `/factories/:factory/forecast`; layouts without a path add none. */
export async function routePatterns(): Promise<string[]> {
  return [...new Set((await routes).flatMap((entry) => patternsOf(entry, '')))];
}

function patternsOf(entry: RouteConfigEntry, parent: string): string[] {
  const own = entry.path ? `${parent}/${entry.path}` : parent;
  const children = (entry.children ?? []).flatMap((child) => patternsOf(child, own));
  return entry.path || entry.index ? [own || '/', ...children] : children;
}

/** URLs that the web server answers itself, before the routes: `app.get('/healthz', …)`. */
export function serverPatterns(file = path.resolve('scripts/support/web-server.ts')): string[] {
  const ast = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  walk(ast, (node) => {
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return;
    const [first] = node.arguments;
    const isRoute = ['get', 'post', 'use'].includes(node.expression.name.text);
    if (isRoute && first && ts.isStringLiteral(first) && first.text.startsWith('/')) found.push(first.text);
  });
  return found;
}

/** Whether a URL, or a pattern with `:name`, `…` or `*` for any one part, is one of the patterns. */
export function isServed(url: string, patterns: readonly string[]): boolean {
  const wanted = partsOf(url.replace(/[?#].*$/, ''));
  return patterns.some((pattern) => {
    const parts = partsOf(pattern);
    const splat = parts.at(-1) === '*';
    if (splat ? wanted.length < parts.length - 1 : !fits(parts, wanted.length)) return false;
    return wanted.every((part, i) => {
      const own = parts[i];
      if (own === undefined || own === '*') return splat;
      return own.startsWith(':') || own === part || own === `${part}?` || /^(:.*|…|\*)$/.test(part);
    });
  });
}

const partsOf = (url: string) => url.split('/').filter((part) => part !== '');
const fits = (parts: readonly string[], length: number) =>
  length <= parts.length && parts.slice(length).every((part) => part.endsWith('?'));
