import type { Confidence, Severity, Suggestion } from './rule.ts';
import type { Route } from './route.ts';

/** 1-based, `endColumn` exclusive; `file` relative to the root. */
export interface Location { file: string; line: number; column: number; endLine: number; endColumn: number }

export interface Finding extends Location {
  ruleId: string;
  severity: Severity;
  confidence: Confidence;
  message: string;
  route?: string;
  related: (Location & { message: string })[];
  /** Stable when lines move: hex. */
  fingerprint: string;
  suppressed: boolean;
  suppressionReason?: string;
  suggestions: Suggestion[];
  /** Steps that tell the route's story, for code flows: route, mount, guard, what it does. */
  flow?: (Location & { message: string })[];
}

export interface Diagnostic {
  kind: 'parse-error' | 'unreadable-file' | 'skipped-file' | 'config' | 'unused-suppression' | 'invalid-suppression' | 'internal-error';
  file?: string;
  /** 1-based. */
  line?: number;
  column?: number;
  message: string;
}

export interface Analysis {
  /** As given on the command line: what paths are relative to, for display. */
  root: string;
  /** Number of files analysed. */
  files: number;
  routes: Route[];
  findings: Finding[];
  diagnostics: Diagnostic[];
}
