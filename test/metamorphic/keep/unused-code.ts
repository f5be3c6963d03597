import { eachFile, ts } from '../source.ts';
import type { Transformation } from '../transformation.ts';

const UNUSED = `
function unusedGuard(req, res, next) { if (!req.headers.authorization) { res.status(401).end(); return; } next(); }
const unusedTotal = [1, 2, 3].map((one) => one * 2).filter((one) => one > 2);
class UnusedService { constructor() { this.items = []; } find(id) { return this.items.find((item) => item.id === id); } }
`;

/** Functions, classes and values that nobody uses. */
export const unusedCode: Transformation = {
  name: 'unused-code',
  apply: (files) => eachFile(files, (source) => {
    const at = source.statements.findLast((one) => ts.isImportDeclaration(one))?.end ?? 0;
    return at > 0 ? `${source.text.slice(0, at)}\n${UNUSED}${source.text.slice(at)}` : undefined;
  }),
};
