// Pages stand where the repository has them, and link to one another as files. On the site they have shorter addresses.
import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';

const MOVED = { 'README.md': 'overview.md', 'CONTRIBUTING.md': 'contributing.md', 'CHANGELOG.md': 'changelog.md', 'SECURITY.md': 'security.md', 'bench/RESULTS.md': 'benchmarks.md' };

/** Where the site has a file of the repository; undefined when it does not. Paths are relative, with '/'. */
export function pageOf(file) {
  if (file.startsWith('docs/')) return file.slice('docs/'.length);
  const rule = /^rules\/([^/]+)\/README\.md$/.exec(file)?.[1];
  return rule === undefined ? MOVED[file] : `rules/${rule}/index.md`;
}

/** Puts the pages, and what they show, where the site has them: below what is installed for it. Gives the file by page. */
export function collect(root, folder) {
  rmSync(folder, { recursive: true, force: true });
  const docs = readdirSync(join(root, 'docs'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:md|png|svg|jpg)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => !file.includes('/node_modules/') && !file.includes('/.vitepress/'));
  const rules = readdirSync(join(root, 'rules'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => `rules/${name}/README.md`);
  const files = new Map();
  for (const file of [...Object.keys(MOVED), ...docs, ...rules]) {
    const page = pageOf(file);
    mkdirSync(dirname(join(folder, page)), { recursive: true });
    cpSync(join(root, file), join(folder, page));
    files.set(page, file);
  }
  return files;
}

/** Makes links between files those between pages; what the site does not have loses its link and keeps its text. */
export function rewriteLinks(markdown, folder, files) {
  markdown.core.ruler.push('repository-links', ({ tokens, env }) => {
    const from = files.get(relative(folder, env.realPath ?? env.path).split(sep).join('/'));
    for (const block of tokens) {
      if (block.type === 'html_block') block.content = relativeSources(block.content);
      let dropped = false;
      for (const token of block.children ?? []) {
        // `${{ x }}` is text, not an expression of Vue.
        if (token.type === 'code_inline') token.attrSet('v-pre', '');
        if (token.type === 'html_inline') token.content = relativeSources(token.content);
        if (token.type === 'link_close' && dropped) {
          drop(token);
          dropped = false;
        }
        const href = token.type === 'link_open' ? token.attrGet('href') : null;
        if (href === null || /^(?:[a-z]+:|#|\/)/i.test(href)) continue;
        const [path, anchor] = href.split('#', 2);
        const page = pageOf(posix.normalize(posix.join(posix.dirname(from), decodeURI(path))));
        if (page?.endsWith('.md')) token.attrSet('href', `/${page}${anchor === undefined ? '' : `#${anchor}`}`);
        else {
          drop(token);
          dropped = true;
        }
      }
    }
  });
}

function drop(token) {
  Object.assign(token, { type: 'text', tag: '', nesting: 0, content: '' });
}

/** Bundlers take `images/x.png` for a package. */
function relativeSources(html) {
  return html.replace(/\b(src|srcset)="(?![a-z]+:|[./])/g, '$1="./');
}
