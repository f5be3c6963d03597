import * as z from 'zod';
import type { Report, Rule, RuleContext, Span } from '../../src/model/index.ts';
import { isTestOrExample, isVendored } from '../file-role.ts';
import { judge, type Judgement } from './judge.ts';
import { persistedStores, type PersistedStore } from './persisted.ts';
import { storageWrites } from './writes.ts';

const schema = z.strictObject({
  keys: z.array(z.string()).default([]).describe('Further keys under which credentials are stored.'),
  ignoreKeys: z.array(z.string()).default([]).describe('Keys that hold no credentials, although they are named like some.'),
  sessionStorage: z.boolean().default(true).describe('Report what is written to sessionStorage, too.'),
  cookies: z.boolean().default(true).describe('Report cookies that scripts of the browser set, too.'),
});

function check({ program, files, options, report }: RuleContext<z.infer<typeof schema>>): void {
  const wanted = new Set(files.filter((module) => !isTestOrExample(module.path) && !isVendored(module.path)));
  const seen = new Set<string>();
  for (const write of storageWrites(program)) {
    if ((write.store === 'cookie' && !options.cookies) || (write.store === 'sessionStorage' && !options.sessionStorage) || isTestOrExample(write.module.path)) continue;
    for (const judgement of judge(program, write, options)) {
      const { module, at } = judgement.write;
      const key = `${module.path}:${at.start}:${at.end}`;
      if (!wanted.has(module) || seen.has(key)) continue;
      seen.add(key);
      report(reportOf(program.text(module), judgement));
    }
  }
  for (const store of persistedStores(program)) {
    if (wanted.has(store.module) && (store.store !== 'sessionStorage' || options.sessionStorage)) report(persistedReport(store));
  }
}

function reportOf(text: string, { write, what, confidence, through }: Judgement): Report {
  return {
    module: write.module, ...head(text, write.at), confidence, identity: `${write.store}:${what}`,
    messageId: write.store === 'cookie' ? 'cookie' : 'stored',
    data: { what, article: articleOf(what), store: write.store },
    ...(through ? { related: [{ module: through.module, start: through.at.start, end: through.at.end, message: `It is written to ${through.store === 'cookie' ? 'a cookie' : through.store} here` }] } : {}),
  };
}

function persistedReport({ module, at, store, library, fields }: PersistedStore): Report {
  const what = [...new Set(fields.map((field) => field.what))].join(' and ');
  return {
    module, start: at.start, end: at.end, confidence: 'high', identity: `${store}:${fields.map((field) => field.name).join(',')}`,
    messageId: 'persisted', data: { what, article: articleOf(what), store, library, fields: fields.map((field) => field.name).join(', ') },
    related: fields.flatMap((field) => (field.site ? [{ module: field.site.module, start: field.site.start, end: field.site.end, message: `\`${field.name}\` is part of the persisted state` }] : [])),
  };
}

function articleOf(what: string): string {
  return what === 'credentials' ? '' : /^[aeiou]/i.test(what) ? 'An ' : 'A ';
}

/** The whole write when it stands on one line, else its first line. */
function head(text: string, { start, end }: Span): Span {
  const line = text.slice(start, end).search(/\r?\n/);
  return { start, end: line < 0 ? end : start + line };
}

export default {
  meta: {
    name: 'no-token-in-web-storage',
    description: 'Disallow tokens, keys and passwords in storage that scripts can read',
    rationale: 'Every script on the page can read localStorage, sessionStorage and cookies that are not HttpOnly: one injected script, or one compromised dependency, sends the token away and is logged in for as long as the token is valid. A cookie that the server sets with HttpOnly cannot be read by any script.',
    severity: 'warning',
    precision: 'high',
    securitySeverity: '6.5',
    cwe: ['CWE-922', 'CWE-1004'],
    owasp: ['A07:2021', 'API2:2023'],
    preset: 'recommended',
  },
  options: schema,
  messages: {
    stored: '{{article}}{{what}} is written to {{store}}. Every script on the page can read it there, an injected one too. Let the server set it as an HttpOnly cookie, or keep it in memory.',
    cookie: '{{article}}{{what}} is written to a cookie by a script. Such a cookie is never HttpOnly, so every script on the page can read it, an injected one too. Let the server set the cookie, with HttpOnly.',
    persisted: '{{article}}{{what}} is part of the state that {{library}} writes to {{store}} ({{fields}}). Every script on the page can read it there, an injected one too. Leave it out of what is persisted, and let the server set it as an HttpOnly cookie.',
  },
  check,
} satisfies Rule<typeof schema>;
