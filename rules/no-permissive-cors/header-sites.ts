import type { Expr, ModuleFacts, ProgramView, Span, Stmt } from '../../src/model/index.ts';
import { entryOf, perModules, walkModule } from '../../src/link/index.ts';

/** One place where code gives one of the two headers a value. */
export interface HeaderSite extends Span {
  header: 'origin' | 'credentials';
  value: Expr;
  fn: number;
  /** The literal that lists it with other headers. */
  list?: Expr;
}

const NAMES: Record<string, HeaderSite['header']> = {
  'access-control-allow-origin': 'origin', 'access-control-allow-credentials': 'credentials',
};

/** Files in which credentials are allowed by hand, with the places that set the two headers. */
export function headerSites(program: ProgramView, wanted: (module: ModuleFacts) => boolean): { module: ModuleFacts; sites: HeaderSite[]; ifs: IfAt[] }[] {
  return allSites(program).filter(({ module }) => wanted(module));
}

const allSites = perModules((program, module) => {
  if (!/access-control-allow-credentials/i.test(program.text(module))) return [];
  const { sites, ifs } = sitesIn(program, module);
  return sites.some(({ header }) => header === 'credentials') ? [{ module, sites, ifs }] : [];
});

/** An `if` with the function it stands in. */
export interface IfAt { stmt: Extract<Stmt, { kind: 'if' }>; fn: number }

function sitesIn(program: ProgramView, module: ModuleFacts): { sites: HeaderSite[]; ifs: IfAt[] } {
  const sites: HeaderSite[] = [];
  const ifs: IfAt[] = [];
  const headerOf = (expr: Expr | undefined, fn: number): HeaderSite['header'] | undefined => {
    if (!expr || (expr.kind !== 'literal' && expr.kind !== 'ref' && expr.kind !== 'member')) return undefined;
    if (expr.kind !== 'literal' && !/allow|cors|origin|credential/i.test(expr.kind === 'ref' ? expr.name : expr.property)) return undefined;
    const value = expr.kind === 'literal' ? expr.value : literalOf(program, module, expr, fn);
    return typeof value === 'string' ? entryOf(NAMES, value.toLowerCase()) : undefined;
  };
  walkModule(module, {
    stmt(stmt, fn) { if (stmt.kind === 'if') ifs.push({ stmt, fn }); },
    expr(expr, fn) {
      if (expr.kind === 'call') {
        if (isOfRequest(expr.callee)) return;
        for (const [at, arg] of expr.args.entries()) {
          const value = expr.args[at + 1];
          const header = value && headerOf(arg, fn);
          if (header) sites.push({ header, value, fn, start: arg.start, end: value.end });
        }
      } else if (expr.kind === 'object') {
        for (const { key, value, start, end } of expr.properties) {
          const header = entryOf(NAMES, key.toLowerCase());
          if (header) sites.push({ header, value, fn, start, end, list: expr });
        }
      } else if (expr.kind === 'array') {
        for (const element of expr.elements) {
          const pair = keyAndValue(element);
          const header = pair && headerOf(pair.key, fn);
          if (header) sites.push({ header, value: pair.value, fn, start: element.start, end: element.end, list: expr });
        }
      } else if (expr.kind === 'assign' && expr.operator === '=' && expr.target.kind === 'member') {
        const header = entryOf(NAMES, expr.target.property.toLowerCase());
        if (header) sites.push({ header, value: expr.value, fn, start: expr.start, end: expr.end });
      }
    },
  });
  return { sites, ifs };
}

/** `options.headers.set(...)`: what is sent with a request says nothing to browsers. */
function isOfRequest(callee: Expr): boolean {
  if (callee.kind !== 'member' || callee.object.kind !== 'member' || !/headers/i.test(callee.object.property)) return false;
  const { object } = callee.object;
  return /^(options|opts|config|init|axios|request|req|defaults|common)$/i.test(object.kind === 'ref' ? object.name : object.kind === 'member' ? object.property : '');
}

function literalOf(program: ProgramView, module: ModuleFacts, expr: Expr, fn: number): unknown {
  const value = program.denote(module, expr, fn);
  return value.kind === 'literal' ? value.value : undefined;
}

/** `{ key: 'Name', value: '...' }` as Next.js has it, `['Name', '...']` as the Fetch standard has it. */
function keyAndValue(element: Expr): { key: Expr; value: Expr } | undefined {
  if (element.kind === 'array' && element.elements.length === 2) return { key: element.elements[0]!, value: element.elements[1]! };
  if (element.kind !== 'object') return undefined;
  const of = (name: string): Expr | undefined => element.properties.find((one) => one.key === name)?.value;
  const key = of('key');
  const value = of('value');
  return key && value && { key, value };
}
