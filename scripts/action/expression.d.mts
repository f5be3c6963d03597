export function evaluate(expression: string, context: object): unknown;
export function interpolate(text: string, context: object): string;
export function truthy(value: unknown): boolean;
