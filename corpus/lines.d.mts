import type { Analysis } from '../src/model/index.ts';

export function linesOf(analysis: Pick<Analysis, 'findings' | 'routes' | 'diagnostics'>): string[];
export function difference(before: string[], now: string[]): string[];
export function summary(lines: string[]): string;
