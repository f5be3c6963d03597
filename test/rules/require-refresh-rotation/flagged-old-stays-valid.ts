import type { FlaggedCase } from '../../harness/cases.ts';

export const flaggedOldStaysValid: FlaggedCase[] = [
  {
    name: 'NestJS: both tokens are new, the old one is not taken back',
    files: {
      'src/auth.service.ts': `import { Injectable, UnauthorizedException } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { JwtService } from '@nestjs/jwt';

@Injectable()
export class AuthService {
  constructor(private readonly jwtService: JwtService, private readonly configService: ConfigService) {}

  generateTokens(payload: { userId: string }) {
    return { accessToken: this.generateAccessToken(payload), refreshToken: this.generateRefreshToken(payload) };
  }
  private generateAccessToken(payload: { userId: string }) {
    return this.jwtService.sign(payload);
  }
  private generateRefreshToken(payload: { userId: string }) {
    return this.jwtService.sign(payload, { secret: this.configService.get('JWT_REFRESH_SECRET'), expiresIn: '7d' });
  }
  refreshToken(token: string) {
    try {
      const { userId } = this.jwtService.verify(token, { secret: this.configService.get('JWT_REFRESH_SECRET') });
      return this.generateTokens({ userId });
    } catch {
      throw new UnauthorizedException();
    }
  }
}
`,
    },
    findings: [{ file: 'src/auth.service.ts', line: 21, column: 14, endColumn: 33, messageId: 'oldStaysValid', severity: 'warning', confidence: 'medium' }],
  },
  {
    name: 'a new token is stored next to the old one',
    files: {
      'src/refresh.ts': `import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import jwt from 'jsonwebtoken';
import { prisma } from './prisma';

export async function refreshTokens(req: Request, res: Response) {
  const stored = await prisma.refreshToken.findUnique({ where: { token: req.body.refreshToken }, include: { user: true } });
  if (!stored || stored.expiresAt < new Date()) return res.status(401).json({ error: 'invalid' });
  const accessToken = jwt.sign({ sub: stored.userId }, process.env.JWT_SECRET!, { expiresIn: '15m' });
  const refreshToken = randomBytes(40).toString('hex');
  await prisma.refreshToken.create({ data: { token: refreshToken, userId: stored.userId, expiresAt: new Date(Date.now() + 6e8) } });
  return res.json({ accessToken, refreshToken });
}
`,
      'src/prisma.ts': `import { PrismaClient } from '@prisma/client';
export const prisma: any = new PrismaClient();
`,
    },
    findings: [{ file: 'src/refresh.ts', line: 9, column: 23, messageId: 'oldStaysValid' }],
  },
  {
    name: 'tokens of one helper told apart by a type, in parallel',
    files: {
      'src/tokens.js': `const jwt = require('jsonwebtoken');
const TYPES = { ACCESS: 'access', REFRESH: 'refresh' };

const makeToken = async (sub, type) => jwt.sign({ sub, type }, process.env.JWT_SECRET, { expiresIn: type === TYPES.REFRESH ? '30d' : '10m' });
const pairFor = async (sub) => {
  const [token, next] = await Promise.all([makeToken(sub, TYPES.ACCESS), makeToken(sub, TYPES.REFRESH)]);
  return { token, next };
};
exports.renewTokens = async (refreshToken) => {
  const { sub, type } = jwt.verify(refreshToken, process.env.JWT_SECRET);
  if (type !== TYPES.REFRESH) throw new Error('not a refresh token');
  return pairFor(sub);
};
`,
    },
    findings: [{ file: 'src/tokens.js', line: 12, column: 10, endColumn: 17, messageId: 'oldStaysValid' }],
  },
];
