import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** One import, re-export, dynamic import or `import('…')` type of a file. */
export interface ImportEdge {
  specifier: string;
  /** Path of the file meant, relative to the root; null for packages and what is not in the tree. */
  target: string | null;
  /** Erased when compiled: `import type`, or nothing but `type` names. */
  typeOnly: boolean;
  /** Names taken as values (`*` for a namespace, `default`); empty for side effects. */
  values: string[];
  line: number;
}

export interface SourceFile {
  /** Relative to the root, with `/`. */
  path: string;
  ast: ts.SourceFile;
  imports: ImportEdge[];
}

export type SourceTree = ReadonlyMap<string, SourceFile>;

/** What a rule found: where, and in words what is wrong. */
export type Violation = string;

const ROOT = path.resolve(import.meta.dirname, '../../..');
const SOURCE = /\.(ts|tsx|mts)$/;

const FOLDERS = ['app', 'db', 'scripts', 'tests'] as const;
let whole: SourceTree | undefined;

/** The TypeScript of the named folders of this repository. */
export function readTree(folders: readonly string[] = FOLDERS): SourceTree {
  whole ??= treeOf(readSources());
  return new Map([...whole].filter(([file]) => folders.some((folder) => file.startsWith(`${folder}/`))));
}

function readSources(): Record<string, string> {
  const files: Record<string, string> = {};
  for (const folder of FOLDERS) {
    for (const entry of readdirSync(path.join(ROOT, folder), { withFileTypes: true, recursive: true })) {
      if (!entry.isFile() || !SOURCE.test(entry.name)) continue;
      const full = path.join(entry.parentPath, entry.name);
      files[path.relative(ROOT, full).split(path.sep).join('/')] = readFileSync(full, 'utf8');
    }
  }
  return files;
}

/** A tree from texts by path: the samples that show a rule can fail. */
export function treeOf(files: Record<string, string>): SourceTree {
  const paths = new Set(Object.keys(files));
  return new Map(
    Object.entries(files).map(([file, text]) => {
      const ast = ts.createSourceFile(
        file,
        text,
        ts.ScriptTarget.Latest,
        true,
        file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
      );
      return [file, { path: file, ast, imports: importsOf(ast, file, paths) }];
    }),
  );
}

/** Line of a node, from 1. */
export function lineOf(ast: ts.SourceFile, node: ts.Node): number {
  return ast.getLineAndCharacterOfPosition(node.getStart(ast)).line + 1;
}

/** Calls `visit` for every node of a file, parents first. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

function importsOf(ast: ts.SourceFile, file: string, paths: ReadonlySet<string>): ImportEdge[] {
  const edges: ImportEdge[] = [];
  const add = (specifier: ts.Node | undefined, node: ts.Node, typeOnly: boolean, values: string[]) => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return;
    const target = resolve(specifier.text, file, paths);
    edges.push({ specifier: specifier.text, target, typeOnly, values, line: lineOf(ast, node) });
  };
  walk(ast, (node) => {
    if (ts.isImportDeclaration(node)) {
      const values = importedValues(node.importClause);
      const typeOnly = node.importClause !== undefined && values.length === 0;
      add(node.moduleSpecifier, node, typeOnly, values);
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      const clause = node.exportClause;
      const values =
        clause && ts.isNamedExports(clause)
          ? clause.elements.filter((e) => !e.isTypeOnly).map((e) => (e.propertyName ?? e.name).text)
          : ['*'];
      add(node.moduleSpecifier, node, node.isTypeOnly || values.length === 0, node.isTypeOnly ? [] : values);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], node, false, ['*']);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal, node, true, []);
    }
  });
  return edges;
}

function importedValues(clause: ts.ImportClause | undefined): string[] {
  if (!clause || clause.isTypeOnly) return [];
  const values = clause.name ? ['default'] : [];
  const bindings = clause.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings)) values.push('*');
  if (bindings && ts.isNamedImports(bindings)) {
    for (const element of bindings.elements) {
      if (!element.isTypeOnly) values.push((element.propertyName ?? element.name).text);
    }
  }
  return values;
}

function resolve(specifier: string, from: string, paths: ReadonlySet<string>): string | null {
  let base: string;
  if (specifier.startsWith('~/')) base = `app/${specifier.slice(2)}`;
  else if (specifier.startsWith('~db/')) base = `db/${specifier.slice(4)}`;
  else if (specifier.startsWith('.')) base = path.posix.join(path.posix.dirname(from), specifier);
  else return null;
  for (const end of ['', '.ts', '.tsx', '.mts', '/index.ts', '/index.tsx']) {
    if (paths.has(base + end)) return base + end;
  }
  return null;
}
