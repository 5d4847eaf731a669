import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { RouteConfigEntry } from '@remix-run/route-config';
import ts from 'typescript';
import { API_SCOPES, type ApiScope } from '~/modules/identity/domain/api-key';
import { PERMISSIONS, type Permission } from '~/modules/identity/domain/permissions';
import routeConfig from '~/routes';

/**
 * Routes that anyone may open: what comes before signing in, the way from `/`, one's own display choices, and the outbox,
 * which exists only where no mail server does.
 */
export const PUBLIC_ROUTES: ReadonlySet<string> = new Set([
  'routes/home.tsx',
  'routes/preferences.tsx',
  'routes/auth/sign-in.tsx',
  'routes/auth/sign-out.tsx',
  'routes/auth/forgot-password.tsx',
  'routes/auth/reset-password.tsx',
  'routes/auth/invitation.tsx',
  'routes/dev/outbox.tsx',
  // The address is the secret; programs that read it cannot sign in.
  'routes/calendar.ts',
  // The description of the API, and the answer to addresses under it that lead nowhere.
  'routes/api/openapi.ts',
  'routes/api/unknown.ts',
]);

/** Routes whose action only notes for readers themselves what they have seen: it takes the permission to read. */
export const READERS_MARKS: ReadonlySet<string> = new Set([
  'routes/factory/overview.tsx',
  'routes/factory/forecast-changes.tsx',
  'routes/platform/forecast-changes.tsx',
]);

type Handler = 'loader' | 'action';

/** Below it keys open what they hold, and nothing that people hold; elsewhere it is the other way round. */
const API = '/api/';

export interface GuardedRoute {
  /** Route module, relative to app/. */
  file: string;
  /** URL with its parameters, such as `/factories/:factory/members`. */
  pattern: string;
  index: boolean;
  /** Permissions of the layouts around it, outermost first: their loaders run with its own. */
  outer: Permission[];
  loader: Permission | undefined;
  action: Permission | undefined;
  /** The scopes that a route of the REST API asks of keys, in place of permissions; undefined for pages. */
  api: { loader: ApiScope | undefined; action: ApiScope | undefined } | undefined;
  /** What is wrong with its guards, in words. */
  problems: string[];
}

/** Every route module of routes.ts with the permissions that its source asks for. */
export function guardedRoutes(): GuardedRoute[] {
  return (routeConfig as RouteConfigEntry[]).flatMap((entry) => collect(entry, '', []));
}

function collect(entry: RouteConfigEntry, base: string, outer: Permission[]): GuardedRoute[] {
  const pattern = entry.path ? `${base}/${entry.path}` : base || '/';
  const source = readFileSync(moduleFile(entry.file), 'utf8');
  const isApi = pattern.startsWith(API);
  const loader = isApi ? undefined : guardOf(source, 'loader');
  const action = isApi ? undefined : guardOf(source, 'action');
  const byKey = isApi
    ? { loader: keyGuardOf(source, 'loader'), action: keyGuardOf(source, 'action') }
    : undefined;
  const problems = [
    ...(loader === null ? ['its loader does not begin with requireAccess(args, <permission>)'] : []),
    ...(action === null ? ['its action does not begin with requireAccess(args, <permission>)'] : []),
    ...(byKey?.loader === null ? ['its loader does not begin with requireApiKey(args, <scope>)'] : []),
    ...(byKey?.action === null ? ['its action does not begin with requireApiKey(args, <scope>)'] : []),
  ];
  const route: GuardedRoute = {
    file: entry.file,
    pattern,
    index: entry.index ?? false,
    outer,
    loader: loader ?? undefined,
    action: action ?? undefined,
    api: byKey && { loader: byKey.loader ?? undefined, action: byKey.action ?? undefined },
    problems,
  };
  const within = loader ? [...outer, loader] : outer;
  const below = entry.path ? `${base}/${entry.path}` : base;
  return [route, ...(entry.children ?? []).flatMap((child) => collect(child, below, within))];
}

function moduleFile(file: string): string {
  const full = path.resolve('app', file);
  if (!existsSync(full)) throw new Error(`routes.ts names ${file}, which does not exist`);
  return full;
}

/**
 * The permission that a module's loader or action asks for in its first statement, `[const access =] await
 * requireAccess(args, '<permission>')`; null if there is a handler without it, undefined if there is no handler.
 */
export function guardOf(source: string, handler: Handler): Permission | null | undefined {
  return askedIn(source, handler, 'requireAccess', PERMISSIONS);
}

/** The same for the scope that a route of the REST API asks of keys with `requireApiKey(args, '<scope>')`. */
export function keyGuardOf(source: string, handler: Handler): ApiScope | null | undefined {
  return askedIn(source, handler, 'requireApiKey', API_SCOPES);
}

function askedIn<T extends string>(
  source: string,
  handler: Handler,
  guard: string,
  known: readonly T[],
): T | null | undefined {
  const ast = ts.createSourceFile('route.tsx', source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  for (const statement of ast.statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name?.text === handler && isExported(statement)) {
      const asked = guardIn(statement, guard);
      return known.find((one) => one === asked) ?? null;
    }
    // Handlers written in another way are not read: they count as unguarded.
    if (ts.isVariableStatement(statement) && isExported(statement) && declares(statement, handler))
      return null;
    if (ts.isExportDeclaration(statement) && reExports(statement, handler)) return null;
  }
  return undefined;
}

function guardIn({ parameters, body }: ts.FunctionDeclaration, guard: string): string | null {
  const name = parameters[0]?.name;
  const first = body?.statements[0];
  if (!name || !ts.isIdentifier(name) || !first) return null;
  const call = awaitedCall(first);
  if (!call || !ts.isIdentifier(call.expression) || call.expression.text !== guard) return null;
  const [args, asked] = call.arguments;
  if (!args || !ts.isIdentifier(args) || args.text !== name.text) return null;
  return asked && ts.isStringLiteral(asked) ? asked.text : null;
}

function awaitedCall(statement: ts.Statement): ts.CallExpression | undefined {
  const expression = ts.isExpressionStatement(statement)
    ? statement.expression
    : ts.isVariableStatement(statement)
      ? statement.declarationList.declarations[0]?.initializer
      : undefined;
  if (!expression || !ts.isAwaitExpression(expression)) return undefined;
  return ts.isCallExpression(expression.expression) ? expression.expression : undefined;
}

function isExported(node: ts.HasModifiers): boolean {
  return ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

function declares({ declarationList }: ts.VariableStatement, name: string): boolean {
  return declarationList.declarations.some((one) => ts.isIdentifier(one.name) && one.name.text === name);
}

function reExports({ exportClause }: ts.ExportDeclaration, name: string): boolean {
  if (!exportClause) return true;
  return ts.isNamedExports(exportClause) && exportClause.elements.some((one) => one.name.text === name);
}
