import { NAMES, TEXTS } from './hostile.ts';
import type { Random } from './random.ts';

const IDENTIFIERS = ['app', 'router', 'req', 'res', 'next', 'auth', 'user', 'jwt', 'token', 'a', 'b', 'c', 'fn', 'self', 'ctx', ...NAMES.filter((name) => name !== '' && name !== 'default')];
const PACKAGES = ['express', 'fastify', 'koa', '@koa/router', 'hono', '@nestjs/common', 'jsonwebtoken', 'passport', 'express-session', 'bcrypt', '@hapi/hapi', '@trpc/server', 'next', './a', './b', '../c', '.', './self', 'socket.io', 'ws', 'graphql', 'cors', 'node:http', 'node:crypto'];
const MEMBERS = ['get', 'post', 'use', 'all', 'route', 'listen', 'sign', 'verify', 'cookie', 'status', 'json', 'headers', 'authorization', 'user', 'role', 'includes', 'find', 'map', 'forEach', 'bind', 'call', 'apply', 'push', 'split', 'replace', 'then', 'catch', 'redirect', ...NAMES.filter((name) => name !== '')];
const BINARY = ['+', '-', '*', '**', '===', '!==', '==', '<', '>=', '&&', '||', '??', ',', 'in', 'instanceof', '=', '+=', '??=', '|', '<<'];
const WORDS = ['/a', '/:id', '/admin/*', 'Bearer ', 'secret', 'HS256', 'authorization', 'use strict', 'use server', '', ...TEXTS.slice(0, 30)];

/** Programs that a parser of TypeScript mostly takes, and that use names as server code does. */
export function program(random: Random): string {
  let budget = 40 + random.int(260);

  const pick = random.pick;
  const many = (make: () => string, most: number, between: string): string => Array.from({ length: random.int(most) }, make).join(between);
  const name = (): string => pick(IDENTIFIERS);
  const text = (): string => JSON.stringify(pick(WORDS));
  const type = (): string => pick(['string', 'any', 'Request', 'typeof a', '{ a?: b }', 'A<B>', 'keyof A', '`${string}`', 'Promise<void>', '(a: b) => c', 'A[]', '[a, ...b]', 'unique symbol']);

  function pattern(): string {
    return pick([name, name, () => `{ ${name()}, ${pick(MEMBERS)}: ${name()}, ...rest }`, () => `[${name()} = ${expression()}, , ...${name()}]`, () => `{ [${expression()}]: ${name()} = ${expression()} }`])();
  }

  function parameters(): string {
    return many(() => `${random.chance(0.1) ? '@Body() ' : ''}${pattern()}${random.chance(0.2) ? `: ${type()}` : ''}${random.chance(0.2) ? ` = ${expression()}` : ''}`, 4, ', ');
  }

  function body(): string {
    return `{ ${many(statement, 4, '\n')} }`;
  }

  function classBody(): string {
    const member = (): string => {
      const head = `${random.chance(0.3) ? `@${name()}(${many(expression, 3, ', ')}) ` : ''}${pick(['', 'static ', 'async ', 'private ', '*', 'get ', 'set ', 'readonly ', '#'])}`;
      return pick([() => `${head}${pick(MEMBERS)}(${parameters()}) ${body()}`, () => `${head}${pick(MEMBERS)} = ${expression()};`, () => `static ${body()}`, () => `constructor(private ${name()}: ${type()}) ${body()}`, () => `[${expression()}]() ${body()}`])();
    };
    return `${random.chance(0.4) ? ` extends ${expression()}` : ''} { ${many(member, 4, '\n')} }`;
  }

  function expression(): string {
    if (budget-- <= 0) return pick([name, text, () => '0', () => 'null', () => 'this'])();
    return pick([
      name, text, () => `${expression()}.${pick(MEMBERS)}`, () => `${name()}.${pick(MEMBERS)}(${many(expression, 4, ', ')})`, () => `${expression()}(${many(expression, 3, ', ')})`,
      () => `(${parameters()}) => ${random.chance(0.5) ? body() : `(${expression()})`}`, () => `async function ${pick(['', '*'])}(${parameters()}) ${body()}`, () => `(${expression()} ${pick(BINARY)} ${expression()})`,
      () => `${expression()} ? ${expression()} : ${expression()}`, () => `[${many(expression, 4, ', ')}, ...${expression()}]`, () => `{ ${many(() => pick([() => `${JSON.stringify(pick(MEMBERS))}: ${expression()}`, () => `[${expression()}]: ${expression()}`, () => `...${expression()}`, name, () => `${pick(MEMBERS)}(${parameters()}) ${body()}`, () => `get ${pick(MEMBERS)}() ${body()}`])(), 4, ', ')} }`,
      () => `\`a\${${expression()}}b\``, () => `${name()}\`x\${${expression()}}\``, () => `new ${name()}(${many(expression, 3, ', ')})`, () => `await ${expression()}`, () => `typeof ${expression()}`, () => `!${expression()}`, () => `${expression()}?.[${expression()}]`, () => `(${expression()} as ${type()})`, () => `${expression()}!`,
      () => `class ${name()}${classBody()}`, () => `import(${expression()})`, () => `require(${JSON.stringify(pick(PACKAGES))})`, () => `/${pick(['a+', '(a+)+$', '[^]', '\\/', '(?<x>a)\\k<x>'])}/gu`, () => `<${pick(['div', 'A.B', ''])}>{${expression()}}</${pick(['div', 'A.B', ''])}>`, () => `delete ${expression()}`, () => `yield ${expression()}`, () => `(${expression()}, ${expression()})`, () => `${name()}++`, () => `function ${name()}() { return ${name()}(); }`,
    ])();
  }

  function statement(): string {
    if (budget-- <= 0) return ';';
    return pick([
      () => `${expression()};`, () => `${expression()};`, () => `${pick(['const', 'let', 'var', 'using'])} ${pattern()} = ${expression()};`, () => `if (${expression()}) ${body()} else ${statement()}`, () => `return ${expression()};`, () => `throw ${expression()};`,
      () => `for (const ${pattern()} of ${expression()}) ${body()}`, () => `for (let ${name()} = 0; ${expression()}; ${expression()}) ${body()}`, () => `while (${expression()}) ${body()}`, () => `do ${body()} while (${expression()})`, () => `for (${name()} in ${expression()}) ${statement()}`,
      () => `switch (${expression()}) { ${many(() => `case ${expression()}: ${statement()}`, 4, '\n')} default: ${statement()} }`, () => `try ${body()} catch (${pattern()}) ${body()} finally ${body()}`, () => `${name()}: ${statement()}`, () => pick(['break;', 'continue;', 'debugger;']),
      () => `function ${pick(['', '*'])}${name()}(${parameters()}) ${body()}`, () => `${random.chance(0.5) ? `@${name()}() ` : ''}class ${name()}${classBody()}`, () => `enum ${name()} { ${many(() => `${name()} = ${expression()}`, 3, ', ')} }`, () => `namespace ${name()} ${body()}`, () => `interface ${name()} { ${name()}: ${type()} }`, () => `declare module ${text()} ${body()}`,
    ])();
  }

  function declaration(): string {
    const source = JSON.stringify(pick(PACKAGES));
    return pick([
      () => `import ${name()} from ${source};`, () => `import { ${name()} as ${name()} } from ${source};`, () => `import * as ${name()} from ${source};`, () => `import type { ${name()} } from ${source};`, () => `export * from ${source};`, () => `export { ${name()} as ${pick(['default', name()])} } from ${source};`, () => `export default ${expression()};`, () => `export const ${pattern()} = ${expression()};`, () => `export { ${name()} };`, () => `import ${name()} = require(${source});`, () => `export = ${expression()};`, () => `module.exports = ${expression()};`, () => `const ${name()} = require(${source});`, () => `const ${name()} = ${name()}();`, () => `// authlint-${pick(['disable-next-line', 'disable', 'enable', 'public', 'disable-line'])} ${many(() => pick(['require-route-auth', '--', ',', '__proto__', 'x']), 4, ' ')}`,
      statement, statement, statement, () => `app.${pick(['get', 'post', 'use'])}(${text()}, ${many(expression, 3, ', ')});`,
    ])();
  }

  return Array.from({ length: 2 + random.int(14) }, declaration).join('\n');
}
