import type { MapAccess, MapFinding, MapGuard, MapRoute } from '../data.ts';

export const ACCESS_NAME: Record<MapAccess, string> = {
  public: 'public', intended: 'public on purpose', authenticated: 'authenticated', authorized: 'authorized', unknown: 'unknown',
};

/** Shapes beside the colours, for those who cannot tell the colours apart. */
export const ACCESS_SIGN: Record<MapAccess, string> = { public: '○', intended: '◇', authenticated: '◐', authorized: '●', unknown: '?' };

const BASIS: Record<string, string> = {
  body: 'Its code was followed', library: 'Known package', config: 'The configuration says so', name: 'By its name only: its code could not be followed',
};

export const SEVERITY_SIGN: Record<MapFinding['severity'], string> = { error: '✖', warning: '▲', note: 'ℹ' };

export function verdictOf({ access, roles, why, inHandler }: MapRoute): string {
  const inside = inHandler ? ' The handler itself checks.' : '';
  switch (access) {
    case 'public': return 'Anyone can call it.';
    case 'intended': return `Anyone can call it, on purpose (${why ?? ''}).`;
    case 'authenticated': return `Any known caller gets in.${inside}`;
    case 'authorized': return `Only callers with the right to it get in${roles.length > 0 ? `: ${roles.join(', ')}` : ''}.${inside}`;
    default: return `It could not be worked out who gets in: ${why ?? 'what stands in front of it could not be resolved'}.`;
  }
}

export function proofOf({ proves, populates, roles }: MapGuard): string {
  if (proves === 'unknown') return 'could not be resolved';
  if (proves === 'nothing') return populates ? 'sets what it learns, refuses nobody' : 'proves nothing of the caller';
  return `proves ${proves}${roles.length > 0 ? ` (${roles.join(', ')})` : ''}`;
}

export function basisOf({ basis }: MapGuard): string {
  return BASIS[basis] ?? basis;
}

/** `1 route`, `2 routes`. */
export function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}
