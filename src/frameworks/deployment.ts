import { parseDocument } from 'yaml';
import type { ProjectFiles } from './types.ts';

/** Data of a deployment description; `undefined` members are simply not there. */
export type Data = string | number | boolean | null | undefined | Data[] | { [name: string]: Data };

const known = new WeakMap<ProjectFiles, string[]>();

/** Files that describe what is deployed where, by their usual names. */
export function deploymentFiles(files: ProjectFiles): string[] {
  let found = known.get(files);
  if (!found) known.set(files, (found = files.documents((name) => /^(serverless[\w.-]*|(sam-|sam\.)?template[\w.-]*|sam)\.ya?ml$/.test(name))));
  return found;
}

/** The data of a YAML file (yaml.org/spec/1.2.2). Tags of CloudFormation (`!Ref X`, `!GetAtt X.Arn`) give what they are put on. */
export function yamlOf(files: ProjectFiles, file: string): Data {
  const text = files.read(file);
  return text === undefined ? undefined : dataIn(text);
}

/** The data of a text in YAML, of which JSON is a part; `undefined` of what is none. */
export function dataIn(text: string): Data {
  if (text.length > 2_000_000) return undefined;
  try {
    return parseDocument(text, { strict: false, uniqueKeys: false, logLevel: 'silent' }).toJS({ maxAliasCount: 200 }) as Data;
  } catch {
    // What cannot be parsed is no description.
    return undefined;
  }
}

/** A member of a map; `undefined` of anything else. */
export function at(data: Data, ...names: string[]): Data {
  let value = data;
  for (const name of names) value = value !== null && typeof value === 'object' && !Array.isArray(value) ? value[name] : undefined;
  return value;
}

export function entriesOf(data: Data): [string, Data][] {
  return data !== null && typeof data === 'object' && !Array.isArray(data) ? Object.entries(data) : [];
}

export function textAt(data: Data, ...names: string[]): string | undefined {
  const value = at(data, ...names);
  return typeof value === 'string' ? value : undefined;
}

export function textsAt(data: Data, ...names: string[]): string[] {
  const value = at(data, ...names);
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

export function folderOf(file: string): string {
  const slash = file.lastIndexOf('/');
  return slash < 0 ? '' : file.slice(0, slash + 1);
}
