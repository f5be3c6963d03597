import * as z from 'zod';
import type { FunctionFacts, ModuleFacts, Report, Rule, RuleContext } from '../../src/model/index.ts';
import { isTestOrExample, isVendored } from '../file-role.ts';
import { nameOfFunction } from '../function-names.ts';
import { reachedFrom } from '../reached.ts';
import { clearsCookie, endsSession, outermost, renewsSession } from './ends.ts';
import { sessionKindAt } from './libraries.ts';
import { memorySessions } from './memory.ts';
import { readsIdentity, sessionWrites, type SessionWrite } from './writes.ts';

const options = z.object({
  memoryStore: z.boolean().default(true).describe('Report sessions that are kept in the memory of the process.'),
  clearCookie: z.boolean().default(false).describe('Also report a logout that destroys the session and leaves its cookie in the browser.'),
});
type Options = z.infer<typeof options>;

/** Requires a new session at login and none after logout (CWE-384, CWE-613; OWASP API2:2023; ASVS 5.0 requirements 7.2.4 and 7.4.1). */
export default {
  meta: {
    name: 'require-session-regeneration',
    description: 'Require a login to start a new session, and a logout to end it',
    rationale:
      'Whoever can plant a session id in a browser before the login is in the same session after it, if the id stays the same. A logout that only forgets the name of the user leaves the id and all else in the session alive.',
    severity: 'warning',
    precision: 'high',
    securitySeverity: '7.1',
    cwe: ['CWE-384', 'CWE-613'],
    owasp: ['API2:2023'],
    preset: 'recommended',
  },
  options,
  messages: {
    login:
      'The login writes {{key}} to the session that was there before. Whoever gave this browser its session id is logged in with it, too (session fixation). Call `{{session}}.regenerate(...)` first, and write to the new session.',
    logout:
      'The logout takes {{key}} out of the session and keeps the session. Its id stays valid, with everything else that is in it. Call `{{session}}.destroy(...)` and clear the cookie.',
    cookie: 'The logout destroys the session and leaves its cookie in the browser, which goes on sending it. Clear the cookie, too.',
    memoryStore:
      'Sessions are kept in the memory of the process: `{{library}}` has no other store here. They are lost at every restart, are not shared between processes, and nothing bounds their number. Give it a `store`, such as Redis or a database.',
  },
  check(context) {
    const { program } = context;
    const wanted = new Set(context.files.filter((module) => !isTestOrExample(module.path) && !isVendored(module.path)));
    let routes: Routes | undefined;
    for (const module of wanted) {
      if (!/session/.test(program.text(module))) continue;
      const writes = sessionWrites(module);
      const reported = new Set<FunctionFacts>();
      for (const write of writes) {
        if (write.fn < 0) continue;
        const kind = sessionKindAt(program, module);
        if (kind === 'sealed') continue;
        const fn = outermost(module, module.functions[write.fn]!);
        if (reported.has(fn)) continue;
        routes ??= routesOf(context);
        const report = judge(context, module, fn, write, kind === 'stored', routes);
        if (!report) continue;
        reported.add(fn);
        context.report(report);
      }
      if (context.options.clearCookie) cookiesLeft(context, module);
    }
    if (!context.options.memoryStore) return;
    for (const { site, at, library } of memorySessions(program)) {
      if (wanted.has(site.module)) context.report({ module: site.module, start: at.start, end: at.end, messageId: 'memoryStore', data: { library }, severity: 'note', confidence: 'medium', identity: library });
    }
  },
} satisfies Rule<typeof options>;

/** A login that checks what it is sent may pass for a route that is guarded in its handler. */
const LOGIN_PATH = /\/(log-?in|sign-?in|sign-?up|register)\/?$/i;

interface Routes { login: Set<FunctionFacts>; logout: Set<FunctionFacts>; /** Handlers that anyone may call. */ open: Set<FunctionFacts> }

function routesOf({ map, program }: RuleContext<Options>): Routes {
  const found: Routes = { login: new Set(), logout: new Set(), open: new Set() };
  for (const route of map.routes) {
    const { handlers } = map.details.get(route)!;
    const target = /^convention: (login|sign-up|sso|federat|oauth)/.test(route.publicBy ?? '') || (route.method === 'POST' && LOGIN_PATH.test(route.path)) ? found.login : route.publicBy === 'convention: logout' ? found.logout : undefined;
    if (target) for (const { fn } of reachedFrom(program, handlers, 2)) target.add(fn);
    else if (route.access === 'public' && /auth|log-?in|sign-?in|sso|session/i.test(route.path)) for (const { fn } of handlers) found.open.add(fn);
  }
  return found;
}

const LOGIN = /(^|_)(do|handle|post|process|user|local|perform|finish|complete)?_?(log_?in|sign_?in|sign_?up|authenticate|register)(_?(user|post|handler|action|callback|controller|account|admin|with\w+|local|submit))?$|(user|admin|post|handle|do|perform|finish|complete|process)_?(Log_?[iI]n|Sign_?[iI]n|Sign_?[uU]p)\w*$|^(start|create|establish|set|open|begin|init)_?(user_?|auth_?|login_?)?session$/i;
const LOGOUT = /log_?out|sign_?out|log_?off/i;

function judge(context: RuleContext<Options>, module: ModuleFacts, fn: FunctionFacts, write: SessionWrite, stored: boolean, routes: Routes): Report | undefined {
  const { program } = context;
  const names = namesOf(module, fn, write.fn);
  const key = write.key === '' ? 'who is logged in' : `\`${write.key}\``;
  const session = program.text(module).slice(write.start, write.end).replace(/^delete\s+/, '').match(/^[\w.]*?session/)?.[0] ?? 'req.session';
  const report: Report = { module, start: write.start, end: write.end, messageId: '', data: { key, session } };
  if (write.clears) {
    const isLogout = names.some((name) => LOGOUT.test(name)) || routes.logout.has(fn);
    if (!isLogout || endsSession(program, module, fn)) return undefined;
    return { ...report, messageId: 'logout', confidence: 'medium', identity: `logout ${write.key}` };
  }
  const named = names.some((name) => LOGIN.test(name) && !LOGOUT.test(name));
  // Where nothing tells what the session is, only a function that is a login by its name is one.
  const isLogin = named || (stored && write.key !== '' && (routes.login.has(fn) || (routes.open.has(fn) && !readsIdentity(module, fn.id))));
  if (!isLogin || (write.key === '' && !names.some((name) => /^log_?in$/i.test(name))) || renewsSession(program, module, fn)) return undefined;
  return { ...report, messageId: 'login', confidence: stored || named ? 'high' : 'medium', identity: `login ${write.key}` };
}

/** Names of the function that the write stands in, and of those around it. */
function namesOf(module: ModuleFacts, outer: FunctionFacts, inner: number): string[] {
  const names: string[] = [];
  for (let at = inner; at >= 0; at = module.functions[at]!.owner) {
    names.push(nameOfFunction(module, module.functions[at]!));
    if (module.functions[at] === outer) break;
  }
  return names.filter((name) => name !== '');
}

function cookiesLeft(context: RuleContext<Options>, module: ModuleFacts): void {
  for (const site of context.program.calls(module)) {
    const { callee } = site.expr;
    if (callee.kind !== 'member' || callee.property !== 'destroy' || callee.object.kind !== 'member' || callee.object.property !== 'session' || site.fn < 0) continue;
    const fn = outermost(module, module.functions[site.fn]!);
    if (clearsCookie(context.program, module, fn) || !namesOf(module, fn, site.fn).some((name) => LOGOUT.test(name))) continue;
    context.report({ module, start: callee.start, end: callee.end, messageId: 'cookie', severity: 'note', confidence: 'high', identity: 'cookie' });
  }
}
