import ts from 'typescript';
import { isTest, placeOf } from './places';
import { lineOf, type SourceFile, type SourceTree, type Violation, walk } from './source-tree';

/** Names that reach outside the function's arguments, as `object.member` or alone. */
const IMPURE_MEMBERS = new Set([
  'Date.now',
  'Math.random',
  'performance.now',
  'crypto.randomUUID',
  'crypto.getRandomValues',
]);
const IMPURE_NAMES = new Set([
  'process',
  'globalThis',
  'window',
  'document',
  'localStorage',
  'fetch',
  'setTimeout',
  'setInterval',
  'console',
]);

/** Rule 1: `domain/` and `kernel/` compute from their arguments alone. */
export function purityViolations(tree: SourceTree): Violation[] {
  return [...tree.values()].filter(({ path }) => isPure(path) && !isTest(path)).flatMap(impurities);
}

function isPure(path: string): boolean {
  const place = placeOf(path);
  return place.kind === 'kernel' || (place.kind === 'module' && place.part === 'domain');
}

function impurities(file: SourceFile): Violation[] {
  const { ast, path } = file;
  const found: Violation[] = [];
  for (const { specifier, target, line } of file.imports) {
    // No package at all: React, Remix and drizzle are only the likely ones.
    if (target === null && !specifier.startsWith('.') && !specifier.startsWith('~')) {
      found.push(`${path}:${line} imports ${specifier}`);
    }
  }
  const own = declaredNames(ast);
  walk(ast, (node) => {
    const what = impureUse(node, ast, own);
    if (what) found.push(`${path}:${lineOf(ast, node)} uses ${what}`);
  });
  return found;
}

/** Variables, parameters and functions that the file itself names: a `window` of weeks is not the browser's. */
function declaredNames(ast: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  walk(ast, (node) => {
    const declares =
      ts.isVariableDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isBindingElement(node) ||
      ts.isFunctionDeclaration(node);
    if (declares && node.name && ts.isIdentifier(node.name)) names.add(node.name.text);
  });
  return names;
}

function impureUse(node: ts.Node, ast: ts.SourceFile, own: ReadonlySet<string>): string | null {
  if (ts.isNewExpression(node) && node.expression.getText(ast) === 'Date') return 'new Date()';
  if (ts.isCallExpression(node) && node.expression.getText(ast) === 'Date') return 'Date()';
  if (ts.isPropertyAccessExpression(node)) {
    const text = node.getText(ast).replaceAll('?.', '.').replaceAll(/\s/g, '');
    return IMPURE_MEMBERS.has(text) ? text : null;
  }
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
    const text = `${node.expression.getText(ast)}.${node.argumentExpression.text}`;
    return IMPURE_MEMBERS.has(text) ? text : null;
  }
  // `const { random } = Math` takes the function without naming it as a member.
  if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name) && node.initializer) {
    const from = node.initializer.getText(ast);
    for (const element of node.name.elements) {
      const text = `${from}.${(element.propertyName ?? element.name).getText(ast)}`;
      if (IMPURE_MEMBERS.has(text)) return text;
    }
  }
  if (!ts.isIdentifier(node) || !IMPURE_NAMES.has(node.text) || own.has(node.text)) return null;
  return isFreeUse(node) ? node.text : null;
}

/** Whether an identifier reads a variable, and not a property, a key, a type or a name being declared. */
function isFreeUse(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) || ts.isQualifiedName(parent)) {
    return ts.isPropertyAccessExpression(parent) && parent.expression === node;
  }
  if (ts.isPropertyAssignment(parent) || ts.isBindingElement(parent)) {
    return ts.isPropertyAssignment(parent) && parent.initializer === node;
  }
  if (ts.isPropertySignature(parent) || ts.isMethodSignature(parent) || ts.isTypeReferenceNode(parent)) {
    return false;
  }
  const isDeclared =
    ts.isVariableDeclaration(parent) ||
    ts.isParameter(parent) ||
    ts.isFunctionDeclaration(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isPropertyDeclaration(parent);
  return !(isDeclared && parent.name === node);
}
