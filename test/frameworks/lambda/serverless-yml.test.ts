import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const HANDLER = `
  const jwt = require('jsonwebtoken'); const { Pool } = require('pg'); const db = new Pool();
  module.exports.list = async (event) => ({ statusCode: 200, body: await db.query(event.pathParameters.id) });
  module.exports.own = async (event) => {
    const token = event.headers.Authorization || event.headers.authorization;
    try { jwt.verify(token, 'key'); } catch (e) { return { statusCode: 401, body: 'no' }; }
    return { statusCode: 200, body: '' };
  };
  module.exports.claims = async (event) => { const user = event.requestContext.authorizer.claims.sub; return { statusCode: 200, body: user }; };
  exports.auth = async (event) => {
    try {
      const user = jwt.verify(event.authorizationToken.replace('Bearer ', ''), 'key');
      return policy(user.sub, 'Allow', event.methodArn);
    } catch { throw new Error('Unauthorized'); }
  };
  exports.everyone = async (event) => policy('x', 'Allow', event.methodArn);
  exports.staff = async (event) => { const claims = jwt.verify(event.headers.authorization, 'key'); return { isAuthorized: claims.role === 'admin' }; };
  exports.simple = async (event) => { if (event.headers.authorization !== process.env.SECRET) return { isAuthorized: false }; return { isAuthorized: true }; };
  function policy(principalId, Effect, Resource) { return { principalId, policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect, Resource }] } }; }
`;
const deployed = (functions: string): Record<string, string> => ({ 'src/handler.js': HANDLER, 'serverless.yml': `service: x\nprovider:\n  name: aws\n  runtime: nodejs20.x\nfunctions:\n${functions}` });

test('events of one function are routes of their own', () => {
  expect(accessOf(deployed(`
  list:
    handler: src/handler.list
    events:
      - http: GET /notes/{id}
      - httpApi: { method: post, path: '/notes/{proxy+}' }
      - http: { path: any, method: any }
      - sqs: arn:aws:sqs:x
  other:
    handler: src/missing.list
    events: [{ http: GET /missing }]
`))).toEqual({ 'GET /notes/:id': 'public', 'POST /notes/*': 'public', 'ALL /any': 'public' });
});

test('what the gateway asks before', () => {
  expect(accessOf(deployed(`
  list:
    handler: src/handler.list
    events:
      - http: { path: iam, method: get, authorizer: aws_iam }
      - http: { path: iam2, method: get, authorizer: { type: AWS_IAM } }
      - http: { path: key, method: get, private: true }
      - http: { path: pool, method: get, authorizer: { type: COGNITO_USER_POOLS, authorizerId: { Ref: Pool } } }
      - httpApi: { path: /jwt, method: get, authorizer: { name: myJwt, scopes: [notes.read] } }
      - http: { path: cors, method: get, cors: true }
    url: { authorizer: aws_iam }
`))).toEqual({ 'GET /iam': 'authenticated', 'GET /iam2': 'authenticated', 'GET /key': 'authenticated', 'GET /pool': 'authenticated', 'GET /jwt': 'authorized [notes.read]', 'GET /cors': 'public', 'ALL /': 'authenticated' });
});

test('an authorizer of the project proves what its code does', () => {
  expect(accessOf(deployed(`
  auth: { handler: src/handler.auth }
  everyone: { handler: src/handler.everyone }
  simple: { handler: src/handler.simple }
  staff: { handler: src/handler.staff }
  list:
    handler: src/handler.list
    events:
      - http: { path: a, method: get, authorizer: auth }
      - http: { path: b, method: get, authorizer: { name: everyone, resultTtlInSeconds: 0 } }
      - httpApi: { path: /c, method: get, authorizer: { name: simple } }
      - httpApi: { path: /d, method: get, authorizer: { name: staff } }
`))).toEqual({ 'GET /a': 'authenticated', 'GET /b': 'public', 'GET /c': 'authenticated', 'GET /d': 'authorized [admin]' });
});

test('checks of the handler', () => {
  expect(accessOf(deployed(`
  own: { handler: src/handler.own, events: [{ http: GET /own }] }
  list: { handler: src/handler.list, events: [{ http: GET /list }] }
`))).toEqual({ 'GET /own': 'authenticated in the handler', 'GET /list': 'public' });
});

test('functions in other files, and WebSockets behind the authorizer of $connect', () => {
  expect(accessOf({
    'api/handler.ts': 'export const hello = async () => ({ statusCode: 200 });',
    'api/serverless.yml': 'provider: { name: aws }\nfunctions:\n  - ${file(./more.yml)}\n  - ws: { handler: handler.hello, events: [{ websocket: { route: $connect, authorizer: { arn: "arn:aws:lambda:x:1:function:guard" } } }, { websocket: $default }] }',
    'api/more.yml': 'hello:\n  handler: ./handler.hello\n  events:\n    - http: GET hello',
  })).toEqual({ 'GET /hello': 'public', 'EVENT $connect': 'authenticated', 'EVENT $default': 'authenticated' });
});

test('other providers have other gateways', () => {
  expect(accessOf({ 'handler.js': 'exports.http = (req, res) => res.send("x");', 'serverless.yml': 'provider: { name: google }\nfunctions: { http: { handler: handler.http, events: [{ http: path }] } }' })).toEqual({});
});
