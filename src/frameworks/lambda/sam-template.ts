import { at, entriesOf, folderOf, textAt, textsAt, yamlOf, type Data } from '../deployment.ts';
import type { ProjectFiles } from '../types.ts';
import { apiKey, authorizer, iam, pathOf, type Deployed, type GatewayCheck } from './types.ts';

/** What the Serverless Application Model deploys (docs.aws.amazon.com, "AWS::Serverless::Function", "Controlling access to API Gateway APIs"). */
export function deployedBySam(files: ProjectFiles, file: string): Deployed[] {
  const data = yamlOf(files, file);
  const folder = folderOf(file);
  const resources = entriesOf(at(data, 'Resources'));
  const globals = at(data, 'Globals');
  const handlerOf = (properties: Data): string | undefined => {
    const handler = textAt(properties, 'Handler') ?? textAt(globals, 'Function', 'Handler');
    const code = textAt(properties, 'CodeUri') ?? textAt(globals, 'Function', 'CodeUri') ?? '.';
    return handler === undefined ? undefined : `${folder}${[...code.split('/'), ...handler.split('/')].filter((part) => part !== '' && part !== '.').join('/')}`;
  };
  const functions = resources.filter(([, resource]) => at(resource, 'Type') === 'AWS::Serverless::Function');

  /** The settings of the API that an event belongs to: its own resource, or those of all. */
  const authOf = (kind: 'Api' | 'HttpApi', reference: Data): Data => {
    const name = typeof reference === 'string' ? reference : textAt(reference, 'Ref');
    const resource = name === undefined ? undefined : resources.find(([key]) => key === name)?.[1];
    return at(resource, 'Properties', 'Auth') ?? at(globals, kind, 'Auth');
  };

  const named = (name: string, auth: Data, scopes: string[]): GatewayCheck[] => {
    if (name === 'NONE') return [];
    if (name === 'AWS_IAM') return [iam(file)];
    const setting = at(auth, 'Authorizers', name);
    const arn = at(setting, 'FunctionArn');
    const target = (typeof arn === 'string' ? arn : textAt(arn, 'Fn::GetAtt', '0') ?? textsAt(arn, 'Fn::GetAtt')[0] ?? '').replace(/\.Arn$/, '');
    const fn = functions.find(([key]) => key === target);
    const wanted = scopes.length > 0 ? scopes : textsAt(setting, 'AuthorizationScopes');
    return [authorizer(name, file, wanted, fn && handlerOf(at(fn[1], 'Properties')))];
  };

  return functions.flatMap(([name, resource]): Deployed[] => {
    const properties = at(resource, 'Properties');
    const handler = handlerOf(properties);
    if (handler === undefined) return [];
    const deployed = (method: string, path: string, checks: GatewayCheck[]): Deployed => ({ method: /^(any|x-amazon-apigateway-any-method|\*)$/i.test(method) ? 'ALL' : method.toUpperCase(), path: pathOf(path.replace('$default', '/*')), handler, name, checks, file });
    const found = entriesOf(at(properties, 'Events')).flatMap(([, event]): Deployed[] => {
      const type = textAt(event, 'Type');
      if (type !== 'Api' && type !== 'HttpApi') return [];
      const settings = at(event, 'Properties');
      const auth = authOf(type, at(settings, type === 'Api' ? 'RestApiId' : 'ApiId'));
      const chosen = textAt(settings, 'Auth', 'Authorizer') ?? textAt(auth, 'DefaultAuthorizer');
      const checks = chosen === undefined ? [] : named(chosen, auth, textsAt(settings, 'Auth', 'AuthorizationScopes'));
      if ((at(settings, 'Auth', 'ApiKeyRequired') ?? at(auth, 'ApiKeyRequired')) === true) checks.push(apiKey(file));
      return [deployed(textAt(settings, 'Method') ?? 'any', textAt(settings, 'Path') ?? '/*', checks)];
    });
    const url = textAt(properties, 'FunctionUrlConfig', 'AuthType');
    if (url !== undefined) found.push(deployed('any', '/', url === 'AWS_IAM' ? [iam(file)] : []));
    return found;
  });
}
