import type { Location } from '../model/finding.ts';
import type { RuleMeta } from '../model/rule.ts';
import type { Source } from './secrets.ts';

/** What reports of findings need besides the findings. */
export interface ReportOptions {
  source: Source;
  /** Masks of findings that are not in the analysis because they are not to be shown. */
  masks?: Location[];
  /** A file of the analysis as a path relative to the root of the repository. Default: as it is. */
  repositoryPath?(file: string): string;
  /** Metadata of the rules, for their descriptions and how bad what they find is. */
  rules?: RuleMeta[];
}

/** The address of a line of a file, which is given relative to the root of the repository. */
export type LineLink = (path: string, line: number) => string;
