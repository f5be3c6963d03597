/** Hooks that run before the handler, in their order (Fastify, Reference: Lifecycle). */
export const PHASES = ['onRequest', 'preParsing', 'preValidation', 'preHandler'] as const;
export type Phase = typeof PHASES[number];

export function isPhase(name: string): name is Phase {
  return (PHASES as readonly string[]).includes(name);
}
