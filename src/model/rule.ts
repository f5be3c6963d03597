import type { z } from 'zod';
import type { Span } from './expression.ts';
import type { ModuleFacts } from './facts.ts';
import type { AuthMap } from './route.ts';
import type { Config } from './config.ts';
import type { ProgramView } from './program.ts';
import type { ProjectFiles } from './project-files.ts';

export type Severity = 'error' | 'warning' | 'note';
export type Confidence = 'high' | 'medium' | 'low';
export type Precision = 'very-high' | 'high' | 'medium' | 'low';
export type Preset = 'recommended' | 'strict' | 'all' | 'preview';

export interface RuleMeta {
  /** The kebab-case name: folder, page, id. */
  name: string;
  /** One line, no full stop, starts with a capital: what is disallowed or required. */
  description: string;
  /** Two or three sentences: why it matters. */
  rationale: string;
  severity: Severity;
  precision: Precision;
  /** '0.1' to '10.0', as GitHub wants it. */
  securitySeverity: string;
  /** For example ['CWE-862']. */
  cwe: string[];
  /** For example ['API2:2023']. */
  owasp: string[];
  /** The least preset that has it. */
  preset: Preset;
  hasSuggestions?: boolean;
}

/** A text edit in the finding's file, or in `file`. Offsets; `start === end` inserts. */
export interface TextEdit extends Span { text: string; file?: string }
export interface Suggestion {
  /** An instruction: "Pin the algorithm: algorithms: ['HS256']". */
  message: string;
  edits: TextEdit[];
}

/** What a rule reports: where, which message, and the data that its wording needs. */
export interface Report {
  module: ModuleFacts;
  /** The smallest sensible range: offsets in `module`. */
  start: number;
  end: number;
  messageId: string;
  data?: Record<string, string>;
  confidence?: Confidence;
  /** Default: the rule's. */
  severity?: Severity;
  /** `METHOD /path`. */
  route?: string;
  related?: ({ module: ModuleFacts; start: number; end: number; message: string } | DocumentPlace)[];
  suggestions?: Suggestion[];
  /** Offsets in `module` that no output may show, such as the literal of a secret. */
  mask?: Span[];
  /** What stays the same when lines move: part of the fingerprint. Never a secret. */
  identity?: string;
}

/** A line of a file that is no source code: 1-based. */
export interface DocumentPlace { document: string; line: number; message: string }

export interface RuleContext<Options = unknown> {
  program: ProgramView;
  map: AuthMap;
  options: Options;
  config: Config;
  /** What is on disk beside the source code. */
  project: ProjectFiles;
  /** The files to report on; all others are there to be followed into. */
  files: ModuleFacts[];
  report(report: Report): void;
}

export interface Rule<Schema extends z.ZodType = z.ZodType> {
  meta: RuleMeta;
  /** A zod object; every option has a default and a `.describe()`. */
  options: Schema;
  /** Wording, by id: what, why, what to do; `{{name}}` is filled from `data`. */
  messages: Record<string, string>;
  check(context: RuleContext<z.infer<Schema>>): void;
}
