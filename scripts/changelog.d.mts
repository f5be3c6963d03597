export function sectionOf(changelog: string, heading: string): string | undefined;
export function released(changelog: string, version: string, day: string): string;
export function problems(given: {
  tag: string;
  manifest: { version: string; repository?: { url?: string } };
  lock: { version: string; packages: Record<string, { version?: string }> };
  changelog: string;
}): string[];
