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

/** What the web server itself knows of URLs: every text in its code that is one, such as `/healthz` or `/api/v1/`. */
export function serverPatterns(files = ['web-server.ts', 'same-origin.ts']): string[] {
  const found: string[] = [];
  for (const file of files) {
    const full = path.resolve('scripts/support', file);
    const ast = ts.createSourceFile(file, readFileSync(full, 'utf8'), ts.ScriptTarget.Latest, true);
    walk(ast, (node) => {
      if (ts.isStringLiteral(node) && /^\/[\w\-./]+$/.test(node.text)) found.push(node.text);
    });
  }
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
