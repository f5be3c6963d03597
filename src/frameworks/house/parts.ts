import type { Value } from '../../model/index.ts';
import { alternatives, textOf, unknown, type Program } from '../../link/index.ts';
import { innermost, join, type Element } from '../../guards/index.ts';
import { nameOfExpr, nameOfValue } from '../elements.ts';
import { stemOf } from '../file-routes.ts';
import { pathsOf } from '../paths.ts';
import type { Arguments, Declaration } from './declaration.ts';
import { THIS } from './dialects.ts';
import { first, lookup, type Found } from './lookup.ts';
import { placeOf } from './place.ts';

/** Paths of a declaration without the prefix; `undefined` where it stands in a function that others declare routes through. */
export function pathsIn(declaration: Declaration, program: Program): string[] | undefined {
  const { framework, controller } = declaration;
  const place = framework.path ?? (framework.export === undefined ? '0' : 'file');
  if (place.startsWith('/')) return [place];
  const base = controller && framework.controller?.path ? pathsOfFound(inController(declaration, controller, framework.controller.path, program)) ?? ['/'] : ['/'];
  if (placeOf(place).base.kind === 'file') return base.map((one) => join(one, pathOfFile(declaration)));
  const found = first(declaration, [place], program.machine);
  if (found && isGiven(found.value)) return undefined;
  const own = found ? pathsOfFound(found) ?? ['/:unknown'] : ['/'];
  return base.flatMap((prefix) => own.map((one) => join(prefix, one)));
}

function inController(declaration: Declaration, controller: Arguments, place: string, program: Program): Found | undefined {
  return first({ ...declaration, args: controller }, [place], program.machine);
}

function pathsOfFound(found: Found | undefined): string[] | undefined {
  return found && found.open === undefined ? pathsOf(found.value)?.map((one) => one.text) : undefined;
}

/** Someone else says what it is: the function it stands in declares no route by itself. */
function isGiven(value: Value): boolean {
  return alternatives(value).some((one) => one.kind === 'param');
}

/** `users/[id].ts` below the root is `/users/:id`. */
function pathOfFile({ file: whole, framework }: Declaration): string {
  const root = framework.root?.replace(/^\.?\/|\/$/g, '') ?? '';
  const file = root !== '' && whole.startsWith(`${root}/`) ? whole.slice(root.length + 1) : whole;
  return `/${stemOf(file).replace(/(^|\/)index$/, '')}`.replace(/\[\.{3}\w+\]/g, '*').replace(/\[(\w+)\]/g, ':$1');
}

/** The same declaration once for each member that `*` can stand for. */
export function keysIn(declaration: Declaration, program: Program): Declaration[] {
  const starred = declaration.framework.handler.find((text) => text.split('.').includes('*'));
  if (starred === undefined) return [declaration];
  const table = lookup(declaration, starred.slice(0, starred.indexOf('.*')), program.machine)[0];
  const keys = table && table.open === undefined ? alternatives(table.value).flatMap((one) => (one.kind === 'object' ? [...one.props].filter(([name, value]) => !name.startsWith('\0') && !(value.kind === 'literal')).map(([name]) => name) : [])) : [];
  return keys.length === 0 ? [declaration] : [...new Set(keys)].map((key) => ({ ...declaration, key }));
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'ALL', 'RPC', 'QUERY', 'MUTATION', 'SUBSCRIPTION', 'ACTION', 'EVENT']);

/** Its methods; `ALL` where they are not known, and none for a key that is no method. */
export function methodsOf(declaration: Declaration, program: Program): string[] {
  const { method = 'name', methods } = declaration.framework;
  if (/^[A-Z]+$/.test(method)) return [method];
  const found = first(declaration, [method], program.machine);
  if (!found || found.open !== undefined) return ['ALL'];
  const texts = alternatives(found.value).flatMap((one) => (one.kind === 'array' ? one.elements : [one])).map(textOf);
  const known = texts.flatMap((text) => (text === undefined ? [] : [methods[text] ?? text.toUpperCase()])).map((text) => (text === 'ANY' || text === '*' ? 'ALL' : text)).filter((text) => METHODS.has(text));
  if (known.length > 0) return [...new Set(known)];
  return placeOf(method).base.kind === 'key' && declaration.key !== undefined ? [] : ['ALL'];
}

export function handlerOf(declaration: Declaration, program: Program, method: string): Element | undefined {
  const { framework } = declaration;
  if (declaration.handler && framework.handler.length === 0) return declaration.handler;
  const places = framework.handler.length > 0 ? framework.handler : [framework.export === undefined ? '-1' : 'default'];
  const all = places.flatMap((place) => lookup(declaration, place, program.machine, method));
  const found = all.find((one) => one.open === undefined && alternatives(one.value).some((value) => innermost([value]).length > 0)) ?? all.find((one) => one.open === undefined && one.value.kind !== 'literal' && one.value.kind !== 'object' && one.value.kind !== 'class');
  if (!found) return undefined;
  return { value: found.value, site: found.site, name: (found.expr && nameOfExpr(found.expr)) || nameOfValue(found.value) || (declaration.key ?? '') };
}

/** Functions in front of the handler, lists opened. */
export function guardsOf(declaration: Declaration, program: Program, method: string): Element[] {
  const { framework, controller } = declaration;
  const ofClass = controller && framework.controller ? framework.controller.guards.flatMap((place) => lookup({ ...declaration, args: controller }, place, program.machine, method)) : [];
  const own = framework.guards.flatMap((place) => lookup(declaration, place, program.machine, method));
  return [...ofClass, ...own].flatMap((found) => elementsOf(found));
}

function elementsOf({ value, site, expr, open, name }: Found): Element[] {
  if (open !== undefined) return [{ value: unknown(open, site), site, name }];
  if (value.kind !== 'array') return [{ value, site, name: (expr && nameOfExpr(expr)) || nameOfValue(value) || name }];
  const inner = expr?.kind === 'array' && expr.elements.length === value.elements.length && expr.elements.every((one) => one.kind !== 'spread') ? expr.elements : undefined;
  return value.elements.flatMap((one, i) => elementsOf({ value: one, name, site: inner ? { module: site.module, start: inner[i]!.start, end: inner[i]!.end } : site, expr: inner?.[i] }));
}

/** A function of a table is called with the request as its \`this\`. */
export function withThis(value: Value): Value {
  if (value.kind === 'union') return { ...value, values: value.values.map(withThis) };
  return value.kind === 'function' && !value.fn.arrow && !value.home ? { ...value, self: THIS } : value;
}
