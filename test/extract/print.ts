import type { Expr, ModuleFacts, Stmt } from '../../src/model/index.ts';

/** Statements and expressions as short text: bindings as `name#index`, `name` for globals, functions as `fn0`, classes as `class0`. */
export function printer(facts: ModuleFacts) {
  const list = (exprs: Expr[]): string => exprs.map(expr).join(', ');

  function expr(node: Expr): string {
    switch (node.kind) {
      case 'ref': return node.binding < 0 ? node.name : `${node.name}#${node.binding}`;
      case 'this': case 'super': return node.kind;
      case 'literal': return JSON.stringify(node.value);
      case 'member': {
        const dot = node.optional ? '?.' : '';
        return node.computed ? `${expr(node.object)}${dot}[${expr(node.computed)}]` : `${expr(node.object)}${dot || '.'}${node.property}`;
      }
      case 'call': return `${expr(node.callee)}${node.optional ? '?.' : ''}(${list(node.args)})`;
      case 'new': return `new ${expr(node.callee)}(${list(node.args)})`;
      case 'function': return `fn${node.fn}`;
      case 'class': return `class${node.cls}`;
      case 'object': return `{${node.properties.map((p) => (
        p.variant === 'spread' ? `...${expr(p.value)}` : `${p.variant === 'value' ? '' : `${p.variant} `}${p.computed ? `[${expr(p.computed)}]` : p.key}: ${expr(p.value)}`
      )).join(', ')}}`;
      case 'array': return `[${list(node.elements)}]`;
      case 'regexp': return `/${node.source}/${node.flags}`;
      case 'template': return `${node.tag ? expr(node.tag) : ''}\`${node.texts.map((text, at) => text + (at < node.values.length ? `\${${expr(node.values[at]!)}}` : '')).join('')}\``;
      case 'conditional': return `(${expr(node.test)} ? ${expr(node.then)} : ${expr(node.else)})`;
      case 'logical': case 'binary': return `(${expr(node.left)} ${node.operator} ${expr(node.right)})`;
      case 'unary': return `${node.operator}(${expr(node.operand)})`;
      case 'await': return `await ${expr(node.value)}`;
      case 'yield': return node.value ? `yield ${expr(node.value)}` : 'yield';
      case 'spread': return `...${expr(node.value)}`;
      case 'assign': return `${expr(node.target)} ${node.operator} ${expr(node.value)}`;
      case 'sequence': return `(${list(node.expressions)})`;
      case 'import': return `import(${expr(node.specifier)})`;
      case 'unknown': return `<${[node.syntax, ...node.children.map(expr)].join(' ')}>`;
    }
  }

  function stmt(node: Stmt): string {
    switch (node.kind) {
      case 'expr': return expr(node.expr);
      case 'declare': return `${binding(node.binding)}${node.init ? ` = ${expr(node.init)}` : ''}`;
      case 'return': return node.value ? `return ${expr(node.value)}` : 'return';
      case 'throw': return `throw ${expr(node.value)}`;
      case 'if': return `if ${expr(node.test)} ${block(node.then)}${node.else.length ? ` else ${block(node.else)}` : ''}`;
      case 'loop': {
        const parts = [
          node.init && `init ${block(node.init)}`, node.variable && `each ${expr(node.variable)}`, node.iterable && `in ${expr(node.iterable)}`,
          node.test && `test ${expr(node.test)}`, node.update && `update ${expr(node.update)}`, block(node.body),
        ];
        return [node.variant, ...parts.filter((part) => part !== undefined)].join(' ');
      }
      case 'switch': return `switch ${expr(node.discriminant)} {${node.cases.map((c) => `${c.test ? `case ${expr(c.test)}` : 'default'}: ${block(c.body)}`).join(' ')}}`;
      case 'try': return [
        `try ${block(node.block)}`,
        node.handler && `catch ${node.catchBinding === undefined ? '' : `${binding(node.catchBinding)} `}${block(node.handler)}`,
        node.finalizer && `finally ${block(node.finalizer)}`,
      ].filter(Boolean).join(' ');
      case 'block': return block(node.body);
      case 'function': return `function ${binding(node.binding)} fn${node.fn}`;
      case 'class': return `class ${binding(node.binding)} class${node.cls}`;
      case 'break': case 'continue': return node.kind;
    }
  }

  const binding = (index: number): string => `${facts.bindings[index]!.kind} ${facts.bindings[index]!.name}#${index}`;
  const block = (stmts: Stmt[]): string => `{${stmts.map(stmt).join('; ')}}`;
  return { expr, stmt, block, lines: (stmts: Stmt[]): string[] => stmts.map(stmt) };
}

/** Every object in the facts, children after parents, in the order of the facts. */
export function eachObject(value: unknown, visit: (object: Record<string, unknown>) => void): void {
  const stack: unknown[] = [value];
  while (stack.length > 0) {
    const next = stack.pop();
    if (typeof next !== 'object' || next === null) continue;
    if (!Array.isArray(next)) visit(next as Record<string, unknown>);
    stack.push(...Object.values(next).reverse());
  }
}
