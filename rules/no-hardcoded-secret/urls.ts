import type { Expr, LiteralExpr, Span, TemplateExpr } from '../../src/model/index.ts';
import { isExampleHost, isLocalHost, isPlaceholder, isTrivialPassword } from './placeholder.ts';

/** A password in a URL: the text, and where it stands in the text that was looked at. */
export interface UrlPassword extends Span { scheme: string; password: string; local: boolean }

const CREDENTIALS = /\b([a-z][a-z0-9+.-]{1,20}):\/\/([^\s:/@'"`<>{}]*):([^\s/@'"`<>]+)@([^\s/:'"`?#,]*)/i;

/** The password in a text such as `postgres://app:pa55@db.example.org/app`, unless it only shows the form of one. */
export function urlPassword(text: string): UrlPassword | undefined {
  const match = CREDENTIALS.exec(text);
  if (!match) return undefined;
  const [, scheme, user, password, host] = match as unknown as [string, string, string, string, string];
  const local = isLocalHost(host);
  if (isPlaceholder(password) || (user !== '' && isPlaceholder(user)) || /^[$%{]/.test(password)) return undefined;
  if (isExampleHost(host)) return undefined;
  if ((local || host === '') && isTrivialPassword(password, user)) return undefined;
  if (/^(user(name)?|admin|foo|login)$/i.test(user) && /^(pass(word|wd)?|pwd|pw|secret|bar)$/i.test(password)) return undefined;
  const start = match.index + scheme.length + 3 + user.length + 1;
  return { scheme: scheme.toLowerCase(), password, local, start, end: start + password.length };
}

/** Texts of a literal, or of the parts of a template. */
export function textsOf(expr: LiteralExpr | TemplateExpr): string[] {
  return expr.kind === 'template' ? expr.texts : typeof expr.value === 'string' ? [expr.value] : [];
}

/** The expression that is a URL's password: of `` `mongodb://app:${password}@host` ``. */
export function passwordPart(expr: TemplateExpr): Expr | undefined {
  return expr.values.find((_, i) => /:\/\/[^\s:/@]*:$/.test(expr.texts.slice(0, i + 1).map((text, at) => (at < i ? `${text}x` : text)).join('')) && expr.texts[i + 1]!.startsWith('@'));
}
