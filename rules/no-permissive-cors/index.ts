import * as z from 'zod';
import type { ProgramView, Report, Rule, RuleContext, Value } from '../../src/model/index.ts';
import { truth } from '../../src/link/index.ts';
import { circumstancesOf, inProduction } from '../circumstance.ts';
import { isTestOrExample, isVendored, sideOf } from '../file-role.ts';
import { optionOf } from '../option.ts';
import { exprAt } from '../surroundings.ts';
import { headersIn } from './headers.ts';
import { optionObjects, setupsIn, type Setup } from './libraries.ts';
import { permissionOf } from './origins.ts';
import type { Permission, Place } from './verdict.ts';

const options = z.object({
  wildcard: z.boolean().default(true).describe('Report credentials together with `*`, which browsers refuse (Fetch standard).'),
});
type Options = z.infer<typeof options>;

/** Disallows answers to other sites with the user's credentials (Fetch standard, CORS protocol and credentials; CWE-942, CWE-346; ASVS 5.0 requirement 3.4.2). */
export default {
  meta: {
    name: 'no-permissive-cors',
    description: 'Disallow CORS headers that let any site read answers with the credentials of its visitor',
    rationale:
      'With `Access-Control-Allow-Credentials`, a script of an allowed origin calls the API with the cookies of whoever visits its page, and reads the answer. If every origin is allowed, or one that anyone can register, each page on the web can do so.',
    severity: 'warning',
    precision: 'high',
    securitySeverity: '7.1',
    cwe: ['CWE-942', 'CWE-346'],
    owasp: ['API8:2023'],
    preset: 'recommended',
  },
  options,
  messages: {
    any: 'Every origin is allowed here, with credentials: {{by}} sends back whatever origin asks. Any page can then call this API with the cookies of its visitor, and read the answers. List the origins that may.',
    wildcard: '`*` stands together with credentials here: browsers refuse such answers (Fetch standard), and some versions of CORS libraries send the asking origin in its place, which lets every page in. List the origins that may, or leave credentials out.',
    null: 'The origin `null` is allowed here, with credentials. It is the origin of every sandboxed frame, so any page can have it, and read answers with the cookies of its visitor. Take it out of the list.',
    pattern: 'More origins are allowed here than meant, with credentials: `{{example}}` gets in, too. Whoever has that name can call this API with the cookies of its visitors, and read the answers. Compare the whole origin, or anchor the pattern, escape its dots and ask for the dot before the host.',
  },
  check(context) {
    const { program } = context;
    for (const setup of setupsIn(program)) if (isOurs(setup.site.module.path)) ofSetup(context, setup);
    for (const { permission, at, by } of headersIn(program, (module) => isOurs(module.path) && sideOf(module) !== 'browser')) tell(context, permission, at, by);
  },
} satisfies Rule<typeof options>;

function isOurs(path: string): boolean {
  return !isTestOrExample(path) && !isVendored(path);
}

function ofSetup(context: RuleContext<Options>, setup: Setup): void {
  const { program } = context;
  const { site, by, library } = setup;
  const objects = optionObjects(program, setup);
  const all = objects.map((one) => ofOptions(program, one, setup));
  const [first] = all;
  // Several answers of one function depend on the request.
  if (!first || all.some((one) => one === undefined)) return;
  const { permission, place } = first;
  const callee = { module: site.module, start: site.expr.start, end: site.expr.callee.end };
  const sent: Permission = permission.kind === 'wildcard' && library.reflectsWildcard ? { kind: 'any' } : permission;
  const elsewhere = [callee, ...(place ? [place] : [])].some((at) => circumstancesOf(at.module, at).some((one) => inProduction(at.module, one) === false));
  if (!elsewhere) tell(context, sent, place ?? callee, `\`${by}\``);
}

function ofOptions(program: ProgramView, value: Value, { library }: Setup): { permission: Permission; place: Place | undefined } | undefined {
  const names = library.names ?? { origin: 'origin', credentials: 'credentials' };
  if (value.kind === 'literal' && value.value === true) return library.credentials ? { permission: { kind: library.origin }, place: undefined } : undefined;
  const credentials = optionOf(program, value, names.credentials);
  if (credentials.state === 'unknown') return undefined;
  if (credentials.state === 'absent' ? !library.credentials : truth(credentials.value) !== true) return undefined;
  const origin = optionOf(program, value, names.origin);
  if (origin.state === 'unknown') return undefined;
  const permission: Permission | undefined = origin.state === 'absent' ? { kind: library.origin } : permissionOf(program, origin.value, library);
  return permission && { permission, place: propertyAt(value, names.origin) ?? propertyAt(value, names.credentials) };
}

/** Where a property of an object literal stands. */
function propertyAt(value: Value, name: string): Place | undefined {
  if (value.kind !== 'object' || !value.site) return undefined;
  const { module } = value.site;
  const found = exprAt(module, value.site);
  const property = found?.node.kind === 'object' ? found.node.properties.find((one) => one.key === name) : undefined;
  if (!property) return undefined;
  return { module, start: property.start, end: property.value.kind === 'function' ? Math.max(property.value.start, property.start + name.length) : property.end };
}

function tell(context: RuleContext<Options>, permission: Permission, place: Place, by: string): void {
  if (permission.kind === 'wildcard' && !context.options.wildcard) return;
  const at = ('at' in permission ? permission.at : undefined) ?? place;
  if (!isOurs(at.module.path)) return;
  const example = permission.kind === 'pattern' ? permission.example : '';
  const report: Report = { module: at.module, start: at.start, end: at.end, messageId: permission.kind, data: { by, example }, identity: example, confidence: permission.kind === 'wildcard' ? 'medium' : 'high' };
  if (at !== place) report.related = [{ module: place.module, start: place.start, end: place.end, message: 'credentials are allowed here' }];
  context.report(report);
}
