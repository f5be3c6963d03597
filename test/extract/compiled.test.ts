import { describe, expect, it } from 'vitest';
import { extract } from '../../src/extract/index.ts';
import type { Expr } from '../../src/model/index.ts';

function valueOf(text: string, name = 'x'): Expr | undefined {
  return extract('src/a.js', text).bindings.find((one) => one.name === name)?.init;
}

/** The facts without their places. */
function shape(expr: Expr | undefined): unknown {
  return JSON.parse(JSON.stringify(expr ?? null, (key, value: unknown) => (['start', 'end', 'propertyStart', 'binding'].includes(key) ? undefined : value)));
}

describe('what compilers write for older engines means what was written', () => {
  it.each([
    ['a ?? b', 'a !== null && a !== void 0 ? a : b'],
    ['f() ?? b', '(_a = f()) !== null && _a !== void 0 ? _a : b'],
    ['f() ?? b', '(_a = f()) != null ? _a : b'],
    ['a?.b.c', 'a === null || a === void 0 ? void 0 : a.b.c'],
    ["a.b?.split(' ')[1]", "(_a = a.b) === null || _a === void 0 ? void 0 : _a.split(' ')[1]"],
    ['a.b?.(1)', '(_a = a.b) === null || _a === void 0 ? void 0 : _a.call(a, 1)'],
    ['f()?.b?.(1)', '(_b = (_a = f()) === null || _a === void 0 ? void 0 : _a.b) === null || _b === void 0 ? void 0 : _b.call(_a, 1)'],
    ["import('./a')", "Promise.resolve().then(() => __importStar(require('./a')))"],
    ["import('./a')", "Promise.resolve().then(() => require('./a'))"],
  ])('%s', (written, compiled) => {
    expect(shape(valueOf(`var _a, _b; const x = ${compiled};`))).toEqual(shape(valueOf(`const x = ${written};`)));
  });

  it.each(['a !== null && b !== void 0 ? a : c', 'a !== null && a !== void 0 ? b : c', 'a === null || a === void 0 ? void 0 : b.c', 'a !== null || a !== void 0 ? a : c'])('%s is another question', (written) => {
    expect(valueOf(`const x = ${written};`)?.kind).toBe('conditional');
  });
});

describe('decorators that were compiled away', () => {
  const compiled = `
let Users = class Users {
    constructor(store, names) { this.store = store; }
    list(query) { return this.store.all(query); }
};
__decorate([Inject('x'), __metadata("design:type", Clock)], Users.prototype, "clock", void 0);
__decorate([Get('/'), __param(0, Query('q')), __metadata("design:paramtypes", [String])], Users.prototype, "list", null);
Users = __decorate([Controller('users'), __param(1, Inject('NAMES')), __metadata("design:paramtypes", [typeof (_a = typeof Store !== "undefined" && Store) === "function" ? _a : Object, Object])], Users);
export { Users };`;
  const facts = extract('src/users.js', `import { Store, Clock } from './store.js';\nvar _a;${compiled}`);
  const name = (expr: Expr): string => (expr.kind === 'call' && expr.callee.kind === 'ref' ? expr.callee.name : expr.kind);

  it('are those of the class, its members and parameters again', () => {
    const [users] = facts.classes;
    expect(users!.decorators.map(name)).toEqual(['Controller']);
    expect(users!.members.map((one) => [one.name, one.variant, (one.decorators ?? []).map(name)])).toEqual([['constructor', 'constructor', []], ['list', 'method', ['Get']], ['clock', 'property', ['Inject']]]);
    const params = users!.members.flatMap((one) => (one.fn === undefined ? [] : facts.functions[one.fn]!.params));
    expect(params.map((one) => [one.type?.name, (one.decorators ?? []).map(name)])).toEqual([['Store', []], [undefined, ['Inject']], [undefined, ['Query']]]);
    expect(users!.members[2]!.type?.name).toBe('Clock');
  });

  it('leave the class to its name', () => {
    expect(facts.bindings.find((one) => one.name === 'Users' && one.kind === 'let')?.reassigned).toBeUndefined();
    expect(facts.body.filter((one) => one.kind === 'expr')).toEqual([]);
  });

  it('leave what exports the class', () => {
    const common = extract('src/users.js', 'let Users = class Users {};\nexports.Users = Users;\nexports.Users = Users = __decorate([(0, common_1.Controller)()], Users);');
    expect(common.classes[0]!.decorators).toHaveLength(1);
    expect(common.body.filter((one) => one.kind === 'expr').map((one) => shape(one.expr))).toEqual([0, 1].map(() => shape(extract('a.js', 'let Users = class Users {};\nexports.Users = Users').body[1]!.kind === 'expr' ? (extract('a.js', 'let Users = class Users {};\nexports.Users = Users').body[1] as { expr: Expr }).expr : undefined)));
  });
});
