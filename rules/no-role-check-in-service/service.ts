import { contentOf } from '../../src/link/index.ts';
import type { FunctionFacts, ModuleFacts } from '../../src/model/index.ts';

const SERVICE_FOLDER = /(^|\/)(services?|models?|repositor(y|ies)|use-?cases?|interactors?|domains?|business|managers?|daos?|data|core|logic|providers?|stores?|data-?access|db|database|entities|queries|commands)\//i;
const SERVICE_FILE = /(^|[./_-])(service|repository|repo|model|manager|use-?case|interactor|dao|store|logic|entity)s?\.[cm]?[jt]sx?$|(Service|Repository|Manager|UseCase|Model|Dao|Store)s?\.[cm]?[jt]sx?$/;
const SERVICE_CLASS = /(Service|Repository|Manager|UseCase|Interactor|Model|Dao|Store)(Impl)?$/;
const ROUTE_FOLDER = /(^|\/)(controllers?|routes?|routers?|middlewares?|guards?|policies|handlers?|endpoints?|resolvers?)\//i;
const ROUTE_FILE = /(^|[./_-])(controller|route|router|middleware|guard|policy|handler|resolver|permissions?|acl|rbac)s?\.[cm]?[jt]sx?$|(Controller|Routes?|Router|Middleware|Guard|Policy|Handler|Permissions?)\.[cm]?[jt]sx?$/;

/**
 * Whether a function belongs to the layer below the routes: by its class, file or folder, or because nothing in its file
 * has to do with requests. `handlers`: functions that handle routes.
 */
export function isServiceFunction(module: ModuleFacts, fn: FunctionFacts, handlers: ReadonlyMap<FunctionFacts, unknown>): boolean {
  if (handlers.has(fn) || takesRequest(module, fn)) return false;
  const cls = fn.cls === undefined ? undefined : module.classes[fn.cls];
  if (cls && SERVICE_CLASS.test(cls.name)) return true;
  if (cls && ROUTE_FILE.test(`${cls.name}.ts`)) return false;
  if (SERVICE_FILE.test(module.path)) return true;
  if (ROUTE_FILE.test(module.path) || ROUTE_FOLDER.test(module.path)) return false;
  return SERVICE_FOLDER.test(module.path) || !handlesRequests(module, handlers);
}

const known = new WeakMap<object, WeakMap<object, boolean>>();

/** Something in the file has to do with requests. */
function handlesRequests(module: ModuleFacts, handlers: ReadonlyMap<FunctionFacts, unknown>): boolean {
  let byModule = known.get(handlers);
  if (!byModule) known.set(handlers, (byModule = new WeakMap()));
  const content = contentOf(module);
  let handles = byModule.get(content);
  if (handles === undefined) byModule.set(content, (handles = module.functions.some((one) => handlers.has(one) || takesRequest(module, one))));
  return handles;
}

/** A function that is handed the request is part of the route, wherever it stands, and so is what is written inside it. */
function takesRequest(module: ModuleFacts, fn: FunctionFacts): boolean {
  const own = fn.params.some((param) => /^_?(req|request|res|response|ctx|next|reply)$/i.test(module.bindings[param.binding]?.name ?? '') || /^(\w+\.)?(Request|Response|NextFunction)$/.test(param.type?.name ?? ''));
  const around = module.functions[fn.owner];
  return own || (around !== undefined && takesRequest(module, around));
}
