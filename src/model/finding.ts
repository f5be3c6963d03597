import type { Confidence, Severity, Suggestion } from './rule.ts';
import type { Guard, Route } from './route.ts';

/** 1-based, `endColumn` exclusive; `file` relative to the root. */
export interface Location { file: string; line: number; column: number; endLine: number; endColumn: number }

export interface Finding extends Location {
  ruleId: string;
  severity: Severity;
  confidence: Confidence;
  message: string;
  /** Which of the rule's messages it is, and what its placeholders were filled with. */
  messageId?: string;
  data?: Record<string, string>;
  route?: string;
  related: (Location & { message: string })[];
  /** Stable when lines move: hex. */
  fingerprint: string;
  /** What the fingerprint is made of, without the file: hex. It stays when the file is renamed; several findings may share it. */
  identity?: string;
  suppressed: boolean;
  suppressionReason?: string;
  suggestions: Suggestion[];
  /** Steps that tell the route's story, for code flows: route, mount, guard, what it does. */
  flow?: (Location & { message: string })[];
  /** Ranges that no output may show: reports print `***` in their place. */
  mask?: Location[];
}

export interface Diagnostic {
  kind: 'parse-error' | 'unreadable-file' | 'skipped-file' | 'config' | 'unused-suppression' | 'invalid-suppression' | 'incomplete' | 'internal-error';
  file?: string;
  /** 1-based. */
  line?: number;
  column?: number;
  message: string;
}

/** A rule that took part in a run, at the severity it was set to. */
export interface EnabledRule { name: string; severity: Severity }

export interface Analysis {
  /** As given on the command line: what paths are relative to, for display. */
  root: string;
  /** Number of files analysed. */
  files: number;
  routes: Route[];
  /** Every element in front of a route's handler, in order, by route; without it, only the route's own guards are known. */
  passed?: Map<Route, Guard[]>;
  findings: Finding[];
  diagnostics: Diagnostic[];
  /** The rules that ran, by name; without it, reports name every rule there is. */
  rules?: EnabledRule[];
}
