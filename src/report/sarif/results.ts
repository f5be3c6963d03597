import type { Location as SarifLocation, Result, Suppression } from 'sarif';
import type { Finding, Location } from '../../model/finding.ts';
import { masked, type Lines, type Source } from '../secrets.ts';
import { uri } from '../uri.ts';
import { lineHashes } from './line-hash.ts';

// Code scanning shows no more related locations and steps of one result.
const RELATED = 100;
const STEPS = 1000;

/** Where results point to, and the texts they quote. */
export interface Sources {
  /** A file of the analysis as a path relative to the root of the repository, with `/`. */
  repositoryPath(file: string): string;
  lines: Lines;
  /** Say of every result whether it is suppressed. */
  suppressions: boolean;
  /** Findings that a baseline accepts. */
  accepted: Set<Finding>;
}

function snippet(place: Location, lines: Lines): string | undefined {
  const texts: string[] = [];
  for (let number = place.line; number <= place.endLine; number++) {
    const line = lines.line(place.file, number);
    if (!line) return undefined;
    const from = number === place.line ? place.column - 1 : 0;
    const to = number === place.endLine ? place.endColumn - 1 : line.text.length;
    texts.push(masked(line.text, line.hidden, from, Math.min(to, line.text.length)));
  }
  return texts.join('\n');
}

function physical(place: Location, sources: Sources, quote = false): NonNullable<SarifLocation['physicalLocation']> {
  const text = quote ? snippet(place, sources.lines) : undefined;
  return {
    artifactLocation: { uri: uri(sources.repositoryPath(place.file)), uriBaseId: '%SRCROOT%' },
    region: {
      startLine: place.line, startColumn: place.column, endLine: place.endLine, endColumn: place.endColumn,
      ...(text === undefined ? {} : { snippet: { text } }),
    },
  };
}

// In a SARIF message `[text](1)` is a link to the related location 1, and a backslash escapes a bracket.
function plain(text: string): string {
  return text.replace(/\[(?=[^\]]*\]\(\d+\))/g, '\\[');
}

function link(text: string, id: number): string {
  return `[${text.replace(/[\\[\]]/g, '\\$&')}](${id})`;
}

function message(finding: Finding): string {
  const shown = finding.related.slice(0, RELATED);
  const rest = finding.related.length - shown.length;
  const links = shown.map((related, index) => link(related.message, index + 1));
  return [plain(finding.message), ...links, ...(rest > 0 ? [`And ${rest} more.`] : [])].join('\n');
}

// One result with the property asks for it on all: without it, a result's state is unknown (SARIF 2.1.0, 3.27.23).
function suppressions(finding: Finding, accepted: Set<Finding>): Suppression[] {
  if (accepted.has(finding)) return [{ kind: 'external', justification: 'The baseline has it.' }];
  const { suppressed, suppressionReason } = finding;
  return suppressed ? [{ kind: 'inSource', ...(suppressionReason === undefined ? {} : { justification: suppressionReason }) }] : [];
}

/** Line hashes of each file, computed once. */
export function hasher(source: Source): (place: Location) => string | undefined {
  const hashes = new Map<string, string[] | undefined>();
  return ({ file, line }) => {
    if (!hashes.has(file)) {
      const text = source(file);
      hashes.set(file, text === undefined ? undefined : lineHashes(text));
    }
    return hashes.get(file)?.[line - 1];
  };
}

/**
 * A finding as a result: its related locations linked from the message, its story as a code flow, and two fingerprints:
 * GitHub's own, and ours, which does not change when other lines do.
 */
export function result(finding: Finding, ruleIndex: number, sources: Sources, hash: (place: Location) => string | undefined): Result {
  const lineHash = hash(finding);
  const steps = (finding.flow ?? []).slice(0, STEPS);
  return {
    ruleId: finding.ruleId,
    ruleIndex,
    level: finding.severity,
    message: { text: message(finding) },
    locations: [{ physicalLocation: physical(finding, sources, true) }],
    ...(finding.related.length === 0 ? {} : {
      relatedLocations: finding.related.slice(0, RELATED).map((related, index) => ({
        id: index + 1, physicalLocation: physical(related, sources), message: { text: related.message },
      })),
    }),
    ...(steps.length === 0 ? {} : {
      codeFlows: [{
        threadFlows: [{
          locations: steps.map((step) => ({ location: { physicalLocation: physical(step, sources), message: { text: step.message } } })),
        }],
      }],
    }),
    partialFingerprints: {
      ...(lineHash === undefined ? {} : { primaryLocationLineHash: lineHash }),
      'authlint/v1': finding.fingerprint,
    },
    ...(sources.suppressions ? { suppressions: suppressions(finding, sources.accepted) } : {}),
    properties: { confidence: finding.confidence, ...(finding.route === undefined ? {} : { route: finding.route }) },
  };
}
