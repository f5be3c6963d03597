/** A package.json that makes a folder an application of Next.js. */
export const manifest = (...dependencies: string[]): string => JSON.stringify({ dependencies: { next: '16', ...Object.fromEntries(dependencies.map((name) => [name, '*'])) } });

/** The files of an application at the root of a project. */
export const app = (files: Record<string, string>, ...dependencies: string[]): Record<string, string> => ({ 'package.json': manifest(...dependencies), ...files });
