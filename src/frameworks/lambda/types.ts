import type { GivenProof } from '../../guards/index.ts';

/** What a gateway asks of a caller before it invokes a function. `handler`: the function of the project that it asks, if it is one. */
export interface GatewayCheck { name: string; given: GivenProof; handler?: string }

/** A way to a function, as a deployment describes it. */
export interface Deployed {
  method: string;
  /** With `:name` for parameters and `*` for the rest. */
  path: string;
  /** `src/file.export`, relative to the root, without the file's extension. */
  handler: string;
  name: string;
  checks: GatewayCheck[];
  /** The file that describes it. */
  file: string;
}

/** `/users/{id}/{proxy+}` as the contract has it. */
export function pathOf(written: string): string {
  const path = written.replace(/\{(\w+)\+\}/g, '*').replace(/\{([\w-]+)\}/g, ':$1').replace(/^\/?/, '/');
  return path.length > 1 ? path.replace(/\/$/, '') : path;
}

export const iam = (file: string): GatewayCheck => ({ name: 'AWS_IAM', given: { proves: 'authentication', basis: 'library', reason: `the gateway accepts only requests that are signed with AWS credentials (${file})` } });
export const apiKey = (file: string): GatewayCheck => ({ name: 'API key', given: { proves: 'shared-secret', basis: 'library', reason: `the gateway asks for an API key (${file})` } });

/** An authorizer of the gateway by its name. */
export function authorizer(name: string, file: string, scopes: string[] = [], handler?: string): GatewayCheck {
  const reason = `the gateway asks the authorizer \`${name}\` (${file})`;
  const given: GivenProof = scopes.length > 0 ? { proves: 'authorization', basis: 'library', roles: scopes, reason } : { proves: 'authentication', basis: 'library', reason };
  return handler ? { name, given, handler } : { name, given };
}
