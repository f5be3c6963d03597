import { isHashCall } from '../../rules/fresh-value.ts';
import { packageOf } from '../link/index.ts';
import type { CallExpr, Expr, NewExpr, Value } from '../model/index.ts';
import { merged, NOTHING, sourceOf, tokensOf, variable, type Frame, type Val, type Walk } from './frame.ts';
import { callbacks, gap, step } from './notes.ts';
import { nameOf } from './requests.ts';
import { stored } from './stores.ts';
import { askStrategy, strategyNames } from './strategies.ts';
import { drawn, signed } from './tokens.ts';

/** A call of what is no function of the project. */
export interface OutsideCall {
  expr: CallExpr | NewExpr;
  name: string;
  /** What is called, and what it is called on, as written. */
  written: string;
  on: string;
  denoted: Value;
  /** The package that it is of, if it is of one. */
  from: string | undefined;
  receiver: Val | undefined;
  args: Val[];
  /** The tokens among what it is given. */
  carried: Val;
  frame: Frame;
  label: string;
}

const RANDOM = /^(randomBytes|randomUUID|uuid|uuidv4|v4|v7|v1|nanoid|customAlphabet|createId|ulid|random|getRandomValues|randomString|randomInt|generate|randomStringGenerator)$/;
const PASSES_ON = /^(parse|parseAsync|safeParse|safeParseAsync|validate|validateAsync|validateSync|plainToClass|plainToInstance|assert|create|pick|omit|from|String|Number|trim|toString|toLowerCase|cast|exec|lean|select|populate|toObject|toJSON|get)$/;
const HTTP = /^(fetch|\$fetch|ofetch|axios|got|ky)$/;
const HTTP_METHODS = /^(get|post|put|request|fetch)$/;
/** Libraries that do a part of the flow themselves. */
const AUTH_LIBRARIES = /^(passport|better-auth|next-auth|@auth\/|@clerk\/|@supabase\/|supertokens|firebase|@firebase\/|openid-client|arctic|oauth4webapi|google-auth-library|googleapis|apple-signin|simple-oauth2|@workos|auth0|@auth0\/|@azure\/msal|otplib|speakeasy|@otplib\/|otpauth|@simplewebauthn\/|node-2fa|samlify|lucia|@lucia-auth|iron-session|remix-auth|@fastify\/(oauth2|passport)|fastify-passport|@octokit\/oauth|amazon-cognito|@aws-sdk\/client-cognito|grant|@badgateway\/oauth2|oslo|@adonisjs\/(auth|ally))/;
const CHECKS = /^(compare|compareSync|verify|verifySync|check|validate|totp|verifyDelta|checkDelta|timingSafeEqual|verifyIdToken|verifyAuthenticationResponse)$/;
const CHECKS_PASSWORD = /^(compare|check|verify|validate|match|is|has|valid)\w*(Password|Hash)|password(Match|IsValid)/i;
const TELLING = /(token|session|password|passwd|login|logout|sign_?in|sign_?out|auth|otp|2fa|mfa|api_?key|verif|credential|blacklist|revoke)/i;
/** Names of calls that only look at values or write logs. */
const SILENT = /^(log|info|warn|error|debug|trace|isEmail|push|includes|indexOf|startsWith|endsWith|slice|split|replace|join|map|filter|forEach|find|some|every|reduce|keys|values|entries|stringify|now|toISOString|setHours|assign|freeze|setToken)$/;

/** What a call outside the project does, as far as its package, its form and its name say. The first that knows it says it. */
const READINGS = [comparison, library, request, stored, message, issue, hash, input];

export function outside(walk: Walk, expr: CallExpr | NewExpr, name: string, receiver: Val | undefined, args: Val[], frame: Frame, label: string): Val {
  const { callee } = expr;
  const denoted = walk.program.denote(frame.module, callee, frame.fn);
  const given = [...args, ...(receiver ? [receiver] : [])];
  const call: OutsideCall = {
    expr, name, denoted, from: packageOf(denoted), receiver, args, frame, label,
    written: sourceOf(walk, frame.module, callee, 60), on: callee.kind === 'member' ? sourceOf(walk, frame.module, callee.object, 60) : '',
    carried: { tokens: [...new Set(given.flatMap((one) => tokensOf(one)))], ...(given.some((one) => one.hashed) ? { hashed: true } : {}) },
  };
  for (const reading of READINGS) {
    const val = reading(walk, call);
    if (val) return val;
  }
  unfollowed(walk, call);
  callbacks(walk, expr, frame);
  if (expr.kind === 'new') return { ...merged(args), tokens: call.carried.tokens };
  return call.carried.tokens.length > 0 ? call.carried : NOTHING;
}

function comparison(walk: Walk, { expr, name, from, written, label, frame }: OutsideCall): Val | undefined {
  const texts = expr.args.map((arg) => sourceOf(walk, frame.module, arg, 30));
  if (name === 'timingSafeEqual') step(walk, 'check', `compares ${texts.join(', ')}`, expr, frame);
  else if (/^(compare|compareSync)$/.test(name) || CHECKS_PASSWORD.test(name) || (CHECKS.test(name) && /argon2|bcrypt|scrypt|password/.test(from ?? ''))) {
    step(walk, 'check', `compares ${/passw|pwd/i.test(`${texts.join()}${name}${label}`) ? 'the password' : 'with a hash'} (${written})`, expr, frame);
    callbacks(walk, expr, frame);
  } else return undefined;
  return NOTHING;
}

function library(walk: Walk, { expr, name, from, written, carried, frame }: OutsideCall): Val | undefined {
  if (from === undefined || !AUTH_LIBRARIES.test(from) || /^(toLowerCase|toUpperCase|trim|toString|split|slice|get)$/.test(name)) return undefined;
  const names = strategyNames(walk, expr, frame);
  if (names.length === 0 || names.filter((one) => askStrategy(walk, one, frame)).length < names.length) {
    const [first] = expr.args;
    const chosen = first?.kind === 'literal' && typeof first.value === 'string' && first.value.length < 30 ? ` ${first.value}` : '';
    step(walk, CHECKS.test(name) && !/passport/.test(from) ? 'check' : 'external', `${written}${chosen} (${from})`, expr, frame);
    gap(walk, `what ${written} of ${from} does`, expr, frame);
  }
  callbacks(walk, expr, frame);
  return carried;
}

function request(walk: Walk, { expr, name, on, from, receiver, frame }: OutsideCall): Val | undefined {
  const isMethod = HTTP_METHODS.test(name) && (HTTP.test(on) || /^(axios|got|ky|undici|node-fetch|superagent|request)/.test(from ?? '')) && receiver?.role === undefined;
  if (!isMethod && !(HTTP.test(name) && expr.callee.kind === 'ref')) return undefined;
  step(walk, 'external', `${name === 'post' ? 'POST ' : name === 'get' ? 'GET ' : ''}${address(walk, expr.args[0], frame)}`, expr, frame);
  callbacks(walk, expr, frame);
  return NOTHING;
}

/** Where a request goes, without its query, which may hold secrets. */
function address(walk: Walk, expr: Expr | undefined, frame: Frame): string {
  if (!expr) return 'an address';
  if (expr.kind === 'call' && expr.callee.kind === 'member' && expr.callee.property === 'toString') return address(walk, expr.callee.object, frame);
  if (expr.kind === 'member' && expr.property === 'href') return address(walk, expr.object, frame);
  const { origin } = expr.kind === 'ref' ? variable(expr, frame) : NOTHING;
  if (origin?.expr.kind === 'new' && nameOf(origin.expr) === 'URL') return address(walk, origin.expr.args[0], origin.frame);
  return sourceOf(walk, frame.module, expr, 60).replace(/\?.*$/s, '?…');
}

function message(walk: Walk, { expr, name, on, written, frame }: OutsideCall): Val | undefined {
  const isSent = /^send\w*(mail|email|message|sms|code|link|otp)|^(mail|sms)$|^sendMail$/i.test(name) || (/mail(er|service)?$/i.test(on) && /send|^user|forgot|reset|confirm|verif/i.test(name));
  if (!isSent) return undefined;
  step(walk, 'external', `sends a message (${written})`, expr, frame);
  callbacks(walk, expr, frame);
  return NOTHING;
}

/** Signing by what no package is known of (`app.jwt.sign`), and random values that are called like a token. */
function issue(walk: Walk, { expr, name, on, from, written, frame, label }: OutsideCall): Val | undefined {
  if (/^(sign|signAsync|jwtSign)$/.test(name) && (/jwt/i.test(on) || name === 'jwtSign') && expr.kind === 'call') {
    return signed(walk, expr, { site: { module: frame.module, expr, fn: frame.fn }, library: from ?? written, expiry: { state: 'unknown' }, unit: 'seconds' }, frame, label);
  }
  return RANDOM.test(name) ? drawn(walk, expr, from ?? written, frame, label) : undefined;
}

function hash(walk: Walk, { expr, carried, frame }: OutsideCall): Val | undefined {
  if (expr.kind !== 'call' || !isHashCall(expr) || carried.tokens.length === 0) return undefined;
  callbacks(walk, expr, frame);
  return { ...carried, hashed: true };
}

/** What only checks or converts a part of the request gives it on. */
function input(_walk: Walk, { expr, name, receiver, args, frame }: OutsideCall): Val | undefined {
  if (!PASSES_ON.test(name)) return undefined;
  const whole = args.find((one) => one.input && one.input.name === undefined);
  return whole ? { ...whole, origin: { module: frame.module, expr, frame } } : receiver?.input ? receiver : undefined;
}

function unfollowed(walk: Walk, { expr, name, from, denoted, written, receiver, frame }: OutsideCall): void {
  if (from !== undefined || expr.kind !== 'call' || !TELLING.test(name) || SILENT.test(name) || receiver?.role !== undefined || denoted.kind === 'builtin') return;
  step(walk, 'check', `${written}(…), not followed`, expr, frame);
  gap(walk, `${written}: what it calls is not known`, expr, frame);
}
