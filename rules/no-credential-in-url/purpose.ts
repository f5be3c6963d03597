import type { ModuleFacts, Span } from '../../src/model/index.ts';
import { nameOfFunction } from '../function-names.ts';
import { wordsOf } from '../names.ts';

const ONE_TIME = new Set(['verify', 'verification', 'verified', 'confirm', 'confirmation', 'reset', 'forgot', 'recover', 'recovery', 'invite', 'invitation', 'invites', 'unsubscribe', 'subscribe', 'subscription', 'magic', 'activate', 'activation', 'email', 'mail', 'mailer', 'sendmail', 'newsletter', 'share', 'shared', 'shareable', 'public', 'preview', 'download', 'export', 'presigned', 'upload', 'passwordless', 'onboarding', 'join', 'accept', 'approve', 'optout', 'csrf', 'captcha', 'recaptcha', 'turnstile', 'oauth', 'oidc', 'sso', 'saml', 'otp', 'checkout', 'payment', 'survey', 'booking', 'rsvp', 'guest', 'webhook', 'setup', 'impersonate', 'deeplink', 'qr', 'exchange', 'preserved', 'preferences', 'pixel']);

/**
 * Whether names and texts say that a URL is a link that is meant to carry a secret: mailed once (verification, reset, invitation),
 * shared, or signed for one file.
 */
export function isOneTime(...texts: string[]): boolean {
  return texts.some((text) => /signed-?_?(url|link)/i.test(text) || wordsOf(text).some((word) => ONE_TIME.has(word)));
}

/** Names of the functions around a place, innermost first. */
export function functionsAround(module: ModuleFacts, span: Span): string[] {
  return module.functions.filter((fn) => fn.start <= span.start && fn.end >= span.end).sort((a, b) => a.end - a.start - (b.end - b.start)).map((fn) => nameOfFunction(module, fn)).filter((name) => name !== '');
}
