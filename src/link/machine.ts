import type {
  CallExpr, CallRecord, ClassFacts, ClassValue, Condition, Expr, FunctionFacts, FunctionValue, ModuleFacts, NewExpr, ObjectValue, PackageModel, ResultValue, Scope, Site, Stmt, TypeFact, Value,
} from '../model/index.ts';
import type { Budget } from './budget.ts';
import type { Domain } from './domain.ts';
import type { Effort } from './effort.ts';
import type { Leftovers } from './leftovers.ts';

/** How a list of statements ended; `undefined` when it ran to its end. */
export type Completion = { type: 'return'; value: Value; /** Only on some paths: what follows runs too. */ partial?: boolean } | { type: 'throw' } | { type: 'break' } | { type: 'continue' };

export interface ModuleState {
  facts: ModuleFacts;
  scope: Scope;
  /** `module`: its `exports` property is what CommonJS importers get. */
  module: ObjectValue;
  exports: ObjectValue;
  status: 'new' | 'running' | 'done';
  /** Scopes of functions that are looked at on their own. */
  statics: Map<FunctionFacts, Scope>;
}

/**
 * Functions that were entered: while setting up, or for a value that is kept; and for answers that are given again each time.
 */
export interface Entered {
  kept: Set<FunctionFacts>;
  asked: Set<FunctionFacts>;
  /** For variables of functions that are looked at on their own, which are forgotten when these functions are edited: for which of them. */
  held: Map<FunctionFacts, Set<FunctionFacts>>;
}

export interface CallSiteInfo { expr: CallExpr | NewExpr; scope: Scope }

/** A call that was not made; `depth`: how many functions stood around it. */
export interface PostponedCall { fn: FunctionValue; args: Value[]; self: Value | undefined; site: Site; depth: number }

export interface MachineHost {
  /** Length of the texts of all files together, in UTF-16 units. */
  length: number;
  facts(path: string): ModuleFacts | undefined;
  resolve(from: string, specifier: string): { kind: 'file'; file: string } | { kind: 'package'; name: string; subpath: string } | undefined;
  /** Names in a folder of the project, or undefined when there is none. */
  list?(folder: string): string[] | undefined;
  models: PackageModel[];
}

/** The abstract machine: runs the project's code on values of which some are unknown. */
export interface Machine {
  host: MachineHost;
  domain: Domain | undefined;
  /** While set, every change of what existed before is noted, to be undone. */
  trail: (() => void)[] | undefined;
  /** While set, objects with a greater identity were made since the trail began: their changes need not be undone. */
  fresh?: number | undefined;
  steps: number;
  stepLimit: number;
  /** While it is worked out what an expression denotes: the same for all calls, also those of packages. */
  lookLimit: number;
  depth: number;
  stack: { fn: FunctionValue; site: Site; args: Value[]; at?: { module: ModuleFacts; expr: CallExpr | NewExpr } }[];
  /** How many steps had been made when the first simulation began. */
  simulatedFrom: number | undefined;
  budget: Budget;
  /** Steps that are accounted for in the budget. */
  accounted: number;
  /** The last identity given out while setting up. */
  setUpTo: number;
  /** The call expression about to enter a function. */
  calling: { module: ModuleFacts; expr: CallExpr | NewExpr } | undefined;
  /** How many undecided branches are around; assignments inside only add to what a name may be. */
  branches: number;
  conditions: Condition[];
  records: CallRecord[];
  modules: Map<string, ModuleState>;
  /** By file and name, where files that hand on the exports of others were searched: the file that has it, or null. */
  exportHomes: Map<string, string | null>;
  /** Functions that were entered while setting up: `path#index`. */
  entered: Set<string>;
  /** Which functions were entered. */
  log: Entered;
  /** While above 0, something is worked out that is kept, whoever asked for it. */
  keeping: number;
  /** The functions for whose variables something is worked out. */
  holders: FunctionFacts[];
  /** How many calls of modelled packages there were. */
  modelledCalls: number;
  /** Steps that code took which was handed to packages to be called back, while setting up. */
  callbackSteps: number;
  /** The models of a package, by its name. */
  modelled: Map<string, PackageModel[]>;
  efforts: Map<FunctionFacts, Effort>;
  leftovers?: Leftovers;
  /** While a statement of a module's top level is run: calls that were left out because what came before them took too long. */
  postponed?: PostponedCall[] | undefined;
  /** Stand-ins for parameters on which something is registered. */
  given: ResultValue[];
  standIns: Map<ClassFacts, ObjectValue>;
  /** Instances that were constructed while setting up, by class. */
  instances: Map<ClassFacts, ObjectValue[]>;
  /** While set, calls leave no record: an expression is only looked at. */
  quiet: boolean;
  /** While a function is run apart from a simulation: `Domain.aside` of that. */
  aside: Domain['aside'] | undefined;

  evaluate(expr: Expr, scope: Scope): Value;
  run(stmts: Stmt[], scope: Scope): Completion | undefined;
  call(callee: Value, args: Value[], self: Value | undefined, at: CallSiteInfo, constructed?: boolean): Value;
  invoke(fn: FunctionValue, args: Value[], self: Value | undefined, site: Site): Value;
  /** Runs a class's field initialisers and constructor on an instance. */
  initialize(cls: ClassValue, args: Value[], self: ObjectValue, site: Site): void;
  construct(cls: ClassValue, args: Value[], site: Site): Value;
  getMember(object: Value, name: string, site: Site): Value;
  setMember(object: Value, name: string, value: Value, site: Site): void;
  lookup(binding: number, scope: Scope): Value;
  assign(binding: number, value: Value, scope: Scope): void;
  state(path: string): ModuleState | undefined;
  ensure(path: string): ModuleState | undefined;
  exportOf(path: string, name: string): Value | undefined;
  /** What a name imported from `specifier` denotes. */
  importValue(from: ModuleFacts, specifier: string, name: string): Value;
  typeValue(type: TypeFact | undefined, scope: Scope): Value | undefined;
  /** An instance of a class that nobody was seen to construct. */
  standIn(cls: ClassValue): ObjectValue;
  instanceOf(type: TypeFact | undefined, scope: Scope): Value | undefined;
  truth(value: Value): boolean | undefined;
}
