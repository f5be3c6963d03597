// The site of the repository's own pages. `npm run docs:build` writes it to docs/.vitepress/dist.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import { collect, rewriteLinks } from './links.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = fileURLToPath(new URL('pages', import.meta.url));
const files = collect(root, folder);
const { description } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
const rules = readdirSync(`${root}/rules`, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort();

export default defineConfig({
  title: 'authlint',
  description,
  srcDir: '.vitepress/pages',
  cleanUrls: true,
  lastUpdated: false,
  markdown: { config: (markdown) => rewriteLinks(markdown, folder, files) },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Overview', link: '/overview' },
      { text: 'Rules', link: `/rules/${rules[0]}/` },
      { text: 'Configuration', link: '/configuration' },
    ],
    sidebar: [
      { text: 'Begin', items: [{ text: 'Overview', link: '/overview' }, { text: 'In your editor', link: '/start/editor' }, { text: 'In your pipeline', link: '/start/pipeline' }, { text: 'In a security review', link: '/start/reviewer' }] },
      { text: 'Understand', items: [{ text: 'The guard model', link: '/guard-model' }, { text: 'Comparison', link: '/comparison' }, { text: 'Benchmarks', link: '/benchmarks' }, { text: 'Security', link: '/security' }] },
      {
        text: 'Use',
        items: readdirSync(`${root}/docs`).filter((name) => name.endsWith('.md') && !['index.md', 'guard-model.md', 'comparison.md'].includes(name)).sort()
          .map((name) => ({ text: /^# (.+)$/m.exec(readFileSync(`${root}/docs/${name}`, 'utf8'))?.[1].replaceAll('`', '') ?? name, link: `/${name.slice(0, -'.md'.length)}` })),
      },
      { text: 'Rules', collapsed: true, items: rules.map((name) => ({ text: name, link: `/rules/${name}/` })) },
      { text: 'Take part', items: [{ text: 'Contributing', link: '/contributing' }, { text: 'Changes', link: '/changelog' }] },
    ],
  },
});
