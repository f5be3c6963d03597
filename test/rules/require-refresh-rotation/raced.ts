import type { FlaggedCase, QuietCase } from '../../harness/cases.ts';

const TOKENS = `import jwt from 'jsonwebtoken';
export const readRefreshToken = (token: string) => jwt.verify(token, process.env.REFRESH_SECRET!) as { jti: string; sub: string };
export const signAccess = (sub: string) => jwt.sign({ sub }, process.env.ACCESS_SECRET!, { expiresIn: '15m' });
export const signRefresh = (sub: string, jti: string) => jwt.sign({ sub, jti }, process.env.REFRESH_SECRET!, { expiresIn: '30d' });
`;

/** An exchange that detects reuse; `write` takes the presented token out of use. */
const prisma = (write: string, around: [string, string] = ['', '']): Record<string, string> => ({
  'src/refresh.ts': `import { PrismaClient } from '@prisma/client';
import { readRefreshToken, signAccess, signRefresh } from './tokens';
const prisma = new PrismaClient();
export async function refreshTokens(refreshToken: string) {
  const { jti, sub } = readRefreshToken(refreshToken);
${around[0]}  const record = await prisma.refreshToken.findUnique({ where: { id: jti } });
  if (!record || record.revokedAt) {
    await prisma.refreshToken.deleteMany({ where: { userId: sub } });
    throw new Error('no longer valid');
  }
${write}  const next = await prisma.refreshToken.create({ data: { userId: sub } });
${around[1]}  return { accessToken: signAccess(sub), refreshToken: signRefresh(sub, next.id) };
}
`,
  'src/tokens.ts': TOKENS,
});

const mongoose = (write: string, refusal = 'await RefreshToken.deleteMany({ user: sub });'): Record<string, string> => ({
  'src/refresh.ts': `import { RefreshToken } from './refresh-token';
import { readRefreshToken, signAccess, signRefresh } from './tokens';
export async function refreshTokens(refreshToken: string) {
  const { jti, sub } = readRefreshToken(refreshToken);
  const record = await RefreshToken.findById(jti);
  if (!record || record.revoked) {
    ${refusal}
    throw new Error('no longer valid');
  }
${write}  const next = await RefreshToken.create({ user: sub });
  return { accessToken: signAccess(sub), refreshToken: signRefresh(sub, next.id) };
}
`,
  'src/refresh-token.ts': "import mongoose from 'mongoose';\nexport const RefreshToken = mongoose.model('RefreshToken', new mongoose.Schema({ user: String, revoked: Boolean }));\n",
  'src/tokens.ts': TOKENS,
});

const adapter = (where: string, read: string): Record<string, string> => ({
  'src/refresh.ts': `import { readRefreshToken, signAccess, signRefresh } from './tokens';
export async function refreshTokens(ctx: any, refreshToken: string) {
  const { jti, sub } = readRefreshToken(refreshToken);
  const record = await ctx.adapter.findOne({ model: 'refreshToken', where: [{ field: 'id', value: jti }] });
  if (!record || record.revoked) {
    await ctx.adapter.deleteMany({ model: 'refreshToken', where: [{ field: 'userId', value: sub }] });
    throw new Error('no longer valid');
  }
  ${read}await ctx.adapter.update({ model: 'refreshToken', where: [${where}], update: { revoked: new Date() } });
  const next = await ctx.adapter.create({ model: 'refreshToken', data: { userId: sub } });
  return { accessToken: signAccess(sub), refreshToken: signRefresh(sub, next.id) };
}
`,
  'src/tokens.ts': TOKENS,
});

const at = (line: number) => ({ file: 'src/refresh.ts', line, messageId: 'raced', severity: 'note' as const, confidence: 'low' as const });

export const flaggedRaced: FlaggedCase[] = [
  { name: 'two at once: an update by id in Prisma', files: prisma('  await prisma.refreshToken.update({ where: { id: record.id }, data: { revokedAt: new Date() } });\n'), findings: [{ ...at(11), column: 9, endColumn: 35 }] },
  { name: 'two at once: an update beside another write', files: prisma("  await Promise.all([prisma.refreshToken.update({ where: { id: record.id }, data: { revokedAt: new Date() } }), prisma.audit.create({ data: { what: 'refresh' } })]);\n"), findings: [at(11)] },
  { name: 'two at once: Mongoose, by id', files: mongoose('  await RefreshToken.findByIdAndUpdate(record.id, { revoked: true });\n'), findings: [at(10)] },
  { name: 'two at once: a deletion that nobody looks at', files: mongoose('  await RefreshToken.deleteOne({ _id: jti });\n'), findings: [at(10)] },
  { name: 'two at once: conditions as a list', files: adapter("{ field: 'id', value: record.id }", ''), findings: [at(9)] },
  {
    name: 'reuse that only takes back the token that was presented', files: mongoose('  await RefreshToken.deleteOne({ _id: jti });\n', 'await RefreshToken.deleteOne({ _id: jti });'),
    findings: [{ file: 'src/refresh.ts', line: 12, messageId: 'reuseUndetected', severity: 'note', confidence: 'low' }],
  },
];

export const quietRaced: QuietCase[] = [
  { name: 'an update with the state as a condition', files: prisma('  const { count } = await prisma.refreshToken.updateMany({ where: { id: record.id, revokedAt: null }, data: { revokedAt: new Date() } });\n  if (count === 0) throw new Error(\'no longer valid\');\n') },
  { name: 'a deletion of Prisma, which fails when there is nothing to delete', files: prisma('  await prisma.refreshToken.delete({ where: { id: record.id } });\n') },
  { name: 'an update in a transaction', files: prisma('  await prisma.$transaction([prisma.refreshToken.update({ where: { id: record.id }, data: { revokedAt: new Date() } })]);\n') },
  { name: 'a lock', files: prisma('  await prisma.refreshToken.update({ where: { id: record.id }, data: { revokedAt: new Date() } });\n', ["  const release = await acquireLock(jti);\n", '  release();\n']) },
  { name: 'a deletion whose count is read', files: mongoose("  const { deletedCount } = await RefreshToken.deleteOne({ _id: jti });\n  if (deletedCount === 0) throw new Error('no longer valid');\n") },
  { name: 'a field of the condition that says the state', files: mongoose('  await RefreshToken.updateOne({ _id: jti, revoked: false }, { revoked: true });\n') },
  { name: 'conditions as a list, with the state', files: adapter("{ field: 'id', value: record.id }, { field: 'revoked', value: null }", '') },
  { name: 'an update by id whose result is read', files: adapter("{ field: 'id', value: record.id }", 'const won = ') },
  { name: 'two at once, not wanted', options: { parallel: false }, files: mongoose('  await RefreshToken.deleteOne({ _id: jti });\n') },
];
