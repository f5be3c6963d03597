import type { Analysis, Finding, Location } from '../model/finding.ts';
import { github } from '../report/github.ts';
import { gitlab } from '../report/gitlab.ts';
import { html } from '../report/html.ts';
import { checkJson } from '../report/json.ts';
import { junit } from '../report/junit.ts';
import { markdown } from '../report/markdown.ts';
import { sarifReport } from '../report/sarif/index.ts';
import { stylish } from '../report/stylish.ts';
import type { Host } from './host.ts';
import { lineLinks } from './line-links.ts';
import { informationUri, rulePage, version } from './package.ts';
import { sources } from './sources.ts';
import { colorsFor } from './terminal.ts';

export const CHECK_FORMATS = ['stylish', 'json', 'sarif', 'github', 'gitlab', 'junit', 'markdown', 'html'] as const;

export type CheckFormat = (typeof CHECK_FORMATS)[number];

/** What the command line says of how findings are written. */
export interface Rendering {
  /** Of findings that are not in the analysis because they are not to be shown. */
  masks: Location[];
  /** Findings that are not in the analysis because a baseline has them. */
  accepted?: Finding[];
  color?: boolean | undefined;
  category?: string | undefined;
  includeSuppressed?: boolean | undefined;
}

/** A report, and what people should be told of it on stderr. */
export interface Rendered { text: string; warnings?: string[] }

/**
 * Writes the result of a check in any of the formats.
 *
 * @returns a function of the format, and of whether the report goes to the terminal or the pipe at stdout
 */
export function checkReports(result: Analysis, { masks, accepted, color, category, includeSuppressed }: Rendering, host: Host): (format: CheckFormat, toStdout: boolean) => Promise<Rendered> {
  const { source, rawSource, repositoryPath, folder } = sources(host.cwd);
  const link = lineLinks(host.env);
  return async (format, toStdout) => {
    if (format === 'json') return { text: checkJson(result) };
    if (format === 'stylish') {
      const out = toStdout ? host.stdout : undefined;
      return { text: stylish(result, { source, masks, colors: colorsFor(out, host.env, color), columns: out?.isTTY ? out.columns : undefined }) };
    }
    const options = { source, masks, repositoryPath, rules: await host.rules(), ...(link ? { link } : {}) };
    switch (format) {
      case 'sarif': return sarifReport(result, {
        ...options, version, informationUri, page: rulePage, rawSource, accepted: accepted ?? [], category: category ?? (folder || 'check'), includeSuppressed: includeSuppressed ?? false,
      });
      case 'github': return { text: github(result, options) };
      case 'gitlab': return { text: gitlab(result, options) };
      case 'junit': return { text: junit(result, options) };
      case 'markdown': return { text: markdown(result, options) };
      case 'html': return { text: html(result, options) };
    }
  };
}
