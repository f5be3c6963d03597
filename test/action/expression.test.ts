import { expect, it } from 'vitest';
import { evaluate, interpolate } from '../../scripts/action/expression.mjs';

const context = { inputs: { a: 'true', empty: '' }, github: { event_name: 'push', event: { pull_request: { head: { repo: { fork: true } } } } } };

it.each<[string, unknown]>([
  ["inputs.a == 'true'", true], ["inputs.a == 'TRUE'", true], ["inputs.empty != ''", false], ['inputs.missing', ''],
  ["inputs.a == 'true' && github.event_name == 'pull_request'", false], ["github.event_name == 'push' || inputs.a", true],
  ['github.event.pull_request.head.repo.fork != true', false], ['github.event.other.head.repo.fork != true', true],
  ["!(inputs.a == 'true')", false], ["'it''s'", "it's"],
])('%s', (expression, value) => {
  expect(evaluate(expression, context)).toBe(value);
});

it.each(['(inputs.a', 'inputs.a ==', 'inputs.a inputs.b', 'a + b', "format('{0}', 1)"])('refuses %s', (expression) => {
  expect(() => evaluate(expression, context)).toThrow();
});

it('fills in a text', () => {
  expect(interpolate('a ${{ inputs.a }} ${{github.event_name}}', context)).toBe('a true push');
});
