/** Names that a document may use, as they exist in the product. */
export interface KnownNames {
  permissions: ReadonlySet<string>;
  settings: ReadonlySet<string>;
  scripts: ReadonlySet<string>;
  isServed(url: string): boolean;
  fileExists(path: string): boolean;
}

export interface Mention {
  kind: 'permission' | 'setting' | 'script' | 'route' | 'file';
  text: string;
  line: number;
}

/** Absolute paths of a machine, not of the portal. */
const MACHINE_PATHS = /^\/(var|tmp|etc|usr|opt|srv|home|root|proc|dev|run|mnt|data)(\/|$)/;
/** Variables of Node and of the tools around it that a document may tell the reader to set. */
const FOREIGN_SETTINGS = new Set(['NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS']);
/** npm's own commands that need no script. */
const NPM_RUN = /\bnpm (?:run (?:-s |--silent )?([\w:.-]+)|(start|test)\b)/g;

/**
 * Everything in a Markdown text that names a permission (`area:verb`), a route (`/path`), an environment variable
 * (`UPPER_CASE`, or `NAME=value` in a command), a script (`npm run x`) or a file of the repository (`docs/x.md`).
 */
export function mentionsIn(markdown: string): Mention[] {
  const found: Mention[] = [];
  let fenced = false;
  markdown.split('\n').forEach((text, index) => {
    const line = index + 1;
    if (/^\s*(```|~~~)/.test(text)) {
      fenced = !fenced;
      return;
    }
    for (const [, run, short] of text.matchAll(NPM_RUN)) {
      found.push({ kind: 'script', text: (run ?? short)!, line });
    }
    const spans = fenced ? [text] : [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1]!);
    for (const span of spans) {
      for (const [, name] of span.matchAll(/(?:^|\s)([A-Z][A-Z0-9_]{2,})=/g)) {
        found.push({ kind: 'setting', text: name!, line });
      }
      if (!fenced) found.push(...mentionsOfSpan(span.trim(), line));
    }
    for (const [, target] of text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)) {
      if (!/^[a-z]+:/.test(target!)) found.push({ kind: 'file', text: target!, line });
    }
  });
  return found;
}

function mentionsOfSpan(span: string, line: number): Mention[] {
  if (/^(platform\.)?[a-z_]+:[a-z_]+$/.test(span)) return [{ kind: 'permission', text: span, line }];
  if (/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(span)) return [{ kind: 'setting', text: span, line }];
  const url = /^(?:(?:GET|POST|PUT|PATCH|DELETE) )?(\/[\w\-./:…*?=&]*)$/.exec(span)?.[1];
  if (url && !MACHINE_PATHS.test(url)) return [{ kind: 'route', text: url, line }];
  const isFile = /^(app|db|docs|drizzle|scripts|tests|public)\/[\w\-./]*$/.test(span);
  return isFile ? [{ kind: 'file', text: span, line }] : [];
}

/** Rule 7: what a document names and the product does not have. */
export function unknownNames(file: string, markdown: string, known: KnownNames): string[] {
  return mentionsIn(markdown)
    .filter((mention) => !exists(mention, known))
    .map(({ kind, text, line }) => `${file}:${line} names the ${kind} ${text}, which does not exist`);
}

function exists({ kind, text }: Mention, known: KnownNames): boolean {
  switch (kind) {
    case 'permission':
      // Scripts have the same form: `db:seed`.
      return known.permissions.has(text) || known.scripts.has(text);
    case 'setting':
      return known.settings.has(text) || FOREIGN_SETTINGS.has(text);
    case 'script':
      return known.scripts.has(text);
    case 'route':
      return known.isServed(text);
    case 'file':
      return known.fileExists(text);
  }
}
