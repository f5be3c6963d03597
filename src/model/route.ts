import type { ModuleFacts } from './facts.ts';
import type { FunctionValue, Value } from './value.ts';

/** 1-based; `file` relative to the root, with `/`. */
export interface Place { file: string; line: number; column?: number }

export type Access = 'public' | 'authenticated' | 'authorized' | 'unknown';
export type Proof = 'authentication' | 'authorization' | 'ownership' | 'signature' | 'shared-secret' | 'csrf' | 'rate-limit' | 'nothing' | 'unknown';
export type Basis = 'body' | 'library' | 'config' | 'name';

/** One element in front of a handler (or the handler's own check), and what it proves. */
export interface Guard {
  name: string;
  proves: Proof;
  basis: Basis;
  /** Roles, permissions or scopes it asks for, as written. */
  roles: string[];
  /** Where it is defined; where it is used, when that is outside the project. */
  file: string;
  line: number;
  column: number;
  /** Where it is put in front of the route. */
  appliedAt: Place & { column: number };
  /** It stands in the handler or in what the handler calls. */
  inHandler?: boolean;
  /** Why: the statement that refuses, the package, the reason for `unknown`. */
  reason?: string;
  /** The place of the refusal. */
  evidence?: Place;
  /** It lets requests through when this (environment, configuration) says so. */
  unless?: string[];
  /** It looks at something and sets what it learns on the request, and never refuses. */
  populates?: boolean;
  /** It is written like a check and is none: any credential will do, or none is asked for. `conditional`: what is stored about the object that is asked for says whether one is. */
  weakness?: 'presence-only' | 'optional' | 'none-refused' | 'conditional';
  /** Callers come to it to log in. */
  startsLogin?: boolean;
}

export interface Handler { name: string; file: string; line: number; column?: number }

export interface Route {
  method: string;
  path: string;
  framework: string;
  file: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  handler?: Handler;
  access: Access;
  roles: string[];
  inHandler: boolean;
  guards: Guard[];
  /** Where the router that holds it is mounted, outermost first. */
  mounts: (Place & { path: string })[];
  /** Why `access` is `unknown`. */
  unknownReason?: string;
  /** Public on purpose: why (`config`, `comment`, `metadata`, `convention: login`). */
  publicBy?: string;
  /** Made by a library call or a loop rather than written down. */
  generated?: boolean;
  /** Identity of the router, controller or folder it belongs to; siblings share it. */
  group: string;
}

/** What rules can ask of a route beyond its data. */
export interface RouteDetail {
  route: Route;
  module: ModuleFacts;
  /** Offsets of the declaration's head: what a finding underlines. */
  start: number;
  end: number;
  handlers: FunctionValue[];
  chain: Value[];
  /** Every element in front of the handler, and the handler's own check, in order: also those that prove nothing. */
  passed: Guard[];
  /** Identity of the application that serves it. */
  application: string;
}

export interface AuthMap {
  routes: Route[];
  details: Map<Route, RouteDetail>;
}
