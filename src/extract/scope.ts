import type { Binding } from '../model/index.ts';

/** A name that waits for the end of the scopes around it, where all declarations are known. */
export interface Pending { name: string; binding: number }

/** One lexical scope while it is open. */
export class Scope {
  readonly parent: Scope | undefined;
  /** The scope that `var` declarations inside this one belong to. */
  readonly variables: Scope;
  /** Created with the first declaration: most blocks have none. */
  names: Map<string, number> | undefined = undefined;
  /** Functions of nested blocks that sloppy code also sees here. */
  hoisted: Map<string, number> | undefined = undefined;
  /** Where this scope's pending names start in the shared stack. */
  firstPending: number;

  constructor(parent: Scope | undefined, forVariables: boolean, firstPending: number) {
    this.parent = parent;
    this.variables = forVariables || parent === undefined ? this : parent.variables;
    this.firstPending = firstPending;
  }
}

/**
 * Declarations and uses of names in one pass: uses are kept on a stack and resolved when their scope closes, so that
 * hoisting needs no second walk. What a scope does not know stays on the stack for the scope around it.
 */
export class Scopes {
  readonly bindings: Binding[] = [];
  current = new Scope(undefined, true, 0);
  /** Strict code keeps the functions of a block to the block. */
  sloppy = false;
  /** A stack with its own count: shortening an array at each scope's end would cost more than resolving. */
  private readonly pending: Pending[] = [];
  private pendingCount = 0;
  private readonly written: Pending[] = [];

  open(forVariables: boolean): void {
    this.current = new Scope(this.current, forVariables, this.pendingCount);
  }

  close(): void {
    this.settle();
    if (this.current.parent !== undefined) this.current = this.current.parent;
  }

  /**
   * Resolves what was used so far against what is declared so far. The rest then belongs to the scopes around: a default
   * of a parameter must not see the variables of the body.
   */
  settle(): void {
    const { names, hoisted, firstPending } = this.current;
    const { pending } = this;
    if (names !== undefined || hoisted !== undefined) {
      let kept = firstPending;
      for (let at = firstPending; at < this.pendingCount; at++) {
        const use = pending[at]!;
        const binding = names?.get(use.name) ?? hoisted?.get(use.name);
        if (binding === undefined) pending[kept++] = use;
        else use.binding = binding;
      }
      this.pendingCount = kept;
    }
    this.current.firstPending = this.pendingCount;
  }

  /** Resolves at the end of the file what was written to. */
  finish(): void {
    this.close();
    for (const use of this.written) if (use.binding >= 0) this.bindings[use.binding]!.reassigned = true;
  }

  use(pending: Pending): void {
    this.pending[this.pendingCount++] = pending;
  }

  write(pending: Pending): void {
    this.written.push(pending);
  }

  /** A binding that no name refers to. */
  temporary(kind: Binding['kind'], owner: number, start: number, end: number): number {
    return this.bindings.push({ name: '', kind, owner, start, end }) - 1;
  }

  /**
   * Declares a name in the current scope (`var`: in the function's) and gives its binding: the one that is there already, if
   * it is. `sets` says that the declaration gives it a value, so that a second one is a reassignment.
   */
  declare(name: string, kind: Binding['kind'], owner: number, start: number, end: number, sets: boolean): number {
    const scope = kind === 'var' ? this.current.variables : this.current;
    const names = (scope.names ??= new Map<string, number>());
    const existing = names.get(name);
    if (existing !== undefined) {
      if (sets) this.bindings[existing]!.reassigned = true;
      return existing;
    }
    const index = this.bindings.push({ name, kind, owner, start, end }) - 1;
    names.set(name, index);
    return index;
  }

  /** The binding of a name in the current scope or, for `var`, in the function's. */
  declared(name: string): number | undefined {
    return this.current.names?.get(name) ?? this.current.variables.names?.get(name);
  }

  /** A function declared in a block: sloppy code also sees it in the function around the block. */
  hoist(name: string, index: number): void {
    const { variables } = this.current;
    if (!this.sloppy || variables === this.current) return;
    const hoisted = (variables.hoisted ??= new Map<string, number>());
    const other = hoisted.get(name);
    if (other === undefined) hoisted.set(name, index);
    else if (other !== index) this.bindings[other]!.reassigned = true;
  }
}
