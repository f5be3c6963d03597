import { entryOf, textOf, truth, walkFunction, walkModule } from '../../src/link/index.ts';
import type { Expr, ModuleFacts, ProgramView, Span, Value } from '../../src/model/index.ts';
import { circumstancesOf, inProduction, mentions } from '../circumstance.ts';
import { isPlaceholderHost, isPrivateHost } from '../hosts.ts';
import { exprsAround, namesAround } from '../surroundings.ts';
import { nameOf } from '../written-names.ts';

/** A place where the check of a server's certificate is switched off. */
export interface Unverified extends Span { what: string; database: boolean; everywhere: boolean }

/** Options whose value switches the check off. */
const OFF: Record<string, (value: Value) => boolean> = {
  rejectUnauthorized: isFalse, strictSSL: isFalse, sslValidate: isFalse, tlsAllowInvalidCertificates: isTrue, tlsAllowInvalidHostnames: isTrue, tlsInsecure: isTrue,
};
const EVERYWHERE = 'NODE_TLS_REJECT_UNAUTHORIZED';
export const VERIFICATION_WORDS = new RegExp([...Object.keys(OFF), EVERYWHERE, 'checkServerIdentity'].join('|'));

/** Every place in a file that switches the check off without a condition about where it runs, or a setting that asks for it. */
export function unverifiedIn(program: ProgramView, module: ModuleFacts): Unverified[] {
  const found: Unverified[] = [];
  const add = (span: Span, what: string, everywhere = false): void => {
    if (!isMeantFor(module, span)) found.push({ start: span.start, end: span.end, what, database: !everywhere && isOfDatabase(module, span), everywhere });
  };
  walkModule(module, {
    expr(expr, fn) {
      if (expr.kind === 'object') {
        for (const { key, value, start, end } of expr.properties) {
          const isOff = entryOf(OFF, key);
          if (isOff && isWritten(value) && isOff(program.denote(module, value, fn)) && !isOfServer(module, expr) && !isOfOwn(program, module, expr, fn)) add({ start, end }, key);
          if (key === EVERYWHERE && textOf(program.denote(module, value, fn)) === '0') add({ start, end }, key, true);
          if (key === 'checkServerIdentity' && acceptsAll(program.denote(module, value, fn))) add({ start, end: value.kind === 'function' ? start + key.length : end }, key);
        }
      } else if (expr.kind === 'assign' && expr.target.kind === 'member') {
        const { property } = expr.target;
        const value = program.denote(module, expr.value, fn);
        if (property === EVERYWHERE && textOf(value) === '0') add(expr, property, true);
        else if (entryOf(OFF, property)?.(value) && isWritten(expr.value)) add(expr, property);
      }
    },
  });
  return found;
}

function isFalse(value: Value): boolean { return value.kind === 'literal' && value.value === false; }
function isTrue(value: Value): boolean { return value.kind === 'literal' && truth(value) === true; }

/** A name may be a setting whose default is looked at. */
function isWritten(expr: Expr): boolean {
  return expr.kind === 'literal' || (expr.kind === 'unary' && expr.operator === '!' && expr.operand.kind === 'literal');
}

/** A function that returns nothing, and calls nothing that could throw. */
function acceptsAll(value: Value): boolean {
  if (value.kind !== 'function') return false;
  let checks = false;
  walkFunction(value.module, value.fn.id, {
    stmt(stmt) { if (stmt.kind === 'throw' || stmt.kind === 'if' || (stmt.kind === 'return' && stmt.value && !isNothing(stmt.value))) checks = true; },
    expr(one) { if ((one.kind === 'call' && !isLog(one.callee)) || one.kind === 'new') checks = true; },
  });
  return !checks;
}

function isNothing(expr: Expr): boolean {
  return (expr.kind === 'literal' && !expr.value) || (expr.kind === 'ref' && expr.name === 'undefined') || (expr.kind === 'unary' && expr.operator === 'void');
}

function isLog(callee: Expr): boolean {
  return callee.kind === 'member' && callee.object.kind === 'ref' && callee.object.name === 'console';
}

/** With `requestCert`, it is about the certificates of clients, which a server may check later. */
function isOfServer(module: ModuleFacts, expr: Extract<Expr, { kind: 'object' }>): boolean {
  return expr.properties.some(({ key }) => key === 'requestCert') || exprsAround(module, expr).some((one) => one.kind === 'call' && /^(createServer|createSecureServer|fastify|Fastify)$/.test(nameOf(one.callee)));
}

/** An option of a function of the project, or of one that is about callers, means something else. */
function isOfOwn(program: ProgramView, module: ModuleFacts, expr: Expr, fn: number): boolean {
  const call = exprsAround(module, expr).find((one) => one.kind === 'call' && one.args.includes(expr));
  return call?.kind === 'call' && (/auth|guard|middleware|login/i.test(nameOf(call.callee)) || program.targets(module, call, fn).length > 0);
}

const SETTING = /insecure|self_?-?signed|ignore|skip|allow|reject|verify|validat|strict|trust|ssl_?mode|use_?ssl|no_?ssl|tls|proxy|certs?$|ca$/i;
const LOCAL = /localhost|127\.0\.0\.1|0\.0\.0\.0|::1|host\.docker\.internal/;

/** One of two, of which a setting takes this one. */
const ALTERNATIVE = /insecure|ignor(e|ing)|unverified|self_?-?signed|no_?(tls_?)?verify|skip/i;

/** It runs in development alone, somebody asked for it, what it talks to is near, or the certificate is looked at elsewhere. */
function isMeantFor(module: ModuleFacts, span: Span): boolean {
  const circumstances = circumstancesOf(module, span);
  const stages = circumstances.map((one) => inProduction(module, one));
  if (stages.includes(false) || namesAround(module, span).some(({ name }) => ALTERNATIVE.test(name))) return true;
  // `url.includes('localhost') ? false : { rejectUnauthorized: false }` is what holds for the servers that are not near.
  if (circumstances.some((one, at) => stages[at] === undefined && mentions(module, one.test, SETTING) && !mentions(module, one.test, LOCAL))) return true;
  if (circumstances.some(({ test, holds }) => holds && mentions(module, test, LOCAL, 0))) return true;
  return exprsAround(module, span).some((one) => {
    if (one.kind === 'object') return one.properties.some(({ key, value }) => /^(host|hostname|url|node|baseURL)$/.test(key) && isNear(value)) || one.properties.some(({ key }) => key === 'ca');
    return (one.kind === 'call' || one.kind === 'new') && one.args.some(isNear);
  });
}

function isNear(expr: Expr): boolean {
  const text = expr.kind === 'literal' && typeof expr.value === 'string' ? expr.value : expr.kind === 'template' ? expr.texts[0] ?? '' : '';
  const host = /^(?:[a-z][\w+.-]*:\/\/)?(?:[^@/]*@)?([\w.-]+|\[[\w:]+\])(?=[:/]|$)/i.exec(text)?.[1];
  return host !== undefined && (LOCAL.test(host) || (host.includes('.') && (isPrivateHost(host) || isPlaceholderHost(host))));
}

const DATABASE = /^(Pool|Client|Sequelize|DataSource|createConnection|createPool|knex|Knex|drizzle|postgres|mysql|Redis|createClient|IORedis|MongoClient|connect|PrismaPg|Kysely|PostgresDialect|neon|forRoot|forRootAsync|forFeature)$/;

const DATABASE_PACKAGE = /^(ioredis|redis|pg|pg-promise|mysql2?|mariadb|mongoose|mongodb|sequelize(-typescript)?|typeorm|knex|postgres|kysely|tedious|mssql|drizzle-orm|@prisma\/adapter-pg|@keyv\/redis|bullmq?)(\/|$)/;

/** Under `ssl`, among the options of a client of a database, or in a file that deals with one. */
function isOfDatabase(module: ModuleFacts, span: Span): boolean {
  const around = exprsAround(module, span);
  const named = around.some((one) => one.kind === 'object' && one.properties.some(({ key, start, end }) => /^(ssl|dialectOptions|dbCredentials)$/.test(key) && start <= span.start && span.end <= end));
  return named || module.imports.some(({ source }) => DATABASE_PACKAGE.test(source)) || around.some((one) => (one.kind === 'call' || one.kind === 'new') && DATABASE.test(nameOf(one.callee)));
}
