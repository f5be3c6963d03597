import type { Place, Proof, Route } from '../model/index.ts';

/** The flows that are looked for (OWASP ASVS 5.0, chapters V6, V7 and V10). */
export type FlowKind = 'login' | 'refresh' | 'logout' | 'oauth' | 'step-up' | 'api-key';

/** Where in a request a value is taken from. */
export type InputPart = 'body' | 'query' | 'path' | 'header' | 'cookie' | 'session' | 'argument';

/** A field of the request that the handler reads. `name` is `*` where it hands the whole part on. */
export interface Parameter { in: InputPart; name: string; place: Place }

/** A token that a flow makes. */
export interface Token {
  /** What the code calls it. */
  name: string;
  /** `JWT`, or a value drawn at random. */
  sort: 'JWT' | 'random value';
  /** The library or function that makes it. */
  by: string;
  /** In words: `15 minutes`, `no end`, `until expires.unix()`. `undefined`: not seen. */
  lifetime?: string;
  /** Where the value goes: the response's body, a cookie, a store. */
  kept: string[];
  place: Place;
}

export interface Cookie {
  name: string;
  cleared: boolean;
  /** As in a Set-Cookie header (RFC 6265bis section 4.1); what cannot be told ends in `?`. */
  flags: string[];
  place: Place;
}

export interface Answer {
  /** `undefined`: an error without a status of its own, or a status that could not be told. */
  status?: number;
  /** Names of what the body holds. */
  body: string[];
  /** A status that could not be told, as the code has it. */
  as?: string;
  redirect?: string;
  /** What is thrown or handed to the error handler, by its name. */
  error?: string;
  /** It was given to the framework's error handler (`next(error)`), rather than thrown. */
  handed?: boolean;
  /** It is made by a package, in its own way. */
  elsewhere?: boolean;
}

export type Step =
  | { kind: 'store' | 'external' | 'check' | 'session'; text: string; place: Place }
  | { kind: 'issue'; token: Token; place: Place }
  | { kind: 'cookie'; cookie: Cookie; place: Place }
  | { kind: 'answer'; answer: Answer; place: Place }
  /** Thrown here, and caught there. */
  | { kind: 'caught'; text: string; by: Place; place: Place }
  /** `stops`: what is in `then` ends the flow, and what follows the step happens otherwise. */
  | { kind: 'branch'; when: string; then: Step[]; else: Step[]; stops: boolean; place: Place }
  | { kind: 'loop'; text: string; steps: Step[]; place: Place }
  /** An element in front of the handler, with what of it could be walked. */
  | { kind: 'guard'; name: string; proves: Proof | 'login'; steps: Step[]; unless: string[]; place: Place };

/** What could not be followed, and why. */
export interface Gap { text: string; place: Place }

export interface Flow {
  kind: FlowKind;
  /** `undefined`: a check in front of routes, rather than a route. */
  route?: Route;
  /** What the flow is called where it has no route. */
  title: string;
  handler?: { name: string; place: Place };
  parameters: Parameter[];
  steps: Step[];
  tokens: Token[];
  cookies: Cookie[];
  gaps: Gap[];
}

/** A place where it is decided who somebody is, or whether they may go on. */
export interface Decision {
  when: 'login' | 'middleware' | 'refresh' | 'mid-session';
  text: string;
  places: Place[];
  /** Routes that it decides about. */
  routes: string[];
}

/** A function of the project that answers for errors which nobody catches. */
export interface ErrorHandler { name: string; place: Place; steps: Step[] }

/** A cookie that a session library sets by itself. */
export interface SessionCookieSetting { by: string; flags: string[]; place: Place }

export interface Flows {
  flows: Flow[];
  decisions: Decision[];
  sessions: SessionCookieSetting[];
  /** Empty where no flow leaves the answer to them. */
  errorHandlers: ErrorHandler[];
}
