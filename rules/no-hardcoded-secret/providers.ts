import { createRequire } from 'node:module';
import type { SecretLintRuleContext, SecretLintRuleCreator, SecretLintRuleReportDescriptor, SecretLintSourceCode } from '@secretlint/types';
import type { Span } from '../../src/model/index.ts';
import { isStandIn } from './placeholder.ts';
import { entropy, isSequence } from './shape.ts';

/** A token of a known provider in a text: offsets, and what it is. */
export interface ProviderToken extends Span { provider: string }

/**
 * What one of the patterns below and of the preset could match; no other text is worth loading the preset for. As they do, it minds
 * letter case, except in the address of Slack: `msg.` would be the start of a SendGrid key in every second file.
 */
const HINT = /gh[pousr]_\w|github_pat_|glpat-|xox[bpaor]-|xapp-|[Hh][Oo][Oo][Kk][Ss]\.[Ss][Ll][Aa][Cc][Kk]\.|npm_\w{36}|SG\.\w{1,128}\.|shp(?:pa|ca|at|ss)_|T3BlbkFJ|sk-ant-|gsk_|hf_[A-Za-z]{34}|lin_api_|ntn_\d|glc_|glsa_|ops_ey|hv[sbr]\.[\w-]{90}|vc[piark]_|dapi[A-Fa-f0-9]{32}|dckr_pat_|figd_|(?:SECRET|[Ss]ecret)_?(?:ACCESS|[Aa]ccess)_?(?:KEY|[Kk]ey)|[sr]k_live_|GOCSPX-|AKIA|ASIA|:AA[\w-]{33}/;

/** Not looked for by the preset. */
const OWN: { provider: string; pattern: RegExp }[] = [
  { provider: 'Stripe live key', pattern: /\b[sr]k_live_[A-Za-z0-9]{20,}\b/g },
  { provider: 'Google OAuth client secret', pattern: /\bGOCSPX-[A-Za-z0-9_-]{28}(?![A-Za-z0-9_-])/g },
  { provider: 'AWS access key', pattern: /\b(AKIA|ASIA)[A-Z2-7]{16}\b/g },
  { provider: 'Telegram bot token', pattern: /\b\d{8,10}:AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])/g },
];

/**
 * Of the preset, left out: rules for private keys and connection strings, which this rule judges by where they stand and
 * whom they are for; comments that switch the preset off; and the Google Cloud rule, whose check of `.p12` files is the
 * one that needs a promise and whose other one is for JSON files.
 */
const LEFT_OUT = /-(privatekey|database-connection-string|basicauth|gcp|filter-comments)$/;

const PROVIDER_NAMES: Record<string, string> = {
  aws: 'AWS secret access key', npm: 'npm access token', slack: 'Slack token', sendgrid: 'SendGrid key', shopify: 'Shopify key', github: 'GitHub token',
  gitlab: 'GitLab token', grafana: 'Grafana token', openai: 'OpenAI key', anthropic: 'Anthropic key', groq: 'Groq key', huggingface: 'Hugging Face token',
  linear: 'Linear token', notion: 'Notion token', '1password': '1Password token', 'hashicorp-vault': 'HashiCorp Vault token', vercel: 'Vercel token',
  databricks: 'Databricks token', docker: 'Docker token', figma: 'Figma token',
};

let preset: SecretLintRuleCreator[] | undefined;

function presetRules(): SecretLintRuleCreator[] {
  // Synchronous and late: hosts are synchronous, and most projects never need it.
  preset ??= (createRequire(import.meta.url)('@secretlint/secretlint-rule-preset-recommend') as { rules: SecretLintRuleCreator[] }).rules
    .filter((rule) => rule.meta.type === 'scanner' && !LEFT_OUT.test(rule.meta.id));
  return preset;
}

/** Tokens of known providers in a file's text, in order, without those that are plainly made up. */
export function providerTokens(path: string, text: string): ProviderToken[] {
  if (!HINT.test(text)) return [];
  const found: ProviderToken[] = [];
  for (const { provider, pattern } of OWN) {
    for (const match of text.matchAll(pattern)) found.push({ provider, start: match.index, end: match.index + match[0].length });
  }
  const source = sourceCode(path, text);
  for (const rule of presetRules()) {
    const id = rule.meta.id.replace(/^.*secretlint-rule-/, '');
    const handler = rule.create(contextFor((descriptor) => {
      const [start, end] = descriptor.range;
      found.push({ provider: PROVIDER_NAMES[id] ?? id, start, end });
    }), {});
    void handler.file?.(source);
  }
  return found
    .filter(({ start, end }) => isRealistic(text.slice(start, end)))
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter((token, i, all) => !all.slice(0, i).some((other) => other.start <= token.start && other.end >= token.end));
}

function isRealistic(token: string): boolean {
  const body = token.replace(/^https?:\/\/[^/]+\//, '').replace(/^[a-z]{2,8}[-_.](?:[a-z]{2,6}[-_])?/i, '');
  return !isStandIn(token) && !/example|fake|dummy|test|sample|placeholder/i.test(body) && !isSequence(body) && entropy(body) > 2.8;
}

function contextFor(report: (descriptor: SecretLintRuleReportDescriptor) => void): SecretLintRuleContext {
  return {
    sharedOptions: {},
    // Wording is the host's business: only the range is used, and the message would hold the secret.
    createTranslator: () => () => ({ message: '', messageId: '', data: undefined }),
    report,
    ignore: () => {},
  };
}

function sourceCode(path: string, content: string): SecretLintSourceCode {
  const unsupported = (): never => { throw new Error('positions are offsets here'); };
  return {
    hasBOM: false, content, filePath: path, physicalFilePath: undefined, contentType: 'text', ext: path.slice(path.lastIndexOf('.')),
    getFilePath: () => path, getPhysicalFilePath: () => undefined,
    locationToRange: unsupported, rangeToLocation: unsupported, positionToIndex: unsupported, indexToPosition: unsupported,
  };
}
