import { describe, expect, it } from 'vitest';
import { byPriority, extent, openFindings, problems } from '../../src/report/totals.ts';
import { analysis, clean, neighbour, open, rules, secret } from './sample.ts';

it('counts what is open by severity, and says what was looked at', () => {
  const found = openFindings(analysis);
  expect(problems(found) + extent(analysis, found)).toBe('3 problems (1 error, 1 warning, 1 note), 1 suppressed in 3 files with 3 routes.');
  expect(problems([]) + extent(clean, [])).toBe('No problems in 1 file with 0 routes.');
});

describe('priority', () => {
  it('is by severity first', () => {
    expect(byPriority([neighbour, secret, open])).toEqual([open, secret, neighbour]);
  });

  it('is then by how bad the weakness is, as a number', () => {
    const worst = { ...rules[0]!, name: 'worst', securitySeverity: '10.0' };
    const [a, b] = [{ ...open, ruleId: 'require-route-auth' }, { ...open, ruleId: 'worst' }];
    expect(byPriority([a, b], [...rules, worst])).toEqual([b, a]);
  });

  it('is then by confidence, and keeps the order of equals', () => {
    const of = (line: number, confidence: 'high' | 'medium' | 'low') => ({ ...open, line, confidence });
    expect(byPriority([of(1, 'low'), of(2, 'high'), of(3, 'medium'), of(4, 'high')], rules).map(({ line }) => line)).toEqual([2, 4, 3, 1]);
  });
});
