export function isAllowed(expression: unknown): boolean;
