import { wordsOf } from '../names.ts';

/**
 * Text that asks to be replaced and that nobody runs with. `changeme` and `secret` are not among them: where they reach a
 * signing key, they are the key.
 */
export function isPlaceholder(text: string): boolean {
  const bare = text.trim();
  if (bare === '' || /^(<.*>|\[.*\]|\{.*\}|\$\{?.*\}?|%.*%|#\{.*\}|__.*__)$/s.test(bare)) return true;
  if (/^(.)\1{2,}$/s.test(bare) || /x{3,}|\*{3,}|\.{3,}|…|•{2,}/i.test(bare)) return true;
  const words = wordsOf(bare);
  return words.some((word) => /^(your|yours|yourown|placeholder|redacted|replaceme|todo|fixme)$/.test(word))
    || /^(replace|insert|put|enter|paste|add|set|fill)[-_ ]?(me|this|with|your|in|here|a|the)\b/i.test(bare)
    || /^your[a-z]*(secret|key|token|password)/i.test(bare);
}

const STAND_IN = /^(test|tests|testing|mock|mocked|fake|dummy|sample|example|demo|stub|foo|bar|baz|lorem|noop|none|null|undefined|missing|disabled|local|localhost|unused|unset|ollama|na|string|number|boolean|text|hidden|required|optional|masked|default)$/;

/** Text that stands in for a value where there is none: made up for tests, samples and services that ask for no key. */
export function isStandIn(text: string): boolean {
  const words = wordsOf(text);
  return isPlaceholder(text)
    || words.some((word) => STAND_IN.test(word))
    || /^(not|un|no)[-_ ]?(used|set|configured|needed|required|available|applicable|known|key|defined)/i.test(text)
    || /(goes|key|token|secret|password)[-_ ]?here$/i.test(text);
}

const TRIVIAL = /^(my|your|some|the|a)?[-_]?(pass(word|wd|phrase)?|pwd|pw|secret|admin(istrator)?|root|user(name)?|postgres(ql)?|mysql|mariadb|mongo(db)?|redis|rabbitmq|guest|test(ing)?|example|changeme|change[-_]?me|qwerty|dev(elopment|elop)?|local|docker|default|db|database|sa|toor|foo|bar|none|empty)?[-_]?(pass(word|wd)?|pwd|db|123|1234|12345|123456|1|!)?$/i;

/** A password that a local database is started with in every tutorial. */
export function isTrivialPassword(text: string, user?: string): boolean {
  return TRIVIAL.test(text) || /^\d{1,8}$/.test(text) || isPlaceholder(text) || (user !== undefined && user !== '' && text === user);
}

/** A host that only the own machine, or the own network of containers, has. */
export function isLocalHost(host: string): boolean {
  return /^(localhost|127(\.\d+){3}|0\.0\.0\.0|\[?::1\]?|host\.docker\.internal|.*\.local(host)?)$/i.test(host) || /^[a-z][\w-]*$/i.test(host);
}

/** A host that stands for some host, in an example. */
export function isExampleHost(host: string): boolean {
  return /(^|\.)(example|domain|test|invalid|yourdomain|mydomain|mysite|host)(\.(com|org|net|io|dev))?$/i.test(host) || /^(my|your|some)?-?(host(name)?|server|url|ip|domain)\d*$/i.test(host);
}
