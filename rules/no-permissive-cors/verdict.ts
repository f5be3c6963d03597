import type { ModuleFacts, Span } from '../../src/model/index.ts';

/** Which origins are let in, when it is more than was meant. `example` is an origin that gets in. */
export type Permission =
  /** Every origin is sent back as allowed. */
  | { kind: 'any' }
  /** `*` itself. */
  | { kind: 'wildcard' }
  /** The origin of sandboxed frames and local files. */
  | { kind: 'null'; at?: Place }
  | { kind: 'pattern'; example: string; at?: Place };

export interface Place extends Span { module: ModuleFacts }
