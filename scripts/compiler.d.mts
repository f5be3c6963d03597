export function compilerSource(names: readonly string[]): string;
