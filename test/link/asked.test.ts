import { describe, expect, it } from 'vitest';
import { askedText, concat, isNullish, same, textOf, truth, type Question } from '../../src/link/index.ts';
import { regexpCall, stringCall } from '../../src/link/builtins/strings.ts';
import { literal } from '../../src/link/values.ts';
import type { LiteralValue, Value } from '../../src/model/index.ts';

interface Line { path: string }

/** The path `/admin/users`, what was asked of it, and how the answers would be for another path. */
function noted() {
  const questions = new Map<string, Question<Line>>();
  const path = askedText<Line>('path', (line) => line.path, { path: '/admin/users' }, (question) => questions.set(question.text, question));
  return { path, answers: (other: string) => Object.fromEntries([...questions].map(([text, { of }]) => [text, of({ path: other })])) };
}

const regexp: Value = { kind: 'regexp', source: '^/admin', flags: '' };

describe('asking a text notes the question', () => {
  it.each<[string, (path: LiteralValue) => unknown, unknown, Record<string, string>]>([
    ['a prefix', (path) => stringCall('startsWith', path, [literal('/admin')]), { kind: 'literal', value: true }, { 'path.startsWith("/admin")': 'false' }],
    ['a pattern', (path) => regexpCall('test', regexp, [path]), { kind: 'literal', value: true }, { 'path.match(/^/admin/)': 'false' }],
    ['equality', (path) => same(path, literal('/admin')), false, { 'path=="/admin"': 'true' }],
    ['whether there is any', (path) => truth(path), true, { 'path?': 'true' }],
    ['its lower case', (path) => same(stringCall('toLowerCase', path, [])!, literal('/admin')), false, { 'path.toLowerCase()=="/admin"': 'true' }],
    ['what is put before and behind', (path) => textOf(concat([literal('a'), path, literal('b')])), 'a/admin/usersb', { 'path<"a"+"b"': '"a/ADMINb"' }],
    ['all of it', (path) => textOf(path), '/admin/users', { path: '"/ADMIN"' }],
    ['nothing, when it is only handed on', (path) => isNullish(path), false, {}],
  ])('%s', (_what, ask, answer, questions) => {
    const { path, answers } = noted();
    expect(ask(path)).toEqual(answer);
    const other = _what === 'equality' ? '/admin' : '/ADMIN';
    expect(answers(other)).toEqual(questions);
  });
});

it('a copy of the value has asked for all of it', () => {
  const { path, answers } = noted();
  expect({ ...path }.value).toBe('/admin/users');
  expect(answers('/a')).toEqual({ path: '"/a"' });
});

it('what an earlier request left behind is a text like any other', () => {
  const [one, other] = [noted(), noted()];
  expect(textOf(concat([one.path, other.path]))).toBe('/admin/users/admin/users');
  expect(Object.values(one.answers('/a'))).toEqual(['"/a/admin/users"']);
});
