import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const behind = (source: string, guard: string): Record<string, string> => ({
  'app.js': `import express from 'express'; import thing from '${source}'; import * as named from '${source}'; const app = express(); app.get('/x', ${guard}, (req, res) => res.json([]));`,
});

test.each([
  ['express-jwt', 'thing({ secret: "x", algorithms: ["HS256"] })', 'authenticated'],
  ['express-jwt', 'named.expressjwt({ secret: "x", algorithms: ["HS256"], credentialsRequired: false })', 'public'],
  ['express-jwt', 'named.expressjwt({ secret: "x", algorithms: ["HS256"] }).unless({ path: ["/x"] })', 'public'],
  ['express-jwt', 'named.expressjwt({ secret: "x", algorithms: ["HS256"] }).unless({ path: ["/y", { url: "/x", methods: ["POST"] }] })', 'authenticated'],
  ['passport', 'thing.authenticate("jwt", { session: false })', 'authenticated'],
  ['passport', 'thing.authenticate(["jwt", "anonymous"])', 'public'],
  ['passport', 'thing.authenticate("google")', 'public'],
  ['express-openid-connect', 'named.requiresAuth()', 'authenticated'],
  ['express-oauth2-jwt-bearer', 'named.requiredScopes("read:x")', 'authorized [read:x]'],
  ['keycloak-connect', 'new thing({}).protect("realm:admin")', 'authorized [realm:admin]'],
  ['supertokens-node/recipe/session/framework/express', 'named.verifySession({ sessionRequired: false })', 'public'],
  ['express-rate-limit', 'thing({ max: 5 })', 'public'],
  ['@acme/express-session', 'thing({ secret: "x" })', 'public'],
  ['@acme/auth-middleware', 'thing()', 'unknown'],
  ['helmet', 'thing()', 'public'],
])('%s: %s', (source, guard, access) => {
  expect(accessOf(behind(source, guard))).toEqual({ 'GET /x': access });
});
