import type { Expr, ModuleFacts, ProgramView, Value } from '../../src/model/index.ts';
import { alternatives, packageOf, pathOf, walkFunction } from '../../src/link/index.ts';
import { wordsOf } from '../names.ts';
import { originOf } from '../origin.ts';

/** What one side of a comparison is, when it is something that an attacker could guess piece by piece. */
export interface SecretSide { what: string; certain: boolean }

type Where = { program: ProgramView; module: ModuleFacts; fn: number };

/** A digest, a signature or a secret of the server's own; `undefined` for anything else. */
export function secretSide(where: Where, expr: Expr): SecretSide | undefined {
  const origin = originOf(where.module, expr);
  return ofDigest(where, origin, 0) ?? ofSetting(where, origin) ?? ofName(where, expr);
}

const KEYED = /^(createHmac|HmacSHA(1|224|256|384|512|3)|HmacMD5|hmac|sign)$/;

/** `createHmac(...).update(...).digest('hex')`, as it stands or given back by a function of the project. */
function ofDigest(where: Where, expr: Expr, depth: number): SecretSide | undefined {
  if (expr.kind === 'template') return expr.values.length === 1 ? ofDigest(where, originOf(where.module, expr.values[0]!), depth) : undefined;
  if (expr.kind === 'binary' && expr.operator === '+') return ofDigest(where, originOf(where.module, expr.right), depth);
  if (expr.kind !== 'call') return undefined;
  const chain = chainOf(expr);
  if (chain.some((name) => KEYED.test(name)) && (chain.includes('digest') || chain.some((name) => /^Hmac/.test(name)))) return { what: 'a signature that is computed here', certain: true };
  if (chain.includes('digest') && chain.includes('createHash')) return isAboutCredentials(where, expr) ? { what: 'a digest of a credential', certain: true } : undefined;
  if (depth > 1) return undefined;
  for (const target of where.program.targets(where.module, expr, where.fn)) {
    let found: SecretSide | undefined;
    walkFunction(target.module, target.fn.id, {
      stmt(stmt, inside) {
        if (stmt.kind === 'return' && stmt.value && inside === target.fn.id) found ??= ofDigest({ program: where.program, module: target.module, fn: inside }, originOf(target.module, stmt.value), depth + 1);
      },
    });
    if (found) return { what: found.what.replace(' here', ` by \`${target.fn.name || 'a function'}\``), certain: found.certain };
  }
  return undefined;
}

function chainOf(expr: Expr): string[] {
  if (expr.kind === 'call') return chainOf(expr.callee);
  if (expr.kind === 'member') return [...chainOf(expr.object), expr.property];
  return expr.kind === 'ref' ? [expr.name] : [];
}

const ABOUT = new Set(['key', 'token', 'secret', 'apikey', 'signature', 'credential', 'auth', 'session', 'otp', 'webhook', 'hmac', 'license']);

function isAboutCredentials(where: Where, expr: Expr): boolean {
  const texts: string[] = [where.module.functions[where.fn]?.name ?? ''];
  const visit = (one: Expr): void => {
    if (one.kind === 'ref') texts.push(one.name);
    else if (one.kind === 'member') { texts.push(one.property); visit(one.object); }
    else if (one.kind === 'call') { visit(one.callee); one.args.forEach(visit); }
    else if (one.kind === 'template') one.values.forEach(visit);
    else if (one.kind === 'binary') { visit(one.left); visit(one.right); }
  };
  visit(expr);
  return texts.flatMap(wordsOf).some((word) => ABOUT.has(word));
}

const SECRET = new Set(['secret', 'secrets', 'apikey', 'signature', 'hmac', 'credential', 'credentials', 'bearer']);
const KEYISH = new Set(['key', 'token', 'password', 'pass', 'auth']);
const NOT_SECRET = new Set(['public', 'id', 'type', 'name', 'length', 'kind', 'count', 'csrf', 'xsrf', 'state', 'status', 'expiry', 'expires', 'at', 'algorithm', 'version', 'prefix', 'format', 'header', 'field', 'column', 'error', 'valid', 'mode', 'provider', 'method', 'path', 'url', 'index', 'code', 'exists', 'enabled', 'required', 'config', 'cache', 'schema', 'function', 'params', 'content', 'file', 'commit', 'etag', 'build', 'image', 'query']);

/** `process.env.WEBHOOK_SECRET`, `config.apiKey`, `Bearer ${process.env.CRON_SECRET}`. */
function ofSetting(where: Where, expr: Expr): SecretSide | undefined {
  if (expr.kind === 'template') return expr.values.length === 1 ? ofSetting(where, originOf(where.module, expr.values[0]!)) : undefined;
  if (expr.kind === 'binary' && expr.operator === '+') return ofSetting(where, originOf(where.module, expr.right));
  if (expr.kind === 'logical') return ofSetting(where, originOf(where.module, expr.left));
  if (expr.kind !== 'member' && expr.kind !== 'ref') return undefined;
  const name = expr.kind === 'member' ? expr.property : expr.name;
  if (!isSecretWord(name, true)) return undefined;
  const value = alternatives(where.program.denote(where.module, expr, where.fn)).find(isSetting);
  return value ? { what: `the secret \`${value.kind === 'env' ? `process.env.${value.name}` : name}\``, certain: true } : undefined;
}

function isSetting(value: Value): boolean {
  if (value.kind === 'env') return isSecretWord(value.name, true);
  if (value.kind === 'external' || value.kind === 'result') return /^(config|dotenv|convict|nconf|env-var|@nestjs\/config)$/.test(packageOf(value) ?? '');
  return value.kind === 'property' && (isSetting(value.object) || pathOf(value).includes('env'));
}

/** `expectedSignature`, `computedHmac`, `apiKeyHash`: told by the name alone. */
function ofName(where: Where, expr: Expr): SecretSide | undefined {
  const name = expr.kind === 'ref' ? expr.name : expr.kind === 'member' ? expr.property : '';
  if (name === '') return undefined;
  const words = wordsOf(name);
  if (words.some((word) => NOT_SECRET.has(word))) return undefined;
  const signature = words.some((word) => ['signature', 'hmac', 'digest', 'sig'].includes(word));
  const hashed = words.some((word) => word === 'hash' || word === 'hashed') && words.some((word) => ABOUT.has(word));
  if (!signature && !hashed) return undefined;
  return { what: `\`${name}\``, certain: signature && words.some((word) => ['expected', 'computed', 'calculated', 'generated', 'valid', 'correct', 'our', 'local'].includes(word)) };
}

function isSecretWord(name: string, setting: boolean): boolean {
  const words = wordsOf(name);
  if (words.some((word) => NOT_SECRET.has(word))) return false;
  return words.some((word) => SECRET.has(word)) || (setting && words.some((word) => KEYISH.has(word)));
}
