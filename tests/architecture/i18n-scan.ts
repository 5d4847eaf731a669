import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

export interface SourceFile {
  path: string;
  text: string;
}

/** Source files under a folder that reach users: no tests, no declarations. */
export function sourceFiles(folder: string): SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.(test|d)\.tsx?$/.test(name))
    .map((name) => path.join(folder, name))
    .map((file) => ({ path: file, text: readFileSync(file, 'utf8') }));
}

/** A translation key as code names it. `pattern` has `*` where a part is only known at run time. */
export interface KeyUse {
  file: string;
  line: number;
  /** Namespaces in which the key may lie; the first is where a key without prefix is looked for. */
  namespaces: string[];
  pattern: string;
}

export interface HardCoded {
  file: string;
  line: number;
  text: string;
}

const textAttributes = new Set(['label', 'placeholder', 'title', 'alt', 'aria-label', 'description', 'help']);

function parse({ path: file, text }: SourceFile): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
}

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

const lineOf = (source: ts.SourceFile, node: ts.Node) =>
  source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;

/** Visible text written into TSX: JSX text with letters, and literal text in attributes that people read or hear. */
export function hardCodedText(file: SourceFile): HardCoded[] {
  const source = parse(file);
  const found: HardCoded[] = [];
  const hasLetters = (text: string) => /\p{L}{2,}/u.test(text);
  walk(source, (node) => {
    if (ts.isJsxText(node) && hasLetters(node.text)) {
      found.push({ file: file.path, line: lineOf(source, node), text: node.text.trim() });
    }
    if (ts.isJsxExpression(node) && node.expression && !ts.isJsxAttribute(node.parent)) {
      const text = literalText(node.expression);
      if (text !== undefined && hasLetters(text)) {
        found.push({ file: file.path, line: lineOf(source, node), text });
      }
    }
    if (ts.isJsxAttribute(node) && textAttributes.has(node.name.getText(source)) && node.initializer) {
      const value = ts.isJsxExpression(node.initializer) ? node.initializer.expression : node.initializer;
      const text = value ? literalText(value) : undefined;
      if (text !== undefined && hasLetters(text)) {
        found.push({ file: file.path, line: lineOf(source, node), text });
      }
    }
  });
  return found;
}

function literalText(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  return ts.isTemplateExpression(node) ? templatePattern(node).replaceAll('*', '') : undefined;
}

function templatePattern(node: ts.TemplateExpression): string {
  return node.head.text + node.templateSpans.map((span) => `*${span.literal.text}`).join('');
}

/**
 * Keys that a file translates: the first argument of `t(…)` and of functions made by `getFixedT` or passed as `t`, the
 * `i18nKey` of `<Trans>`, and any literal of the form `namespace:key`. Namespaces come from the file's
 * `useTranslation`/`getFixedT` calls.
 */
export function keyUses(file: SourceFile, namespaces: readonly string[]): KeyUse[] {
  const source = parse(file);
  const own = fileNamespaces(source);
  const uses: KeyUse[] = [];
  const add = (node: ts.Node, pattern: string) => {
    const colon = pattern.indexOf(':');
    const prefix = colon > 0 ? pattern.slice(0, colon) : undefined;
    uses.push({
      file: file.path,
      line: lineOf(source, node),
      namespaces: prefix ? [prefix] : own,
      pattern: prefix ? pattern.slice(colon + 1) : pattern,
    });
  };
  walk(source, (node) => {
    if (ts.isCallExpression(node) && isTranslate(node.expression)) {
      for (const [literal, pattern] of keyPatterns(node.arguments[0])) add(literal, pattern);
    } else if (ts.isJsxAttribute(node) && node.name.getText(source) === 'i18nKey' && node.initializer) {
      for (const [literal, pattern] of keyPatterns(node.initializer)) add(literal, pattern);
    } else if (ts.isStringLiteralLike(node) && !isTranslateArgument(node)) {
      const colon = node.text.indexOf(':');
      const isKey = colon > 0 && /^[\w.]+$/.test(node.text.slice(colon + 1));
      if (isKey && namespaces.includes(node.text.slice(0, colon)) && isKeyPlace(node)) add(node, node.text);
    }
  });
  return uses;
}

/** Permissions look like keys too (`forecast:view`): only literals of properties named `key` are taken. */
function isKeyPlace(node: ts.Node): boolean {
  return ts.isPropertyAssignment(node.parent) && /^(key|\w+Key)$/.test(node.parent.name.getText());
}

function isTranslate(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return callee.text === 't';
  return ts.isPropertyAccessExpression(callee) && callee.name.text === 't';
}

function isTranslateArgument(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && isTranslate(node.parent.expression);
}

/** Literals an argument may be: itself, either branch of a condition, or a template with unknown parts. */
function keyPatterns(node: ts.Node | undefined): [ts.Node, string][] {
  if (!node) return [];
  if (ts.isStringLiteralLike(node)) return [[node, node.text]];
  if (ts.isTemplateExpression(node)) return [[node, templatePattern(node)]];
  if (ts.isConditionalExpression(node))
    return [...keyPatterns(node.whenTrue), ...keyPatterns(node.whenFalse)];
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return keyPatterns(node.expression);
  if (ts.isJsxExpression(node)) return keyPatterns(node.expression);
  return [];
}

function fileNamespaces(source: ts.SourceFile): string[] {
  const named = new Set<string>();
  walk(source, (node) => {
    if (!ts.isCallExpression(node)) return;
    const name = ts.isPropertyAccessExpression(node.expression) ? node.expression.name.text : undefined;
    const isHook = ts.isIdentifier(node.expression) && node.expression.text === 'useTranslation';
    const argument = isHook ? node.arguments[0] : name === 'getFixedT' ? node.arguments[1] : undefined;
    if (argument && ts.isStringLiteralLike(argument)) named.add(argument.text);
    if (argument && ts.isArrayLiteralExpression(argument)) {
      for (const element of argument.elements) if (ts.isStringLiteralLike(element)) named.add(element.text);
    }
  });
  walk(source, (node) => {
    const isType = ts.isTypeReferenceNode(node) && node.typeName.getText(source) === 'TFunction';
    const argument = isType ? node.typeArguments?.[0] : undefined;
    if (argument && ts.isLiteralTypeNode(argument) && ts.isStringLiteral(argument.literal)) {
      named.add(argument.literal.text);
    }
  });
  return [...named, 'common'];
}

/** Codes in `problem('code', …)` calls: each must have a sentence. */
export function problemCodes(file: SourceFile): { file: string; line: number; code: string }[] {
  const source = parse(file);
  const codes: { file: string; line: number; code: string }[] = [];
  walk(source, (node) => {
    if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return;
    if (node.expression.text !== 'problem') return;
    for (const [literal, code] of keyPatterns(node.arguments[0])) {
      codes.push({ file: file.path, line: lineOf(source, literal), code });
    }
  });
  return codes;
}
