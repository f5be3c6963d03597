import type { LineLink } from '../report/options.ts';
import { uri } from '../report/uri.ts';
import type { Host } from './host.ts';

const COMMIT = /^[0-9a-f]{7,64}$/i;

/**
 * Where the lines of the analysed commit can be read, as the variables of the CI service say: GitHub Actions
 * (GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_SHA) or GitLab (CI_PROJECT_URL, CI_COMMIT_SHA). Elsewhere `undefined`.
 */
export function lineLinks(env: Host['env']): LineLink | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_SHA, CI_PROJECT_URL: project, CI_COMMIT_SHA } = env;
  const github = server && repository ? base(`${server}/${repository}/blob/`, GITHUB_SHA) : undefined;
  const found = github ?? (project ? base(`${project}/-/blob/`, CI_COMMIT_SHA) : undefined);
  return found === undefined ? undefined : (path, line) => `${found}/${uri(path)}#L${line}`;
}

function base(address: string, commit: string | undefined): string | undefined {
  return commit !== undefined && COMMIT.test(commit) && /^https?:\/\/[\w.:-]+\/[\w./-]+$/.test(address) ? address + commit : undefined;
}
