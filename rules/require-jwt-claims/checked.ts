import { contentOf, walkModule } from '../../src/link/index.ts';
import type { CallSite, Expr, ModuleFacts, ProgramView } from '../../src/model/index.ts';
import { callersOf } from '../function-names.ts';

export type Claim = 'issuer' | 'audience';

/** Claims that say who may take the token. Some issuers put it elsewhere than `aud`: Clerk and Google `azp`, Amazon Cognito `client_id`, Okta `cid`. */
const MEMBERS: Record<Claim, RegExp> = {
  audience: /^(aud|audiences?|azp|client_?id|cid|app_?id|resource_access|authorizedPart(y|ies))$/i,
  issuer: /^(iss|issuers?|tid|tenant_?id|hd)$/i,
};
/** What the libraries call them as options of the verification. */
export const OPTIONS: Record<Claim, string[]> = { audience: ['audience', 'allowedAud', 'aud'], issuer: ['issuer', 'allowedIss', 'iss'] };

const read = new WeakMap<object, Set<string>>();

/** Whether the code reads the claim by itself: in the file that verifies, or in one that calls it. */
export function readsClaim(program: ProgramView, site: CallSite, claim: Claim): boolean {
  const inside = site.module.functions[site.fn];
  const files = new Set([site.module, ...(inside ? callersOf(program, site.module, inside).map((one) => one.module) : [])]);
  return [...files].some((module) => [...membersOf(module)].some((name) => MEMBERS[claim].test(name)));
}

/** Members that are read of what is not the environment, and keys of schemas and of expectations. */
function membersOf(module: ModuleFacts): Set<string> {
  let names = read.get(contentOf(module));
  if (names) return names;
  names = new Set<string>();
  const found = names;
  walkModule(module, {
    expr(expr) {
      if (expr.kind === 'member' && !isConfiguration(expr.object)) found.add(expr.property);
      else if (expr.kind === 'call') for (const arg of expr.args) if (arg.kind === 'object' && /^(object|interface|shape)$/.test(expr.callee.kind === 'member' ? expr.callee.property : '')) arg.properties.forEach((one) => found.add(one.key));
    },
  });
  read.set(contentOf(module), names);
  return names;
}

function isConfiguration(expr: Expr): boolean {
  const name = expr.kind === 'ref' ? expr.name : expr.kind === 'member' ? expr.property : '';
  return /^(process|env|config|conf|cfg|settings?|options|opts|auth0|google|credentials|constants)$|config|options|settings|params|env$/i.test(name);
}
