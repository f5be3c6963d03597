import type { CallExpr, Expr, FunctionValue, ModuleFacts, Site, Stmt } from '../model/index.ts';
import { contentOf, functionsOf, walkExpr, type Program } from '../link/index.ts';
import { askedBy, askedByOpposite, askedOf, isMethod, isPath, type Asked } from './url-tests.ts';

/** A branch of a listener that is for one path. */
export interface Branch { method: string; path: string; site: Site }

interface Around { paths: string[]; methods: string[] }

const within = (around: Around, asked: Asked): Around => ({
  paths: asked.paths.length > 0 ? asked.paths : around.paths,
  methods: asked.methods.length > 0 ? asked.methods : around.methods,
});

/** The branches that a listener, and functions of the project to which it hands the request, make by path and method. */
export function branchesOf(program: Program, fn: FunctionValue): Branch[] {
  return inFunction(fn, { paths: [], methods: [] }, []);

  function inFunction({ module, fn: facts }: Pick<FunctionValue, 'module' | 'fn'>, around: Around, stack: unknown[]): Branch[] {
    if (stack.includes(facts) || stack.length > 3) return [];
    contentOf(facts);
    return inBody(module, facts.body, facts.id, around, [...stack, facts]);
  }

  function inBody(module: ModuleFacts, body: Stmt[], fnId: number, given: Around, stack: unknown[]): Branch[] {
    const found: Branch[] = [];
    let around = given;
    for (const stmt of body) {
      const inside = (stmts: Stmt[] | undefined, of: Around = around): Branch[] => (stmts ? inBody(module, stmts, fnId, of, stack) : []);
      const under = (asked: Asked, stmts: Stmt[], test: Expr): void => { found.push(...branch(asked, around, inside(stmts, within(around, asked)), { module, start: test.start, end: test.end })); };
      switch (stmt.kind) {
        case 'if':
          under(askedBy(module, stmt.test), stmt.then, stmt.test);
          found.push(...inside(stmt.else));
          if (leaves(stmt.then)) around = within(around, askedByOpposite(module, stmt.test));
          break;
        case 'switch': {
          if (!isPath(module, stmt.discriminant) && !isMethod(module, stmt.discriminant) && stmt.discriminant.kind !== 'template') { stmt.cases.forEach((one) => found.push(...inside(one.body))); break; }
          let waiting: Asked = { paths: [], methods: [] };
          for (const { test, body: stmts } of stmt.cases) {
            const asked = test?.kind === 'literal' && typeof test.value === 'string' ? askedOf(test.value) : undefined;
            if (asked) waiting = { paths: [...waiting.paths, ...asked.paths], methods: [...new Set([...waiting.methods, ...asked.methods])] };
            if (stmts.length === 0) continue;
            if (test) under(waiting, stmts, test); else found.push(...inside(stmts));
            waiting = { paths: [], methods: [] };
          }
          break;
        }
        case 'try': found.push(...inside(stmt.block)); break;
        case 'block': found.push(...inside(stmt.body)); break;
        case 'expr': found.push(...handedOn(module, stmt.expr, fnId, around, stack)); break;
        case 'return': if (stmt.value) found.push(...handedOn(module, stmt.value, fnId, around, stack)); break;
        default: break;
      }
    }
    return found;
  }

  /** `return handleApi(req, res)`: the branches of a function of the project. */
  function handedOn(module: ModuleFacts, expr: Expr, fnId: number, around: Around, stack: unknown[]): Branch[] {
    const calls: CallExpr[] = [];
    walkExpr(module, expr, fnId, { expr(one) { if (one.kind === 'call') calls.push(one); return one.kind !== 'function'; } });
    return calls.filter((call) => call.args.some((arg) => arg.kind === 'ref' && /^(req|request)$/i.test(arg.name)))
      .flatMap((call) => functionsOf(program.denote(module, call.callee, fnId)).flatMap((target) => inFunction(target, around, stack)));
  }
}

/** A branch is one route for each path and method, unless branches inside it tell them apart. */
function branch(asked: Asked, around: Around, inner: Branch[], site: Site): Branch[] {
  if (asked.paths.length === 0 && asked.methods.length === 0) return inner;
  const { paths, methods } = within(around, asked);
  if (paths.length === 0 || inner.length > 0) return inner;
  return paths.flatMap((path) => (methods.length > 0 ? methods : ['ALL']).map((method) => ({ method, path, site })));
}

function leaves(body: Stmt[]): boolean {
  const last = body.at(-1);
  return last?.kind === 'return' || last?.kind === 'throw';
}
