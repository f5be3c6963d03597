import { at, entriesOf, folderOf, textAt, textsAt, yamlOf, type Data } from '../deployment.ts';
import type { ProjectFiles } from '../types.ts';
import { apiKey, authorizer, iam, pathOf, type Deployed, type GatewayCheck } from './types.ts';

/** What the Serverless Framework deploys behind API Gateway (serverless.com/framework/docs/providers/aws/events). */
export function deployedByServerless(files: ProjectFiles, file: string): Deployed[] {
  const data = yamlOf(files, file);
  const folder = folderOf(file);
  const provider = at(data, 'provider');
  if ((textAt(provider, 'name') ?? textAt(data, 'provider')) !== 'aws') return [];
  const functions = functionsIn(included(files, folder, at(data, 'functions')), files, folder);
  const handlerOf = (name: string): string | undefined => {
    const handler = functions.flatMap(([key, value]) => (key === name ? [textAt(value, 'handler')] : []))[0];
    return handler === undefined ? undefined : folder + handler.replace(/^\.\//, '');
  };
  const connect = functions.flatMap(([, value]) => eventsOf(value)).map((event) => at(event, 'websocket')).find((event) => textAt(event, 'route') === '$connect');
  return functions.flatMap(([name, value]): Deployed[] => {
    const handler = handlerOf(name);
    if (handler === undefined) return [];
    const deployed = (method: string, path: string, checks: GatewayCheck[]): Deployed => ({ method, path, handler, name, checks, file });
    const found = eventsOf(value).flatMap((event): Deployed[] => {
      const http = at(event, 'http') ?? at(event, 'httpApi');
      if (http !== undefined) {
        const line = typeof http === 'string' ? lineOf(http) : { method: textAt(http, 'method') ?? '*', path: textAt(http, 'path') ?? '*' };
        const checks = checksOf(at(http, 'authorizer'));
        if (at(http, 'private') === true) checks.push(apiKey(file));
        return [deployed(/^(\*|any)$/i.test(line.method) ? 'ALL' : line.method.toUpperCase(), line.path === '*' ? '/*' : pathOf(line.path), checks)];
      }
      const socket = at(event, 'websocket');
      const route = typeof socket === 'string' ? socket : textAt(socket, 'route');
      return route === undefined || route === '$disconnect' ? [] : [deployed('EVENT', route, checksOf(at(connect, 'authorizer')))];
    });
    const url = at(value, 'url');
    if (url === true || entriesOf(url).length > 0) found.push(deployed('ALL', '/', textAt(url, 'authorizer') === 'aws_iam' ? [iam(file)] : []));
    return found;
  });

  function checksOf(setting: Data): GatewayCheck[] {
    if (setting === undefined || setting === null) return [];
    const name = typeof setting === 'string' ? setting : textAt(setting, 'name') ?? textAt(setting, 'id') ?? textAt(setting, 'arn') ?? textAt(setting, 'type') ?? 'authorizer';
    if (/^(aws_)?iam$/i.test(name) || /^(aws_)?iam$/i.test(textAt(setting, 'type') ?? '')) return [iam(file)];
    if (/^none$/i.test(name)) return [];
    return [authorizer(name.replace(/^.*[:.]/, ''), file, textsAt(setting, 'scopes'), handlerOf(name))];
  }
}

const eventsOf = (value: Data): Data[] => { const events = at(value, 'events'); return Array.isArray(events) ? events : []; };

/** Functions by name; a list holds several maps of them. */
function functionsIn(data: Data, files: ProjectFiles, folder: string): [string, Data][] {
  if (Array.isArray(data)) return data.flatMap((one) => functionsIn(included(files, folder, one), files, folder));
  return entriesOf(data).map(([name, value]) => [name, included(files, folder, value)]);
}

/** `${file(functions.yml):name}` stands for what is in that file. */
function included(files: ProjectFiles, folder: string, data: Data): Data {
  const found = typeof data === 'string' ? /^\$\{file\(([^)]+\.ya?ml)\)(?::([\w.]+))?\}$/.exec(data.trim()) : null;
  if (!found) return data;
  const inner = yamlOf(files, folder + found[1]!.replace(/^\.\//, ''));
  return found[2] ? at(inner, ...found[2].split('.')) : inner;
}

function lineOf(text: string): { method: string; path: string } {
  const [method = '*', path = '*'] = text.trim().split(/\s+/);
  return { method, path };
}
