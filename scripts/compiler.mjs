// Takes out of ts-morph's compiler the top-level statements that some of its exports need, as a CommonJS module of their own.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { ts } = require('ts-morph');
const file = createRequire(require.resolve('ts-morph')).resolve('@ts-morph/common').replace(/[^\\/]+$/, 'typescript.js');

/**
 * Source of a module that exports `{ ts }` with the names given. Throws when the compiler is not put together as expected.
 * Left out with what they are for are the registrations of services (quick fixes, refactorings, nodes with methods): nothing
 * that is kept reads what they set.
 */
export function compilerSource(names) {
  const text = readFileSync(file, 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const statements = bodyOf(source);
  const definitions = new Map();
  for (const statement of statements) {
    for (const name of definedBy(statement)) definitions.set(name, [...(definitions.get(name) ?? []), statement]);
  }
  const missing = names.filter((name) => !definitions.has(name));
  if (missing.length > 0) throw new Error(`The compiler does not define ${missing.join(', ')}.`);
  const kept = new Set();
  const queue = [...names];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    for (const statement of definitions.get(name) ?? []) {
      if (kept.has(statement)) continue;
      kept.add(statement);
      queue.push(...namesIn(statement));
    }
  }
  const license = text.slice(0, text.indexOf('*/') + 2);
  const code = statements.filter((statement) => kept.has(statement)).map((statement) => text.slice(statement.pos, statement.end)).join('');
  return `${license}\n"use strict";${code}\nmodule.exports = { ts: { ${names.join(', ')} } };\n`;
}

/** The whole compiler is the body of one function. */
function bodyOf(source) {
  const found = [];
  const visit = (node) => {
    if (ts.isArrowFunction(node) && ts.isBlock(node.body) && node.body.statements.length > 1000) found.push(node.body.statements);
    else if (!ts.isFunctionLike(node)) ts.forEachChild(node, visit);
  };
  visit(source);
  if (found.length !== 1) throw new Error(`${source.fileName} is not one function around the compiler.`);
  return [...found[0]];
}

/** Names that a statement declares, or completes: `((Parser) => { ... })(Parser || (Parser = {}))`, `Version.zero = ...`. */
function definedBy(statement) {
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) return [statement.name.text];
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.flatMap(({ name }) => boundBy(name));
  if (!ts.isExpressionStatement(statement)) return [];
  const { expression } = statement;
  if (ts.isBinaryExpression(expression) && ts.isPropertyAccessExpression(expression.left) && ts.isIdentifier(expression.left.expression)) return [expression.left.expression.text];
  const argument = ts.isCallExpression(expression) ? expression.arguments[0] : undefined;
  if (argument && ts.isParenthesizedExpression(expression.expression) && ts.isBinaryExpression(argument) && ts.isIdentifier(argument.left)) return [argument.left.text];
  return argument && expression.expression.text === '__export' ? [argument.text] : [];
}

function boundBy(name) {
  return ts.isIdentifier(name) ? [name.text] : name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundBy(element.name) : []));
}

/** Every name in a statement that may be a variable; too many do no harm. */
function namesIn(statement) {
  const names = [];
  const visit = (node) => {
    if (ts.isIdentifier(node)) names.push(node.text);
    else if (ts.isPropertyAccessExpression(node)) visit(node.expression);
    else if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name)) visit(node.initializer);
    else ts.forEachChild(node, visit);
  };
  visit(statement);
  return names;
}
