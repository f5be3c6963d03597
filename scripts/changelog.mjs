const UNRELEASED = '## Unreleased';

/** The text under a heading of the second level, without it; undefined when there is no such heading. */
export function sectionOf(changelog, heading) {
  const lines = changelog.split('\n');
  const from = lines.findIndex((line) => line === heading || line.startsWith(`${heading} `));
  if (from < 0) return undefined;
  const to = lines.findIndex((line, at) => at > from && line.startsWith('## '));
  return lines.slice(from + 1, to < 0 ? undefined : to).join('\n').trim();
}

/**
 * The changelog with what is unreleased under a version and its day, and an empty section for what comes next.
 *
 * @param day as 2026-01-31
 * @throws Error when there is nothing to release, or the version is there already
 */
export function released(changelog, version, day) {
  const changes = sectionOf(changelog, UNRELEASED);
  if (!changes) throw new Error(`CHANGELOG.md has nothing under "${UNRELEASED}".`);
  if (sectionOf(changelog, `## ${version}`) !== undefined) throw new Error(`CHANGELOG.md has ${version} already.`);
  return changelog.replace(UNRELEASED, `${UNRELEASED}\n\n## ${version} (${day})`);
}

/** What keeps a version from being published: one line a problem. */
export function problems({ tag, manifest, lock, changelog }) {
  const { version, repository } = manifest;
  return [
    ...(tag === `v${version}` ? [] : [`The tag is ${tag}, and the version in package.json ${version}.`]),
    ...(lock.version === version && lock.packages[''].version === version ? [] : ['package-lock.json is of another version: run `npm install --package-lock-only`.']),
    ...(sectionOf(changelog, `## ${version}`) ? [] : [`CHANGELOG.md says nothing of ${version}.`]),
    ...(sectionOf(changelog, UNRELEASED) ? [`CHANGELOG.md still has changes under "${UNRELEASED}".`] : []),
    // The registry refuses a provenance statement of another repository than the package names.
    ...(repository?.url ? [] : ['package.json names no repository.']),
  ];
}
