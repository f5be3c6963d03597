import type { FlaggedCase } from '../../harness/cases.ts';
import { MODEL } from './sources.ts';

export const flaggedNotRotated: FlaggedCase[] = [
  {
    name: 'Express, a stateless refresh token from a cookie',
    files: {
      'routes/refresh.js': `const express = require('express');
const jwt = require('jsonwebtoken');
const router = express.Router();

router.post('/refresh', (req, res) => {
  const refreshToken = req.cookies.refreshToken;
  if (!refreshToken) return res.sendStatus(401);
  jwt.verify(refreshToken, process.env.REFRESH_TOKEN_SECRET, (err, decoded) => {
    if (err) return res.sendStatus(403);
    const accessToken = jwt.sign({ id: decoded.id }, process.env.JWT_SECRET, { expiresIn: '1h' });
    res.json({ accessToken });
  });
});
module.exports = router;
`,
      'app.js': `const express = require('express');
const app = express();
app.use('/auth', require('./routes/refresh'));
app.listen(3000);
`,
    },
    findings: [{
      file: 'routes/refresh.js', line: 10, column: 25, endColumn: 33, messageId: 'notRotated', severity: 'warning', confidence: 'high', route: 'POST /auth/refresh',
      message: '`/auth/refresh` exchanges a refresh token for an access token and leaves the refresh token in use. A copied token then gives access until it expires, and nobody notices. Issue a new refresh token with each access token, and invalidate the one that was presented.',
    }],
  },
  {
    name: 'a controller that looks the token up and keeps it',
    files: {
      'controllers/refreshTokenController.js': `const User = require('../model/User');
const jwt = require('jsonwebtoken');

const handleRefreshToken = async (req, res) => {
  const cookies = req.cookies;
  if (!cookies?.jwt) return res.sendStatus(401);
  const refreshToken = cookies.jwt;
  const foundUser = await User.findOne({ refreshToken }).exec();
  if (!foundUser) return res.sendStatus(403);
  jwt.verify(refreshToken, process.env.REFRESH_TOKEN_SECRET, (err, decoded) => {
    if (err || foundUser.email !== decoded.email) return res.sendStatus(403);
    const roles = Object.values(foundUser.roles);
    const accessToken = jwt.sign({ UserInfo: { email: decoded.email, roles } }, process.env.ACCESS_TOKEN_SECRET, { expiresIn: '10m' });
    res.json({ roles, accessToken });
  });
};
module.exports = { handleRefreshToken };
`,
      'model/User.js': MODEL,
      'server.js': `const express = require('express');
const { handleRefreshToken } = require('./controllers/refreshTokenController');
const app = express();
app.get('/refresh', handleRefreshToken);
app.listen(3500);
`,
    },
    findings: [{ file: 'controllers/refreshTokenController.js', line: 13, column: 25, messageId: 'notRotated', confidence: 'high', route: 'GET /refresh' }],
  },
  {
    name: 'an expired token is deleted, a valid one goes on',
    files: {
      'app/auth.controller.js': `const db = require('./models');
const jwt = require('jsonwebtoken');
const { refreshToken: RefreshToken } = db;

exports.refreshToken = async (req, res) => {
  const { refreshToken: requestToken } = req.body;
  if (requestToken == null) return res.status(403).json({ message: 'Refresh Token is required!' });
  try {
    const refreshToken = await RefreshToken.findOne({ token: requestToken });
    if (!refreshToken) {
      res.status(403).json({ message: 'Refresh token is not in database!' });
      return;
    }
    if (RefreshToken.verifyExpiration(refreshToken)) {
      RefreshToken.findByIdAndRemove(refreshToken._id).exec();
      res.status(403).json({ message: 'Refresh token was expired.' });
      return;
    }
    const newAccessToken = jwt.sign({ id: refreshToken.user._id }, process.env.SECRET, { expiresIn: 3600 });
    return res.status(200).json({ accessToken: newAccessToken, refreshToken: refreshToken.token });
  } catch (err) {
    return res.status(500).send({ message: err });
  }
};
`,
      'app/models.js': `const mongoose = require('mongoose');
module.exports = { refreshToken: mongoose.model('RefreshToken') };
`,
      'app/routes.js': `const controller = require('./auth.controller');
module.exports = (app) => app.post('/api/auth/refreshtoken', controller.refreshToken);
`,
      'server.js': `const app = require('express')();
require('./app/routes')(app);
`,
    },
    findings: [{ file: 'app/auth.controller.js', line: 19, column: 28, messageId: 'notRotated', route: 'POST /api/auth/refreshtoken' }],
  },
  {
    name: 'through a wrapper, a service class and helpers in other files',
    files: {
      'src/auth.controller.ts': `import type { Request, Response } from 'express';
import { asyncHandler } from './async-handler';
import { AuthService } from './auth.service';

const service = new AuthService();
export const renew = asyncHandler(async (req: Request, res: Response) => {
  const result = await service.refresh(req.body.refreshToken);
  res.json(result);
});
`,
      'src/async-handler.ts': `export const asyncHandler = (fn: Function) => (req: any, res: any, next: any) => Promise.resolve(fn(req, res, next)).catch(next);
`,
      'src/auth.service.ts': `import { signAccess, verifyRefresh } from './tokens';

export class AuthService {
  async refresh(refreshToken: string) {
    const payload = verifyRefresh(refreshToken);
    return { token: signAccess(payload.sub!), expiresIn: 900 };
  }
}
`,
      'src/tokens.ts': `import jwt, { type JwtPayload } from 'jsonwebtoken';

export const verifyRefresh = (token: string) => jwt.verify(token, process.env.REFRESH_SECRET!, { algorithms: ['HS256'] }) as JwtPayload;
export const signAccess = (sub: string) => jwt.sign({ sub }, process.env.ACCESS_SECRET!, { expiresIn: '15m' });
`,
      'src/app.ts': `import express from 'express';
import { renew } from './auth.controller';

const app = express();
app.post('/session/refresh', renew);
export default app;
`,
    },
    findings: [{ file: 'src/auth.service.ts', line: 6, column: 21, endColumn: 31, messageId: 'notRotated', route: 'POST /session/refresh' }],
  },
  {
    name: 'raw SQL that only stores the access token',
    files: {
      'src/auth.ts': `import { Router } from 'express';
import jwt from 'jsonwebtoken';
import { db } from './db';

const router = Router();
router.post('/token/refresh', async (req, res): Promise<void> => {
  const { refreshToken } = req.body;
  try {
    const decoded = jwt.verify(refreshToken, process.env.JWT_REFRESH_SECRET!) as { id: number };
    const [rows] = await db.execute('SELECT * FROM users WHERE id = ? AND refresh_token = ?', [decoded.id, refreshToken]);
    if (rows.length === 0) { res.sendStatus(403); return; }
    const newAccessToken = jwt.sign({ id: decoded.id }, process.env.JWT_SECRET!, { expiresIn: '15m' });
    await db.execute('UPDATE users SET access_token = ? WHERE id = ?', [newAccessToken, decoded.id]);
    res.json({ accessToken: newAccessToken });
  } catch {
    res.sendStatus(403);
  }
});
export default router;
`,
      'src/db.ts': `import { createPool } from 'mysql2/promise';
export const db: any = createPool(process.env.DATABASE_URL!);
`,
      'src/app.ts': `import express from 'express';
import auth from './auth';
express().use('/api', auth);
`,
    },
    findings: [{ file: 'src/auth.ts', line: 12, column: 28, messageId: 'notRotated', route: 'POST /api/token/refresh' }],
  },
  {
    name: 'no route is known: by name, and by what it reads',
    files: {
      'src/service.js': `const jwt = require('jsonwebtoken');

module.exports.getNewAccessToken = async (refreshToken) => {
  const { sub } = jwt.verify(refreshToken, process.env.REFRESH_TOKEN_SECRET);
  return jwt.sign({ sub }, process.env.ACCESS_TOKEN_SECRET);
};
`,
      'src/plugin.js': `const { SignJWT, jwtVerify } = require('jose');
const key = new TextEncoder().encode(process.env.ACCESS_SECRET);
const refreshKey = new TextEncoder().encode(process.env.REFRESH_SECRET);

module.exports = async function (fastify) {
  fastify.post('/renewal', async (request, reply) => {
    const { payload } = await jwtVerify(request.body.refresh_token, refreshKey, { algorithms: ['HS256'] });
    const access_token = await new SignJWT({ sub: payload.sub }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('10m').sign(key);
    return reply.send({ access_token });
  });
};
`,
    },
    findings: [
      { file: 'src/plugin.js', line: 8, column: 32, messageId: 'notRotated' },
      { file: 'src/service.js', line: 5, column: 10, messageId: 'notRotated' },
    ],
  },
];
