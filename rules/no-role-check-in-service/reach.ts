import type { CallSite, FunctionFacts, ModuleFacts, ProgramView, Route, RuleContext } from '../../src/model/index.ts';

const SERVICE_FOLDER = /(^|\/)(services?|models?|repositor(y|ies)|use-?cases?|domain|business|managers?|daos?|core|logic|providers?|stores?|data-?access|db|database|entities)\//i;
const SERVICE_FILE = /[.\-_]?(service|repository|model|manager|usecase|use-case|dao|store|logic|entity)s?\.[cm]?[jt]sx?$/i;
const SERVICE_CLASS = /(Service|Repository|Manager|UseCase|Model|Dao|Store)(Impl)?$/;
const ROUTE_LAYER = /(^|\/)(controllers?|routes?|routers?|middlewares?|guards?|policies|handlers?|api|endpoints?|resolvers?)\//i;

/** Whether a function belongs to the layer below the routes: by its folder, file or class. */
export function isServiceFunction(module: ModuleFacts, fn: FunctionFacts): boolean {
  const cls = fn.cls === undefined ? undefined : module.classes[fn.cls];
  if (cls && SERVICE_CLASS.test(cls.name)) return true;
  if (ROUTE_LAYER.test(module.path) && !SERVICE_FILE.test(module.path)) return false;
  return SERVICE_FOLDER.test(module.path) || SERVICE_FILE.test(module.path);
}

/** A function that is handed the request is part of the route, wherever it stands. */
export function takesRequest(module: ModuleFacts, fn: FunctionFacts): boolean {
  return fn.params.some((param) => /^(req|request|res|response|ctx|next|reply)$/i.test(module.bindings[param.binding]?.name ?? '') || /^(express\.)?(Request|Response|NextFunction)$/.test(param.type?.name ?? ''));
}

const MAX_FUNCTIONS = 400;

/** Routes whose handlers lead to the function through calls within the project. */
export function routesReaching(context: RuleContext<unknown>, handlers: Map<FunctionFacts, Route[]>, module: ModuleFacts, fn: FunctionFacts): Route[] {
  const seen = new Set<FunctionFacts>([fn]);
  const queue: { module: ModuleFacts; fn: FunctionFacts }[] = [{ module, fn }];
  const routes = new Set<Route>();
  for (let at = queue.shift(); at && seen.size < MAX_FUNCTIONS; at = queue.shift()) {
    for (const route of handlers.get(at.fn) ?? []) routes.add(route);
    for (const caller of callersOf(context.program, at)) {
      for (const around of enclosing(caller)) {
        if (seen.has(around)) continue;
        seen.add(around);
        queue.push({ module: caller.module, fn: around });
      }
    }
  }
  return [...routes];
}

function callersOf(program: ProgramView, at: { module: ModuleFacts; fn: FunctionFacts }): CallSite[] {
  return program.callers(at.module, at.fn);
}

/** The function a call stands in and those around it, which run it by making it. */
function enclosing(site: CallSite): FunctionFacts[] {
  const found: FunctionFacts[] = [];
  for (let i = site.fn; i >= 0; i = site.module.functions[i]!.owner) found.push(site.module.functions[i]!);
  return found;
}
