import { expect, test } from 'vitest';
import { extract } from '../../src/extract/index.ts';
import { printer } from './print.ts';

function members(text: string) {
  const facts = extract('a.ts', text);
  const { expr, lines } = printer(facts);
  return facts.classes[0]!.members.map((member) => [
    ...(member.decorators ?? []).map((decorator) => `@${expr(decorator)}`),
    ...(member.static ? ['static'] : []),
    member.variant,
    member.computed ? `${member.name}[${expr(member.computed)}]` : member.name,
    ...(member.type ? [`: ${member.type.name}`] : []),
    ...(member.value ? [`= ${expr(member.value)}`] : []),
    ...(member.fn === undefined ? [] : [`{${lines(facts.functions[member.fn]!.body).join('; ')}}`]),
  ].join(' '));
}

test('members of every kind', () => {
  expect(members(`class A {
    static { init() }
    static a = 1; b; #c: B = 2; 'd e' = 3; [f] = 4; ['g'] = 5; declare h: C; accessor i = 6;
    constructor() { super() }
    async j() { j1() } static *k() { k1() } get l() { return 1 } set l(v) { l1(v) } #m() { m1() } [n]() { n1() }
    [key: string]: unknown; o(): void; abstract p(): void;
  }`)).toEqual([
    'static static-block  {init()}',
    'static property a = 1', 'property b', 'property #c : B = 2', 'property d e = 3', 'property [f] = 4', 'property g["g"] = 5',
    'property h : C', 'property i = 6',
    'constructor constructor {super()}',
    'method j {j1()}', 'static method k {k1()}', 'get l {return 1}', 'set l {l1(v#1)}', 'method #m {m1()}', 'method [n] {n1()}',
  ]);
});

test('decorators of classes, members and parameters', () => {
  const facts = extract('a.ts', `@Controller('x') @Auth export class A {
    @Get(':id') @UseGuards(new G()) get(@Param('id') id: string, @Body() @Pipe body: Dto) {}
  }`);
  const { expr } = printer(facts);
  expect(facts.classes[0]!.decorators.map(expr)).toEqual(['Controller("x")', 'Auth']);
  expect(facts.classes[0]!.members[0]!.decorators!.map(expr)).toEqual(['Get(":id")', 'UseGuards(new G())']);
  expect(facts.functions[0]!.params.map(({ decorators, type }) => [decorators!.map(expr), type?.name])).toEqual([
    [['Param("id")'], undefined], [['Body()', 'Pipe'], 'Dto'],
  ]);
});

test('a function in a decorator is not local to what it decorates', () => {
  const { functions } = extract('a.ts', 'class A { @B(() => 1) c(@D(() => 2) e) {} }');
  expect(functions.map(({ name, owner }) => [name, owner])).toEqual([['', -1], ['c', -1], ['', -1]]);
});

test('bases and interfaces', () => {
  const facts = extract('a.ts', "import { B } from 'b'; class A extends mixin(B)<T> implements C<B>, d.E {}");
  expect(printer(facts).expr(facts.classes[0]!.extends!)).toBe('mixin(B#0)');
  expect(facts.classes[0]!.implements!.map(({ name, binding, args }) => [name, binding, args?.map((arg) => [arg.name, arg.binding])])).toEqual([
    ['C', -1, [['B', 0]]], ['d.E', -1, undefined],
  ]);
});

test('parameter properties', () => {
  const facts = extract('a.ts', 'class A { constructor(private a: B, readonly c, @D() public e, f, @G() h) {} }');
  expect(facts.functions[0]!.params.map((param) => [facts.bindings[param.binding]!.name, param.property ?? false])).toEqual([
    ['a', true], ['c', true], ['e', true], ['f', false], ['h', false],
  ]);
});

test('functions of a class know it, and `owner` is the function around the class', () => {
  const { functions, classes } = extract('a.ts', 'function f() { class A { b() {} c = () => {}; static {} d = [() => {}] } }');
  expect(functions.map(({ name, cls, owner }) => [name, cls, owner])).toEqual([
    ['f', undefined, -1], ['b', 0, 0], ['c', 0, 0], ['', 0, 0], ['', undefined, 0],
  ]);
  expect(classes[0]!.owner).toBe(0);
});

test('class expressions take the name of what they are assigned to', () => {
  expect(extract('a.ts', 'const A = class {}; x.B = class {}; f(class {}); const D = class E {}').classes.map(({ name }) => name)).toEqual(['A', 'B', '', 'E']);
});

test('declared classes are dropped, abstract ones stay', () => {
  expect(extract('a.ts', 'declare class A { b(): void } abstract class C {}').classes.map(({ name }) => name)).toEqual(['C']);
});
