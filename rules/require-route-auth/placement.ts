import type { CallSite, Expr, Guard, MemberFacts, ModuleFacts, ProgramView, RefExpr, RouteDetail, TextEdit } from '../../src/model/index.ts';
import { offsetOf } from '../arguments.ts';
import { callPlaces } from '../call-places.ts';
import { intoObject } from '../object-edits.ts';
import { indentAt, lineEndOf } from '../text-style.ts';
import { nameOfCalled } from '../written-names.ts';

/** A guard as a declaration has it, so that it can be written again in another. */
export interface Written {
  module: ModuleFacts;
  /** Index of the function that the declaration stands in, or -1. */
  fn: number;
  /** `argument`: between path and handler; `option`: a property of the options (`preHandler: [auth]`); `decorator`: with its `@`. */
  form: 'argument' | 'option' | 'decorator';
  code: string;
  /** The key of an option, else what the guard is called. */
  name: string;
  /** The names that its code is made of, as they stand in it. */
  refs: RefExpr[];
  /** Where the code starts in its file. */
  start: number;
  /** It is called with arguments of its own. */
  configured: boolean;
}

/** How a guard is put in front of a route by its own declaration; undefined when it is not, or cannot be written again. */
export function guardWritten(program: ProgramView, { module, start, end }: RouteDetail, guard: Guard): Written | undefined {
  if (guard.appliedAt.file !== module.path) return undefined;
  const offset = offsetOf(module, guard.appliedAt);
  const declaration = declarationAt(program, module, start, end);
  if (declaration) return inCall(program, declaration, offset);
  const decorator = memberAt(module, end)?.decorators?.find((one) => one.start - 1 <= offset && offset <= one.end);
  if (decorator?.kind !== 'call' || !isRepeatable(decorator)) return undefined;
  return written(program, module, -1, 'decorator', nameOfCalled(decorator), { start: decorator.start - 1, end: decorator.end }, decorator);
}

function inCall(program: ProgramView, { site, guards }: Declaration, offset: number): Written | undefined {
  const { module, expr, fn } = site;
  const argument = expr.args.slice(guards).flatMap((arg) => (arg.kind === 'array' ? [arg, ...arg.elements] : [arg])).findLast((arg) => arg.start === offset);
  if (argument) return isRepeatable(argument) ? written(program, module, fn, 'argument', nameOfCalled(argument), argument, argument) : undefined;
  const options = expr.args[guards];
  if (options?.kind !== 'object') return undefined;
  const property = options.properties.find((one) => one.variant === 'value' && one.value.start <= offset && offset < one.value.end);
  const values = property?.value.kind === 'array' ? property.value.elements : property ? [property.value] : [];
  if (!property || property.start === property.value.start || !values.some((one) => one.start === offset) || !values.every(isRepeatable)) return undefined;
  return written(program, module, fn, 'option', property.key, property, property.value);
}

function written(program: ProgramView, module: ModuleFacts, fn: number, form: Written['form'], name: string, span: { start: number; end: number }, expr: Expr): Written {
  const configured = form === 'option' ? false : expr.kind === 'call' && (form !== 'decorator' || expr.args.some((one) => one.kind !== 'ref')) && expr.args.length > 0;
  return { module, fn, form, code: program.text(module).slice(span.start, span.end), name, refs: refsOf(expr), start: span.start, configured };
}

/** The edit that puts a guard into a declaration; undefined where it has one of the kind, or is written in another way. */
export function putGuard(program: ProgramView, { module, start, end }: RouteDetail, { form, code, name }: Pick<Written, 'form' | 'code' | 'name'>): TextEdit | undefined {
  const text = program.text(module);
  if (form === 'decorator') {
    const member = memberAt(module, end);
    if (!member || text[start] !== '@' || member.decorators?.some((one) => nameOfCalled(one) === name)) return undefined;
    const indent = indentAt(module, text, start);
    const ownLine = text.slice(0, start).endsWith(`\n${indent}`);
    return { start, end: start, text: ownLine ? `${code}${lineEndOf(text)}${indent}` : `${code} ` };
  }
  const declaration = declarationAt(program, module, start, end);
  if (!declaration) return undefined;
  const { site: { expr }, guards } = declaration;
  const next = expr.args[guards];
  // A path without a handler declares nothing.
  if (!next) return undefined;
  if (form === 'option') {
    if (next.kind !== 'object') return guards === expr.args.length - 1 ? before(module, text, expr.args, guards, `{ ${code} }`) : undefined;
    return next.properties.some((one) => one.key === name) ? undefined : intoObject(text, next, [code]);
  }
  // It has one of its own, with other arguments; or takes its guards in another way.
  if (next.kind === 'object' || expr.args.some((arg) => nameOfCalled(arg) === name)) return undefined;
  return before(module, text, expr.args, guards, code);
}

/** The edit that puts a guard in front of what a call mounts. */
export function putAtMount(program: ProgramView, { module, expr: { args } }: CallSite, code: string): TextEdit | undefined {
  const at = args[0] && isPath(args[0]) ? 1 : 0;
  return args[at] ? before(module, program.text(module), args, at, code) : undefined;
}

/** Puts an argument in front of another one, on a line of its own when that has one. */
function before(module: ModuleFacts, text: string, args: Expr[], index: number, code: string): TextEdit {
  const { start } = args[index]!;
  const indent = indentAt(module, text, start);
  if (index > 0 && text.slice(args[index - 1]!.end, start).includes('\n') && text.slice(0, start).endsWith(`\n${indent}`)) return { start, end: start, text: `${code},${lineEndOf(text)}${indent}` };
  const previous = args[index - 1];
  return previous ? { start: previous.end, end: previous.end, text: `, ${code}` } : { start, end: start, text: `${code}, ` };
}

/** A call that declares a route; its guards and its handler start at this argument. */
interface Declaration { site: CallSite; guards: number }

/** `app.get('/users', ...)`, whose head ends with the path, or `router.route('/users').get(...)`. */
function declarationAt(program: ProgramView, module: ModuleFacts, start: number, end: number): Declaration | undefined {
  const site = callPlaces(program, module).firstEnds.get(end)?.find(({ expr }) => expr.start <= start);
  if (!site) return undefined;
  if (isPath(site.expr.args[0]!)) return site.expr.args.length > 1 ? { site, guards: 1 } : undefined;
  return isOnPath(site.expr.callee) ? { site, guards: 0 } : undefined;
}

function isOnPath(callee: Expr): boolean {
  for (let at = callee.kind === 'member' ? callee.object : undefined; at?.kind === 'call' && at.callee.kind === 'member'; at = at.callee.object) {
    if (at.callee.property === 'route') return at.args.length === 1 && isPath(at.args[0]!);
  }
  return false;
}

/** The method of a class whose route decorator ends here. */
function memberAt(module: ModuleFacts, end: number): MemberFacts | undefined {
  return module.classes.flatMap((cls) => cls.members).find((member) => member.decorators?.some((one) => one.end === end));
}

function isPath(expr: Expr): boolean {
  return (expr.kind === 'literal' && typeof expr.value === 'string') || expr.kind === 'template' || expr.kind === 'regexp' || (expr.kind === 'array' && expr.elements.every(isPath)) || expr.kind === 'binary';
}

const LONGEST = 80;

/** `auth`, `auth.required`, `auth('jwt')`: can be written again. */
function isRepeatable(expr: Expr): boolean {
  if (expr.kind === 'ref') return true;
  if (expr.kind === 'member') return expr.computed === undefined && (isRepeatable(expr.object) || expr.object.kind === 'this');
  return expr.kind === 'call' && isRepeatable(expr.callee) && expr.end - expr.start < LONGEST && expr.args.every(isPlain);
}

function isPlain(expr: Expr): boolean {
  if (expr.kind === 'object') return expr.properties.every((one) => one.variant === 'value' && one.computed === undefined && isPlain(one.value));
  if (expr.kind === 'array') return expr.elements.every(isPlain);
  return expr.kind === 'literal' || isRepeatable(expr);
}

function refsOf(expr: Expr): RefExpr[] {
  switch (expr.kind) {
    case 'ref': return [expr];
    case 'member': return refsOf(expr.object);
    case 'call': return [expr.callee, ...expr.args].flatMap(refsOf);
    case 'array': return expr.elements.flatMap(refsOf);
    case 'object': return expr.properties.flatMap((one) => refsOf(one.value));
    default: return [];
  }
}
