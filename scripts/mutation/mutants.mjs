import ts from 'typescript';

const { SyntaxKind } = ts;

/** What an operator is exchanged for. */
const OPERATORS = new Map([
  [SyntaxKind.EqualsEqualsEqualsToken, '!=='],
  [SyntaxKind.ExclamationEqualsEqualsToken, '==='],
  [SyntaxKind.LessThanToken, '<='],
  [SyntaxKind.LessThanEqualsToken, '<'],
  [SyntaxKind.GreaterThanToken, '>='],
  [SyntaxKind.GreaterThanEqualsToken, '>'],
  [SyntaxKind.AmpersandAmpersandToken, '||'],
  [SyntaxKind.BarBarToken, '&&'],
]);

const METHODS = new Map([['some', 'every'], ['every', 'some']]);

/**
 * All places of a source text that can be changed by one operator, condition, return value, literal or call, with the change. Texts in
 * quotes stay: another wording is no other behaviour. Types stay, too.
 *
 * @returns offsets `start` and `end`, the `text` to put there, and the number of the function that it is in (see `functionsOf`)
 */
export function mutantsOf(file, source) {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.ESNext, true);
  const functions = functionsOf(tree);
  const found = [];
  const add = (kind, node, text, start = node.getStart(tree), end = node.end) => {
    const { line, character } = tree.getLineAndCharacterOfPosition(start);
    found.push({ kind, start, end, text, was: source.slice(start, end), line: line + 1, column: character + 1, fn: innermost(functions, start) });
  };

  function visit(node) {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isBinaryExpression(node)) {
      const other = OPERATORS.get(node.operatorToken.kind);
      if (other) add('operator', node.operatorToken, other);
      if (node.operatorToken.kind === SyntaxKind.QuestionQuestionToken) add('default', node, `(${node.left.getText(tree)})`);
    } else if (ts.isPrefixUnaryExpression(node) && node.operator === SyntaxKind.ExclamationToken) {
      add('negation', node, `(${node.operand.getText(tree)})`);
    } else if (ts.isIfStatement(node)) {
      add('condition', node.expression, 'true');
      add('condition', node.expression, 'false');
    } else if (ts.isConditionalExpression(node)) {
      add('condition', node.condition, 'true');
      add('condition', node.condition, 'false');
    } else if (ts.isReturnStatement(node) && node.expression && !isNothing(node.expression)) {
      add('return', node.expression, 'undefined');
    } else if (node.kind === SyntaxKind.TrueKeyword || node.kind === SyntaxKind.FalseKeyword) {
      add('literal', node, node.kind === SyntaxKind.TrueKeyword ? 'false' : 'true');
    } else if (ts.isNumericLiteral(node) && !ts.isPropertyAssignment(node.parent?.parent ?? node)) {
      add('literal', node, `(${node.text} + 1)`);
    } else if (ts.isExpressionStatement(node) && ts.isCallExpression(node.expression) && node.expression.expression.kind !== SyntaxKind.SuperKeyword) {
      add('call', node, ';');
    } else if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const other = METHODS.get(node.expression.name.text);
      if (other) add('method', node.expression.name, other);
    }
    ts.forEachChild(node, visit);
  }
  visit(tree);
  return found.sort((a, b) => a.start - b.start || a.end - b.end || (a.text < b.text ? -1 : 1));
}

function isNothing(node) {
  return ts.isIdentifier(node) && node.text === 'undefined';
}

/** The functions of a file that have a body, in the order of their beginning; what is in none of them is in number -1, the module. */
function functionsOf(tree) {
  const found = [];
  const visit = (node) => {
    if (ts.isFunctionLike(node) && node.body) found.push(node.body);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found.sort((a, b) => a.pos - b.pos);
}

function innermost(functions, offset) {
  let found = -1;
  functions.forEach((body, at) => {
    if (body.pos <= offset && offset < body.end && (found < 0 || functions[found].pos <= body.pos)) found = at;
  });
  return found;
}

/** The source with a call in each function and in the module that adds `<name>#<number>` to a set, if there is one. */
export function instrumented(file, source, name) {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.ESNext, true);
  const hit = (at) => `globalThis.__authlintHits?.add(${JSON.stringify(`${name}#${at}`)})`;
  const edits = functionsOf(tree).flatMap((body, at) => ts.isBlock(body)
    ? [[body.getStart(tree) + 1, `${hit(at)};`]]
    : [[body.getStart(tree), `(${hit(at)}, (`], [body.end, '))']]);
  // Of two at one place, the inner one closes first.
  return edits.map(([offset, text], order) => ({ offset, text, order })).sort((a, b) => b.offset - a.offset || (a.text === '))' ? a.order - b.order : b.order - a.order))
    .reduce((text, { offset, text: inserted }) => text.slice(0, offset) + inserted + text.slice(offset), source) + `\n${hit(-1)};\n`;
}

/** Some of a list, in the order of the list: the same for the same seed (mulberry32). */
export function sample(list, size, seed) {
  if (size >= list.length) return [...list];
  let state = seed >>> 0;
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return list.map((one, at) => ({ one, at, key: random() })).sort((a, b) => a.key - b.key).slice(0, size).sort((a, b) => a.at - b.at).map(({ one }) => one);
}
