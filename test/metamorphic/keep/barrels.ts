import { eachFile, isCode, ts } from '../source.ts';
import { importedFile, specifier } from '../modules.ts';
import type { Transformation } from '../transformation.ts';

/** Between a file and those that import it, another that exports all of it again. */
export const barrels: Transformation = {
  name: 'barrels',
  apply(files) {
    const made = new Map<string, string>();
    const changed = eachFile(files, (source, path) => {
      let { text } = source;
      for (const one of source.statements.toReversed()) {
        if (!ts.isImportDeclaration(one) || !one.importClause || one.importClause.isTypeOnly || !ts.isStringLiteral(one.moduleSpecifier)) continue;
        const target = importedFile(files, path, one.moduleSpecifier.text);
        const exporting = target && isCode(target) ? files.get(target)! : undefined;
        if (!target || exporting === undefined || /\bmodule\.exports\b|\bexports\.|^export =|^['"]use /m.test(exporting)) continue;
        const place = `barrels/${target.replaceAll(/[^a-z0-9]/gi, '_')}${/\.[cm]?[jt]s/.exec(target)![0]}`;
        const from = specifier(place, target);
        made.set(place, `export * from '${from}';\n${/^export default\b|\bas default\b/m.test(exporting) ? `export { default } from '${from}';\n` : ''}`);
        text = `${text.slice(0, one.moduleSpecifier.getStart(source))}'${specifier(path, place)}'${text.slice(one.moduleSpecifier.end)}`;
      }
      return text;
    });
    return changed && new Map([...changed, ...made]);
  },
};
