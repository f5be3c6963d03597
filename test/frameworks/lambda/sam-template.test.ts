import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const CODE = { 'hello/app.ts': "export const handler = async (event: APIGatewayProxyEvent) => ({ statusCode: 200, body: 'x' });", 'auth/index.mjs': "export const handler = async (event) => { if (event.headers['x-api-key'] !== process.env.KEY) return { isAuthorized: false }; return { isAuthorized: true }; };" };

test('events with the authorizer of their API, or none', () => {
  expect(accessOf({ ...CODE, 'template.yaml': `
Transform: AWS::Serverless-2016-10-31
Globals: { Function: { CodeUri: hello/ } }
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
      Auth: { DefaultAuthorizer: Pool, Authorizers: { Pool: { UserPoolArn: !GetAtt Users.Arn } } }
  Hello:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Events:
        List: { Type: Api, Properties: { Path: /notes, Method: get, RestApiId: !Ref Api } }
        Open: { Type: Api, Properties: { Path: '/notes/{id}', Method: GET, RestApiId: !Ref Api, Auth: { Authorizer: NONE } } }
        Elsewhere: { Type: Api, Properties: { Path: /other, Method: any } }
        Iam: { Type: HttpApi, Properties: { Path: '/iam/{proxy+}', Method: post, Auth: { Authorizer: AWS_IAM } } }
        Timer: { Type: Schedule, Properties: { Schedule: rate(1 minute) } }
` })).toEqual({ 'GET /notes': 'authenticated', 'GET /notes/:id': 'public', 'ALL /other': 'public', 'POST /iam/*': 'authenticated' });
});

test('defaults for all APIs, scopes, keys, and a function that is the authorizer', () => {
  expect(accessOf({ ...CODE, 'sub/template.yml': `
Globals:
  Api: { Auth: { ApiKeyRequired: true } }
  HttpApi: { Auth: { DefaultAuthorizer: Own, Authorizers: { Own: { FunctionArn: !GetAtt Guard.Arn, EnableSimpleResponses: true }, Jwt: { AuthorizationScopes: [a.read], JwtConfiguration: {} } } } }
Resources:
  Guard: { Type: AWS::Serverless::Function, Properties: { CodeUri: auth, Handler: index.handler } }
  Hello:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: ./hello
      Handler: app.handler
      FunctionUrlConfig: { AuthType: NONE }
      Events:
        A: { Type: HttpApi, Properties: { Path: /a, Method: get } }
        B: { Type: HttpApi, Properties: { Path: /b, Method: get, Auth: { Authorizer: Jwt } } }
        C: { Type: Api, Properties: { Path: /c, Method: get } }
`, 'sub/hello/app.ts': CODE['hello/app.ts'], 'sub/auth/index.mjs': CODE['auth/index.mjs'] })).toEqual({ 'GET /a': 'authenticated', 'GET /b': 'authorized [a.read]', 'GET /c': 'authenticated', 'ALL /': 'public' });
});

test('middleware of Middy', () => {
  expect(accessOf({
    'app.js': `const middy = require('@middy/core'); const parser = require('@middy/http-json-body-parser'); const jwt = require('jsonwebtoken'); const createError = require('http-errors');
      const auth = () => ({ before: async (request) => { try { request.event.user = jwt.verify(request.event.headers.authorization, 'key'); } catch { throw createError(401); } } });
      const soft = () => ({ before: async (request) => { request.event.seen = true; }, onError: () => {} });
      const work = async (event) => ({ statusCode: 200 });
      exports.closed = middy(work).use(parser()).use(auth());
      exports.open = middy().use([soft()]).handler(work);`,
    'template.yaml': 'Resources:\n  A: { Type: AWS::Serverless::Function, Properties: { Handler: app.closed, Events: { E: { Type: Api, Properties: { Path: /closed, Method: get } } } } }\n  B: { Type: AWS::Serverless::Function, Properties: { Handler: app.open, Events: { E: { Type: Api, Properties: { Path: /open, Method: get } } } } }',
  })).toEqual({ 'GET /closed': 'authenticated', 'GET /open': 'public' });
});
