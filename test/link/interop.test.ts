import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const guard = "const guard = (req, res, next) => { if (!req.user) return res.sendStatus(401); next(); }; const h = (req, res) => res.json([]);";
const found = { 'GET /in/x': 'authenticated', 'GET /y': 'public' };

const BABEL = 'function _interopRequireDefault(e) { return e && e.__esModule ? e : { default: e }; }';

test('default imports of packages and of modules as Babel compiles them', () => {
  expect(accessOf({
    'app.js': `"use strict"; var _express = _interopRequireDefault(require("express")); var _routes = _interopRequireDefault(require("./routes")); ${BABEL}
      ${guard} const app = (0, _express.default)(); app.use('/in', guard, _routes.default); app.get('/y', h);`,
    'routes.js': `"use strict"; Object.defineProperty(exports, "__esModule", { value: true }); exports.default = void 0; var _express = require("express");
      ${guard} const router = (0, _express.Router)(); router.get('/x', h); var _default = exports.default = router;`,
  })).toEqual(found);
});

test('names that are passed on by getters, as TypeScript and Babel compile `export { x } from`', () => {
  expect(accessOf({
    'app.js': `const express = require("express"); const parts = require("./parts"); ${guard} const app = express(); app.use('/in', parts.guard, (0, parts.routes)()); app.get('/y', h);`,
    'parts.js': `Object.defineProperty(exports, "__esModule", { value: true }); var _routes = require("./routes");
      Object.defineProperty(exports, "routes", { enumerable: true, get: function () { return _routes.routes; } });
      Object.defineProperties(exports, { guard: { enumerable: true, get: () => _routes.guard }, [Symbol.toStringTag]: { value: "Module" } });`,
    'routes.js': `const { Router } = require("express"); ${guard} exports.guard = guard; exports.routes = () => { const r = Router(); r.get('/x', h); return r; };`,
  })).toEqual(found);
});

const TYPESCRIPT = `var __createBinding = (this && this.__createBinding) || (Object.create ? (function(o, m, k, k2) {
    if (k2 === undefined) k2 = k;
    var desc = Object.getOwnPropertyDescriptor(m, k);
    if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) { desc = { enumerable: true, get: function() { return m[k]; } }; }
    Object.defineProperty(o, k2, desc);
  }) : (function(o, m, k, k2) { if (k2 === undefined) k2 = k; o[k2] = m[k]; }));
  var __exportStar = (this && this.__exportStar) || function(m, exports) { for (var p in m) if (p !== "default" && !Object.prototype.hasOwnProperty.call(exports, p)) __createBinding(exports, m, p); };
  var __importDefault = (this && this.__importDefault) || function (mod) { return (mod && mod.__esModule) ? mod : { "default": mod }; };`;

test('`export *` of a module and of a package, as TypeScript compiles them', () => {
  expect(accessOf({
    'app.js': `${TYPESCRIPT} const all_1 = require("./all"); const guard_1 = __importDefault(require("./guard")); ${guard} const app = all_1.application(); const r = all_1.Router(); r.get('/x', h); app.use('/in', guard_1.default, r); app.get('/y', h);`,
    'all.js': `"use strict"; ${TYPESCRIPT} Object.defineProperty(exports, "__esModule", { value: true }); __exportStar(require("express"), exports); __exportStar(require("./make"), exports);`,
    'make.js': 'Object.defineProperty(exports, "__esModule", { value: true }); const express = require("express"); exports.application = () => express();',
    'guard.js': `Object.defineProperty(exports, "__esModule", { value: true }); ${guard} exports.default = guard;`,
  })).toEqual(found);
});

const ROLLDOWN = `var __create = Object.create; var __defProp = Object.defineProperty; var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
  var __getOwnPropNames = Object.getOwnPropertyNames; var __getProtoOf = Object.getPrototypeOf; var __hasOwnProp = Object.prototype.hasOwnProperty;
  var __copyProps = (to, from, except, desc) => {
    if (from && typeof from === "object" || typeof from === "function") for (var keys = __getOwnPropNames(from), i = 0, n = keys.length, key; i < n; i++) {
      key = keys[i];
      if (!__hasOwnProp.call(to, key) && key !== except) __defProp(to, key, { get: ((k) => from[k]).bind(null, key), enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
    }
    return to;
  };
  var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target, mod));
  exports.__toESM = __toESM;`;

test('imports of a package by default and by name, as esbuild and Rolldown compile them', () => {
  expect(accessOf({
    'runtime.js': ROLLDOWN,
    'app.js': `const runtime = require("./runtime.js"); let express = require("express"); express = runtime.__toESM(express); let make = require("./make.js"); make = runtime.__toESM(make);
      ${guard} const app = (0, express.default)(); const r = express.Router(); r.get('/x', h); app.use('/in', make.guard, r); app.get('/y', h);`,
    'make.js': `Object.defineProperty(exports, "__esModule", { value: true }); ${guard} exports.guard = guard;`,
  })).toEqual(found);
});

test('modules that are required by a getter when they are first asked for', () => {
  expect(accessOf({
    'app.js': `const express = require("express"); const parts = require("./parts"); ${guard} const app = express(); app.use('/in', guard, parts.routes); app.get('/y', h);`,
    'parts.js': "module.exports = { get routes() { return require('./routes'); } };",
    'routes.js': `const express = require("express"); ${guard} module.exports = express.Router().get('/x', h);`,
  })).toEqual(found);
});

test('a loop that counts through a list goes through all of it', () => {
  expect(accessOf({
    'app.js': `const express = require("express"); ${guard} const app = express(); const all = [['/in/x', guard], ['/y', h]]; for (let i = 0; i < all.length; i++) app.get(all[i][0], all[i][1], h);`,
  })).toEqual(found);
});

test('a path that a package names is a route at a path of that name', () => {
  expect(accessOf({
    'app.js': `const express = require("express"); const { paths } = require("some-endpoints"); ${guard} const app = express(); app.get(paths.ping, guard, h); app.get(paths.pong, h); app.get('/y', h);`,
  })).toEqual({ 'GET /:paths_ping': 'authenticated', 'GET /:paths_pong': 'public', 'GET /y': 'public' });
});
