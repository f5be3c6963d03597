export interface Mutant { kind: string; start: number; end: number; text: string; was: string; line: number; column: number; fn: number }
export function mutantsOf(file: string, source: string): Mutant[];
export function instrumented(file: string, source: string, name: string): string;
export function sample<T>(list: T[], size: number, seed: number): T[];
