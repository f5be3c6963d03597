import type { ReportingDescriptor } from 'sarif';
import { formerNames } from '../../../rules/redirects.ts';
import type { RuleMeta } from '../../model/rule.ts';
import { clip } from '../text.ts';

// GitHub's limits for one rule.
const LONGEST = 1024;
const TAGS = 20;

function sentence(text: string): string {
  return clip(/[.!?]$/.test(text) ? text : `${text}.`, LONGEST);
}

function pascal(name: string): string {
  return name.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** `CWE-79` as GitHub filters by it: `external/cwe/cwe-079`. */
function cweTag(cwe: string): string {
  return `external/cwe/cwe-${cwe.replace(/^CWE-/i, '').padStart(3, '0')}`;
}

function builtPage(meta: RuleMeta): string {
  const references = [...meta.cwe, ...meta.owasp.map((id) => `OWASP ${id}`)].join(', ');
  return `# ${meta.name}\n\n${sentence(meta.description)}\n\n## Why\n\n${meta.rationale}\n\n## References\n\n${references}\n`;
}

/** A page that is read away from the repository: links to its other files become their text, and comments of HTML go. */
function standalone(page: string): string {
  const parts = page.split(/^(```[^]*?^```)/m);
  return parts.map((part, index) => index % 2 === 1 ? part : part
    .replace(/<!--[^]*?-->\n*/g, '')
    .replace(/\[([^\]]+)\]\((?![a-z]+:|#)[^)\s]*\)/gi, '$1')).join('');
}

/**
 * A rule as code scanning shows it.
 *
 * @param page the rule's page in Markdown; without one, a page is made of the metadata
 */
export function descriptor(meta: RuleMeta, page: string | undefined): ReportingDescriptor {
  return {
    id: meta.name,
    ...(formerNames(meta.name).length > 0 ? { deprecatedIds: formerNames(meta.name) } : {}),
    // SARIF 2.1.0, section 3.49.7: a name that is the id, but for letters' case, is left out.
    ...(pascal(meta.name).toLowerCase() === meta.name ? {} : { name: pascal(meta.name) }),
    shortDescription: { text: sentence(meta.description) },
    fullDescription: { text: sentence(meta.rationale) },
    help: { text: `${sentence(meta.description)} ${meta.rationale}`, markdown: page === undefined ? builtPage(meta) : standalone(page) },
    defaultConfiguration: { level: meta.severity },
    properties: {
      tags: ['security', ...meta.cwe.map(cweTag), ...meta.owasp.map((id) => `external/owasp/${id.toLowerCase().replaceAll(':', '-')}`)].slice(0, TAGS),
      precision: meta.precision,
      'security-severity': meta.securitySeverity,
    },
  };
}
