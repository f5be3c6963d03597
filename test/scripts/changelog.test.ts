import { expect, it } from 'vitest';
import { problems, released, sectionOf } from '../../scripts/changelog.mjs';

const CHANGELOG = '# Changelog\n\n## Unreleased\n\n- New.\n\n## 1.0.0 (2026-01-02)\n\n- First.\n';

it('moves what is unreleased under a version', () => {
  const next = released(CHANGELOG, '1.1.0', '2026-02-03');
  expect(next).toBe('# Changelog\n\n## Unreleased\n\n## 1.1.0 (2026-02-03)\n\n- New.\n\n## 1.0.0 (2026-01-02)\n\n- First.\n');
  expect([sectionOf(next, '## Unreleased'), sectionOf(next, '## 1.1.0'), sectionOf(next, '## 1.0.0'), sectionOf(next, '## 1.1')]).toEqual(['', '- New.', '- First.', undefined]);
});

it('releases nothing when there is nothing, and no version twice', () => {
  expect(() => released('# Changelog\n\n## Unreleased\n\n## 1.0.0\n\n- First.\n', '1.1.0', '2026-02-03')).toThrow('nothing under');
  expect(() => released(CHANGELOG, '1.0.0', '2026-02-03')).toThrow('has 1.0.0 already');
});

it('finds what keeps a version from being published', () => {
  const ready = { tag: 'v1.1.0', manifest: { version: '1.1.0', repository: { url: 'git+https://example.com/x.git' } }, lock: { version: '1.1.0', packages: { '': { version: '1.1.0' } } }, changelog: released(CHANGELOG, '1.1.0', '2026-02-03') };
  expect(problems(ready)).toEqual([]);
  expect(problems({ tag: 'v1.2.0', manifest: { version: '1.1.0' }, lock: { version: '1.0.0', packages: { '': { version: '1.1.0' } } }, changelog: CHANGELOG })).toHaveLength(5);
});
