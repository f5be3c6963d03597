import type { ts as TypeScript } from 'ts-morph';
import type { ExportFact, Expr, ImportFact, Span, Stmt } from '../model/index.ts';
import { Kind } from './compiler.ts';
import type { Grammar, Lowering } from './lowering.ts';
import { hasModifier, identifierText, isString, moduleName } from './names.ts';

type Node = TypeScript.Node;

export function registerModules({ statements }: Grammar, kind: typeof TypeScript.SyntaxKind): void {
  statements[kind.ImportDeclaration] = lowerImport;
  statements[kind.ImportEqualsDeclaration] = lowerImportEquals;
  statements[kind.ExportDeclaration] = lowerExport;
  statements[kind.ExportAssignment] = lowerExportAssignment;
}

function lowerImport(lowering: Lowering, node: TypeScript.ImportDeclaration): void {
  const { importClause, moduleSpecifier } = node;
  if (!isString(moduleSpecifier)) return;
  const source = moduleSpecifier.text;
  const fact: ImportFact = { source, form: 'import', start: lowering.start(node), end: node.end };
  lowering.imports.push(fact);
  if (importClause === undefined) return;
  if (isTypeOnly(importClause)) fact.typeOnly = true;
  const { name, namedBindings } = importClause;
  if (name !== undefined) declareImport(lowering, name, source, 'default');
  if (namedBindings === undefined) return;
  if (namedBindings.kind === Kind.NamespaceImport) {
    declareImport(lowering, (namedBindings as TypeScript.NamespaceImport).name, source, '*');
    return;
  }
  for (const specifier of (namedBindings as TypeScript.NamedImports).elements) {
    declareImport(lowering, specifier.name, source, moduleName(specifier.propertyName ?? specifier.name));
  }
}

/** `import type ...`, or an import of names that are all marked `type`. */
function isTypeOnly({ isTypeOnly, name, namedBindings }: TypeScript.ImportClause): boolean {
  if (isTypeOnly) return true;
  if (name !== undefined || namedBindings === undefined || namedBindings.kind === Kind.NamespaceImport) return false;
  const { elements } = namedBindings as TypeScript.NamedImports;
  return elements.length > 0 && elements.every((element) => element.isTypeOnly);
}

function declareImport(lowering: Lowering, local: Node, source: string, name: string): number {
  const { scopes } = lowering;
  const index = scopes.declare(identifierText(local), 'import', lowering.owner, lowering.start(local), local.end, true);
  scopes.bindings[index]!.import = { source, name };
  return index;
}

/** `import x = require('y')`; `import x = a.b` is a constant. */
function lowerImportEquals(lowering: Lowering, node: TypeScript.ImportEqualsDeclaration, out: Stmt[]): void {
  const { name, moduleReference } = node;
  const span = { start: lowering.start(node), end: node.end };
  let index: number;
  if (moduleReference.kind === Kind.ExternalModuleReference) {
    const { expression } = moduleReference as TypeScript.ExternalModuleReference;
    if (!isString(expression)) return;
    const fact: ImportFact = { source: expression.text, form: 'import-equals', ...span };
    if (node.isTypeOnly) fact.typeOnly = true;
    lowering.imports.push(fact);
    index = declareImport(lowering, name, expression.text, 'export=');
  } else {
    const init = entity(lowering, moduleReference as TypeScript.EntityName);
    index = lowering.scopes.declare(identifierText(name), 'const', lowering.owner, lowering.start(name), name.end, true);
    lowering.scopes.bindings[index]!.init ??= init;
    out.push({ kind: 'declare', ...span, binding: index, init });
  }
  if (lowering.namespaces === 0 && hasModifier(node, Kind.Export)) {
    lowering.exports.push({ name: identifierText(name), binding: index, start: lowering.start(name), end: name.end });
  }
}

function entity(lowering: Lowering, node: TypeScript.EntityName): Expr {
  const start = lowering.start(node);
  if (node.kind === Kind.Identifier) return lowering.ref(identifierText(node), start, node.end);
  const { left, right } = node as TypeScript.QualifiedName;
  const object = entity(lowering, left);
  return { kind: 'member', start, end: node.end, object, property: identifierText(right), propertyStart: lowering.start(right) };
}

function lowerExport(lowering: Lowering, node: TypeScript.ExportDeclaration): void {
  if (lowering.namespaces > 0) return;
  const { exportClause, moduleSpecifier } = node;
  const span = { start: lowering.start(node), end: node.end };
  if (moduleSpecifier === undefined) {
    if (exportClause?.kind === Kind.NamedExports) for (const specifier of (exportClause as TypeScript.NamedExports).elements) exportLocal(lowering, specifier);
    return;
  }
  if (!isString(moduleSpecifier)) return;
  const source = moduleSpecifier.text;
  const fact: ImportFact = { source, form: 'export-from', ...span };
  lowering.imports.push(fact);
  if (exportClause === undefined) lowering.exports.push({ name: '*', source, ...span });
  else if (exportClause.kind === Kind.NamespaceExport) {
    lowering.exports.push({ name: moduleName((exportClause as TypeScript.NamespaceExport).name), source, imported: '*', ...span });
  } else {
    for (const specifier of (exportClause as TypeScript.NamedExports).elements) {
      const imported = moduleName(specifier.propertyName ?? specifier.name);
      lowering.exports.push({ name: moduleName(specifier.name), source, imported, ...spanOf(lowering, specifier) });
    }
  }
  if (node.isTypeOnly) fact.typeOnly = true;
}

/** What the name stands for is known when the file's scope closes. */
function exportLocal(lowering: Lowering, specifier: TypeScript.ExportSpecifier): void {
  const fact: ExportFact = { name: moduleName(specifier.name), binding: -1, ...spanOf(lowering, specifier) };
  const local = { name: moduleName(specifier.propertyName ?? specifier.name), binding: -1 };
  lowering.scopes.use(local);
  lowering.exports.push(fact);
  lowering.localExports.push({ fact, local });
}

function lowerExportAssignment(lowering: Lowering, node: TypeScript.ExportAssignment): void {
  const name = node.isExportEquals === true ? 'export=' : 'default';
  const value = lowering.expression(node.expression);
  if (name === 'default') lowering.name(value, 'default');
  if (lowering.namespaces === 0) lowering.exports.push({ name, value, ...spanOf(lowering, node) });
}

function spanOf(lowering: Lowering, node: Node): Span {
  return { start: lowering.start(node), end: node.end };
}
