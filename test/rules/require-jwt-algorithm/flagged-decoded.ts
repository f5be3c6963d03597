import type { FlaggedCase } from '../../harness/cases.ts';

export const flaggedDecoded: FlaggedCase[] = [
  {
    name: 'an identity from a token that is only decoded, next to the verification of another token',
    files: {
      'src/refresh.js': `const jwt = require('jsonwebtoken');

const verifyRefreshToken = (req, res, next) => {
  const accessToken = req.headers.authorization.slice(7);
  const { refreshToken } = req.body;
  jwt.verify(refreshToken, process.env.REFRESH_SECRET, { algorithms: ['HS256'] }, (err) => {
    if (err) return res.sendStatus(401);
    req.user = jwt.decode(accessToken);
    next();
  });
};
module.exports = { verifyRefreshToken };
`,
    },
    findings: [{ file: 'src/refresh.js', line: 8, column: 16, endColumn: 26, messageId: 'decoded', severity: 'error', confidence: 'medium' }],
  },
  {
    name: 'a function that promises verification and returns what it decoded',
    files: {
      'src/invite.ts': `import jwt, { type JwtPayload } from 'jsonwebtoken';
import { decrypt } from './crypto';

export const verifyInviteToken = (token: string): { id: string; email: string } => {
  const payload = jwt.decode(token) as JwtPayload;
  const { id, email } = payload;
  let plain: string;
  try {
    plain = decrypt(email);
  } catch {
    plain = email;
  }
  return { id, email: plain };
};
`,
      'src/crypto.ts': `export const decrypt = (text: string) => Buffer.from(text, 'base64').toString();
`,
    },
    findings: [{ file: 'src/invite.ts', line: 5, column: 19, messageId: 'decoded' }],
  },
];
