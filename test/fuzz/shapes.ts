import type { Files } from './seeds.ts';

const R = (text: string, times: number): string => text.repeat(times);
const many = (times: number, make: (at: number) => string): string => Array.from({ length: times }, (_, at) => make(at)).join('');
const HEAD = "const express = require('express');\nconst app = express();\n";
const APP = (code: string): string => `${HEAD}${code}\napp.get('/ok', (req, res) => res.json(x));\napp.listen(3000);\n`;

/** Programs that grow without bound in one direction, as a text each. They serve something, so that all of the engine meets them. */
const TEXTS: Record<string, string> = {
  parens: APP(`var x = ${R('(', 10000)}1${R(')', 10000)};`),
  arrays: APP(`var x = ${R('[', 10000)}1${R(']', 10000)};`),
  objects: APP(`var x = ${R('{a:', 10000)}1${R('}', 10000)};`),
  calls: APP(`var x = ${R('f(', 10000)}1${R(')', 10000)};`),
  useNest: APP(`app.use(${R('f(', 3000)}1${R(')', 3000)});`),
  chain: APP(`var x = a${R('.b()', 10000)};`),
  appchain: HEAD + `app${R(".get('/a', (q, s) => s.end())", 3000)};\napp.listen(1);`,
  binary: APP(`var x = ${R('a + ', 20000)}1;`),
  binaryStr: APP(`var x = ${R('"a" + ', 20000)}"b"; app.get(x, (q, s) => s.end(x)); `),
  logical: APP(`app.get('/b', (req, res) => { if (${R('req.user && ', 5000)}1) return res.end(); res.status(401).end(); });`),
  commas: APP(`var x = (${R('a, ', 20000)}1);`),
  conditional: APP(`var x = ${R('a ? b : ', 5000)}c;`),
  assigns: APP(`var x = ${R('a = ', 5000)}c;`),
  elseif: APP(`function f(a) { ${many(10000, (i) => `if (a === ${i}) return ${i}; else\n`)} return 1; }\napp.get('/b', (q, s) => s.end(f(q.query.a)));`),
  ifs: APP(`function f(a) { ${many(10000, (i) => `if (a === ${i}) return ${i};\n`)} return 1; }\napp.use((q, s, n) => { if (f(q.query.a)) return s.status(401).end(); n(); });`),
  ifreq: APP(`app.use((req, res, next) => { ${many(300, (i) => `if (req.headers['x${i}']) { req.a${i} = 1; }\n`)} if (!req.user) return res.status(401).end(); next(); });`),
  template: APP(`var x = ${R('`${', 3000)}1${R('}`', 3000)};`),
  jsx: APP(`var x = ${R('<a>', 5000)}${R('</a>', 5000)};`),
  blocks: APP(R('{', 10000) + R('}', 10000)),
  functions: APP(`${R('function f(){ ', 5000)}${R('}', 5000)}`),
  arrows: APP(`var x = ${R('() => ', 5000)}1;`),
  iife: APP(`${R('(function(){ ', 2000)}${R('})();', 2000)}`),
  not: APP(`var x = ${R('!', 20000)}1;`), news: APP(`var x = ${R('new ', 10000)}A;`), awaits: APP(`var x = ${R('await ', 5000)}1;`),
  switchcase: APP(`app.get('/s', (req, res) => { switch (req.query.a) { ${many(50000, (i) => `case ${i}: res.end('${i}'); break;\n`)} } });`),
  switchreq: APP(`app.use((req, res, next) => { switch (req.path) { ${many(2000, (i) => `case '/p${i}': return next();\n`)} } if (!req.user) return res.status(401).end(); next(); });`),
  objbig: APP(`const t = { ${many(50000, (i) => `k${i}: ${i},\n`)} };\nvar x = t;`),
  arrbig: APP(`const t = [ ${many(100000, (i) => `${i},\n`)} ];\nfor (const a of t) app.get('/z' + a, (q, s) => s.end());var x`),
  strings: APP(`const t = "${R('a', 190000)}";\nvar x = t;`),
  stringsBig: APP(`const t = [${many(60, () => `"${R('ab', 20000)}",\n`)}];\nvar x = t;`),
  routes: HEAD + many(100000, (i) => `app.get('/r${i}', (q, s) => s.end());\n`) + 'app.listen(1);\n',
  routesGuard: "const express = require('express'), jwt = require('jsonwebtoken');\nconst app = express();\nfunction g(req, res, next) { try { req.user = jwt.verify(req.headers.authorization, process.env.K, { algorithms: ['HS256'] }); next(); } catch { res.status(401).end(); } }\n" + many(20000, (i) => `app.get('/r${i}', g, (q, s) => s.end());\n`) + 'app.listen(1);\n',
  middlewares: HEAD + many(5000, () => `app.use((req, res, next) => next());\n`) + "app.get('/x', (q, s) => s.end());app.listen(1);\n",
  mounts: HEAD + many(300, (i) => `const r${i} = express.Router(); ${i ? `r${i - 1}` : 'app'}.use('/m${i}', r${i});\n`) + "r299.get('/x', (q, s) => s.end());\napp.listen(1);\n",
  selfmount: HEAD + "const r = express.Router(); r.use('/a', r); r.get('/b', (q, s) => s.end()); app.use(r); app.use('/x', app); app.listen(1);\n",
  doublemount: HEAD + many(18, (i) => `const r${i} = express.Router();\n`) + many(17, (i) => `r${i}.use('/a', r${i + 1}); r${i}.use('/b', r${i + 1});\n`) + "app.use(r0); r17.get('/x', (q, s) => s.end());\napp.listen(1);\n",
  loops: APP(`for (let i = 0; i < 1e9; i++) for (let j = 0; j < 1e9; j++) app.get('/l' + i + j, (q, s) => s.end());`),
  whiletrue: APP(`while (true) { app.get('/w', (q, s) => s.end()); }`),
  recursion: APP(`function f(n) { return f(n + 1) + f(n + 2); }\nvar x = f(0); app.use(f(1));`),
  fib: APP(`const fib = (n) => n < 2 ? n : fib(n - 1) + fib(n - 2); for (let i = 0; i < fib(40); i++) app.get('/f' + i, (q, s) => s.end()); var x`),
  strdouble: APP(`let s = 'a'; ${R('s = s + s;', 60)} app.get(s, (q, r) => r.end()); var x`),
  strrepeat: APP(`let s = 'a'.repeat(1e9); let t = 'b'.padStart(1e9); let u = Array(1e9).fill(0); let v = new Array(1e9).join('x'); let w = Array.from({ length: 1e9 }); let y = [...Array(1e9).keys()]; app.get(s, (q, r) => r.end()); app.get(t + v, (q, r) => r.end()); for (const a of u) app.get('/' + a, (q, r) => r.end()); var x`),
  arrdouble: APP(`let a = [1]; ${R('a = [...a, ...a];', 60)} for (const b of a) app.get('/' + b, (q, r) => r.end()); var x`),
  concatdouble: APP(`let a = [1]; ${R('a = a.concat(a);', 60)} a.forEach((b) => app.get('/' + b, (q, r) => r.end())); var x`),
  unions: APP(`let a = c ? 1 : 2; ${many(30, (i) => `let b${i} = c${i} ? '/a${i}' : '/b${i}';`)} app.get(${many(30, (i) => `b${i} + `)} '', (q, r) => r.end()); var x`),
  regexroute: APP(`app.get(/^(a+)+$/, (q, r) => r.end()); app.get('/:a((x+x+)+y)', (q, r) => r.end()); app.get('/(a|a)*b', (q,r) => r.end()); app.get('/${R('a', 5000)}', (q, r) => r.end());  app.post('/${R(':a?', 40)}', (q, r) => r.end()); app.post('/${R('*a', 40)}', (q, r) => r.end());  const re = /^(a+)+$/; if (re.test('${R('a', 60)}!')) app.get('/re', (q, r) => r.end()); if ('${R('a', 60)}!'.match(/(a*)*$/)) app.get('/re2', (q, r) => r.end()); '${R('a', 60)}!'.replace(/(a+)+$/g, ''); app.use((q, s, n) => { if (/^(\\/a+)+$/.test(q.path)) return n(); if (!q.user) return s.status(401).end(); n(); }); var x`),
  proto: APP(`const o = { __proto__: { get: 1 }, constructor: 2, toString: 3, hasOwnProperty: 4 }; o.__proto__.x = 1; o['constructor'].prototype = o; var __proto__ = o; function toString() {} class constructor {} app.get('/__proto__', toString); app.get('/constructor', o.hasOwnProperty); app['__proto__']('/x', o); app.constructor('/y', o); res.cookie('__proto__', 1); var x = {}[{}.__proto__]; x.__proto__ = x; Object.assign(x, x); module.exports.__proto__ = x; exports.constructor = x;`),
  cyclicclass: APP(`class A extends B {} class B extends A {} class C extends C {} var x = new A(); const o = {}; o.o = o; o.f = o; JSON.stringify(o); const arr = []; arr.push(arr); arr.flat(Infinity); app.use(arr); app.use(o); app.get('/a', arr, o); let q = () => q; q()()()(); app.use(new Proxy(o, { get: () => o }));`),
  comments: '/*' + R('*', 500000) + '/\n' + R('// authlint-disable-next-line x -- y\n', 20000) + APP('var x'),
  backticks: APP('var x = ' + R('`a${b}', 5000) + '`;'), slashes: APP('var x = ' + R('/a/.b', 5000)), lts: APP('var x = ' + R('a<b>', 5000)), 
  types: `${many(3000, (i) => `type T${i} = T${i + 1}[];`)} let a: ${R('Array<', 3000)}x${R('>', 3000)}; ` + APP('var x'),
  decorators: R("@Controller('a') ", 5000) + 'class A {}\n' + APP('var x'),
  unicode: APP('var \\u{78} = "\ud800"; var x\u200b = "\u2028";') , crs: APP('var x;').replaceAll('\n', '\r'),
  bodynest: HEAD + `app.get('/n', ${R('async (q, s) => { await f(', 60)}1${R('); }', 60)});\napp.listen(1);`,
  promise: APP(`app.get('/p', (q, s) => f()${R('.then((a) => g(a))', 3000)});var x`),
  wrap: HEAD + "const w = (h) => (q, s, n) => h(q, s, n);\n" + `app.get('/n', ${R('w(', 500)}(q, s) => s.end()${R(')', 500)});\napp.listen(1);`,
  helpers: HEAD + many(2000, (i) => `function h${i}(q) { return h${i + 1}(q) || h${i + 2}(q); }\n`) + "function h2000(q) { return q.user; } function h2001(q) { return q.user; }\napp.use((q, s, n) => { if (!h0(q)) return s.status(401).end(); n(); }); app.get('/x', (q, s) => s.end());app.listen(1);\n",
  manyconds: HEAD + `app.use((q, s, n) => { ${many(40, (i) => `const c${i} = q.headers['h${i}'] ? d${i}(q) : e${i}(q); `)} if (${many(40, (i) => `c${i} || `)} q.user) n(); else s.status(401).end(); }); app.get('/x', (q, s) => s.end());app.listen(1);`,
  asyncNest: HEAD + 'const asyncHandler = (fn) => (req, res, next) => Promise.resolve(fn(req, res, next)).catch(next);\n' + R('asyncHandler(async (req, res) => { await ', 40) + "app.get('/n', asyncHandler(async (req, res) => { if (!req.user) return res.status(401).end(); res.end(); }))" + R(' });', 40) + '\napp.listen(1);',
  samePath: HEAD + many(2000, () => "app.get('/same', (q, s, n) => n());\n") + 'app.listen(1);\n',
  regexps: HEAD + many(3000, (i) => `app.use(/^\\/r${i}/, (q, s, n) => n());\n`) + many(3000, (i) => `app.get('/r${i}', (q, s) => s.end());\n`) + 'app.listen(1);\n',
  texts: HEAD + "const jwt = require('jsonwebtoken');\n" + ['a', 'A', 'aA', '/', '?', '{', '[', '(', ' ', '=', '-', '.', '1', '*', '\\n', ':', '$', '@', ',', '`${', 'a ', '<', '%', '_'].map((part, i) => `const t${i} = '${R(part, 60_000)}!';\napp.get(t${i}, (q, s) => { fetch('https://' + t${i}); fetch(t${i}); db.query(t${i} + ' where id = ' + q.params.id); jwt.sign({}, t${i}); jwt.sign({}, k, { expiresIn: t${i} }); console.log(t${i}, q.body.password); s.cookie(t${i}, t${i}); s.redirect(t${i}); s.send(t${i}); if (new RegExp(t${i}).test(q.path)) s.end(); });\n`).join('') + 'app.listen(1);\n',
  tsenum: APP(`var x`) + `enum E { ${many(20000, (i) => `A${i},`)} }`,
};

const LANGUAGE: Record<string, string> = { types: 'ts', decorators: 'ts', tsenum: 'ts', jsx: 'jsx' };

/** The projects of these programs, by what grows. */
export function shapes(): Record<string, Files> {
  return Object.fromEntries(Object.entries(TEXTS).map(([name, text]) => [name, { 'package.json': '{"dependencies":{"express":"^5.0.0","jsonwebtoken":"9"}}', [`src/app.${LANGUAGE[name] ?? 'js'}`]: text }]));
}
