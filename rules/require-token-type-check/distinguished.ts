import { walkFunction } from '../../src/link/index.ts';
import type { Expr, ProgramView } from '../../src/model/index.ts';
import { writtenName } from '../call-index.ts';
import type { Issuance } from '../jwt-issuances.ts';
import { originOf } from '../origin.ts';
import type { Reached } from '../reached.ts';
import { effectOfName, isTokenish, namesRefreshToken } from '../token-names.ts';
import { effectOfSql } from '../token-sql.ts';

/** Claims that say what a token is for. */
const TYPE = /^(typ|type|token_?type|token_?use|use|usage|purpose|kind|scopes?|aud|audience|is_?(refresh|access)(_?token)?|refresh|grant|grant_?type|cls|sub_?type)$/i;
/** Claims that a record of the token is found by. */
const RECORD = /^(jti|session_?id|sid|family(_?id)?|token_?id|token_?version|refresh_?token_?(id|version)|version)$/i;
const CLAIMS = /^(decoded?(_?token)?|payload|claims|verified|data|token_?data|jwt_?payload|user_?data|result|decoded_?payload|tokenPayload|jwt)$/i;

/**
 * Something that only one kind of token has is asked for: what it is for, its record, or a claim that the other kind
 * lacks. Also when a call that cannot be looked into may ask.
 */
export function isDistinguished(program: ProgramView, run: Reached[], wanted: Issuance[], other: Issuance[]): boolean {
  return run.some(({ module, fn }) => {
    let found = false;
    walkFunction(module, fn.id, {
      expr(expr, inside) {
        if (found) return false;
        if (expr.kind === 'member') {
          found = TYPE.test(expr.property) && !isRequest(expr.object) || RECORD.test(expr.property) || (isClaims(module, expr.object) && lacks(expr.property, wanted, other));
        } else if (expr.kind === 'binary' && /^[!=]==?$/.test(expr.operator)) {
          found = [expr.left, expr.right].some((side) => side.kind === 'member' && (namesRefreshToken(side.property) || /^(token|hash)$/i.test(side.property)));
        } else if (expr.kind === 'call') {
          found = asksStore(program, module, expr, inside);
        } else if (expr.kind === 'template') {
          found = /^(lookup|invalidate)$/.test(effectOfSql(expr.texts.join('?')) ?? '');
        }
        return !found;
      },
      stmt: () => !found,
    });
    return found;
  });
}

function asksStore(program: ProgramView, module: Reached['module'], expr: Extract<Expr, { kind: 'call' }>, fn: number): boolean {
  const name = writtenName(expr);
  if (/^(verify|decode|sign|jwtVerify|split|slice|replace|startsWith|substring|trim|get|header|cookie|compareSync)(Async)?$/i.test(name) || /^(log|error|warn|info|debug)$/.test(name)) {
    if (name !== 'get' && name !== 'compareSync') return false;
  }
  const receiver = expr.callee.kind === 'member' ? program.text(module).slice(expr.callee.object.start, expr.callee.object.end) : '';
  const args = expr.args.map((arg) => program.text(module).slice(arg.start, arg.end)).join(', ');
  const [first] = expr.args;
  if (first?.kind === 'literal' && typeof first.value === 'string') {
    const effect = effectOfSql(first.value);
    if (effect) return effect === 'lookup' || effect === 'invalidate';
  }
  if (/^compare(Sync)?$/.test(name)) return isTokenish(args);
  if (program.targets(module, expr, fn).length > 0) return false;
  const effect = effectOfName(name, receiver, args);
  // `User.findById(payload.sub)` finds the user of either kind of token.
  if (effect === 'lookup') return isTokenish(receiver.replace(/jwt/gi, '')) || /token\b|Token\b|jti|session/i.test(args.replace(/\b(decoded|verified|access)_?token\.\w+/gi, ''));
  return effect === 'invalidate' || (effect === 'unknown' && namesRefreshToken(`${name} ${args}`));
}

/** A claim that tokens of the wanted kind have, and none of the other kind. */
function lacks(claim: string, wanted: Issuance[], other: Issuance[]): boolean {
  if (/^(exp|iat|nbf)$/.test(claim)) return false;
  return other.length > 0 && other.every(({ claims }) => claims && !claims.has(claim)) && wanted.some(({ claims }) => !claims || claims.has(claim));
}

function isClaims(module: Reached['module'], expr: Expr): boolean {
  if (expr.kind === 'member') return CLAIMS.test(expr.property) || isClaims(module, expr.object);
  const origin = originOf(module, expr);
  if (origin.kind === 'call') return /verify|decode/i.test(writtenName(origin));
  return origin.kind === 'ref' && (CLAIMS.test(origin.name) || module.bindings[origin.binding]?.kind === 'param');
}

function isRequest(expr: Expr): boolean {
  return expr.kind === 'ref' && /^(req|request|res|response|ctx|c|context|event|error|err|e)$/i.test(expr.name);
}
