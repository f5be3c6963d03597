import { createHmac } from 'node:crypto';
import type { PersonaSpec } from './fixture.ts';

/** What a persona adds to its requests. */
export interface Credentials {
  headers: Record<string, string>;
  /** The answer to signing in. */
  session: Record<string, unknown>;
}

/** Signs in as the persona, as often as asked: a call may end the session that it is made in. */
export async function signIn(origin: string, persona: PersonaSpec): Promise<Credentials> {
  const headers: Record<string, string> = { ...persona.headers };
  if (!persona.login) return { headers, session: {} };
  const response = await fetch(origin + persona.login.path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(persona.login.body),
  });
  if (!response.ok) throw new Error(`signing in at ${persona.login.path} gave ${response.status}`);
  const session = (await response.json()) as Record<string, unknown>;
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  if (cookies.length > 0) headers.cookie = cookies.join('; ');
  if (persona.bearer) headers.authorization = `Bearer ${String(session[persona.bearer])}`;
  return { headers, session };
}

/** The signature header over a body, for personas that sign what they send. */
export function signature(persona: PersonaSpec, body: string): Record<string, string> {
  if (!persona.sign) return {};
  const { header, env, algorithm, prefix = '' } = persona.sign;
  const key = process.env[env];
  if (!key) throw new Error(`${env} is not set`);
  return { [header]: prefix + createHmac(algorithm, key).update(body).digest('hex') };
}
