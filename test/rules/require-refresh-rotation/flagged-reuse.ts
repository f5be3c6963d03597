import type { FlaggedCase } from '../../harness/cases.ts';
import { MODEL } from './sources.ts';

export const flaggedReuse: FlaggedCase[] = [
  {
    name: 'rotation that overwrites the stored token and only refuses an old one',
    files: {
      'src/user.controller.js': `const jwt = require('jsonwebtoken');
const User = require('../model/User');

const generateAccessAndRefreshTokens = async (userId) => {
  const user = await User.findById(userId);
  const accessToken = user.generateAccessToken();
  const refreshToken = user.generateRefreshToken();
  user.refreshToken = refreshToken;
  await user.save({ validateBeforeSave: false });
  return { accessToken, refreshToken };
};

exports.refreshAccessToken = async (req, res) => {
  const incomingRefreshToken = req.cookies.refreshToken || req.body.refreshToken;
  if (!incomingRefreshToken) throw new Error('unauthorized request');
  const decoded = jwt.verify(incomingRefreshToken, process.env.REFRESH_TOKEN_SECRET);
  const user = await User.findById(decoded?._id);
  if (!user || incomingRefreshToken !== user.refreshToken) throw new Error('Refresh token is expired or used');
  const { accessToken, refreshToken } = await generateAccessAndRefreshTokens(user._id);
  return res.cookie('accessToken', accessToken).cookie('refreshToken', refreshToken).json({ accessToken, refreshToken });
};
`,
      'model/User.js': MODEL,
    },
    findings: [{ file: 'src/user.controller.js', line: 19, column: 47, endColumn: 77, messageId: 'reuseUndetected', severity: 'note', confidence: 'low' }],
  },
  {
    name: 'rotation through services that delete the old document, mounted by a table',
    files: {
      'src/token.service.js': `const jwt = require('jsonwebtoken');
const Token = require('./token.model');

const generateToken = (userId, type, secret = process.env.JWT_SECRET) => jwt.sign({ sub: userId, type }, secret);
const verifyToken = async (token, type) => {
  const payload = jwt.verify(token, process.env.JWT_SECRET);
  const tokenDoc = await Token.findOne({ token, type, user: payload.sub, blacklisted: false });
  if (!tokenDoc) throw new Error('Token not found');
  return tokenDoc;
};
const generateAuthTokens = async (user) => {
  const accessToken = generateToken(user.id, 'access');
  const refreshToken = generateToken(user.id, 'refresh');
  await Token.create({ token: refreshToken, user: user.id, type: 'refresh' });
  return { access: { token: accessToken }, refresh: { token: refreshToken } };
};
module.exports = { verifyToken, generateAuthTokens };
`,
      'src/token.model.js': 'module.exports = require(\'mongoose\').model(\'Token\');\n',
      'src/auth.service.js': `const tokenService = require('./token.service');

const refreshAuth = async (refreshToken) => {
  try {
    const refreshTokenDoc = await tokenService.verifyToken(refreshToken, 'refresh');
    await refreshTokenDoc.remove();
    return tokenService.generateAuthTokens({ id: refreshTokenDoc.user });
  } catch (error) {
    throw new Error('Please authenticate');
  }
};
module.exports = { refreshAuth };
`,
      'src/app.js': `const express = require('express');
const authService = require('./auth.service');

const catchAsync = (fn) => (req, res, next) => { Promise.resolve(fn(req, res, next)).catch((err) => next(err)); };
const auth = express.Router();
auth.post('/refresh-tokens', catchAsync(async (req, res) => {
  const tokens = await authService.refreshAuth(req.body.refreshToken);
  res.send({ ...tokens });
}));
const app = express();
[{ path: '/auth', route: auth }].forEach(({ path, route }) => app.use('/v1' + path, route));
module.exports = app;
`,
    },
    findings: [{ file: 'src/auth.service.js', line: 7, column: 12, endColumn: 43, messageId: 'reuseUndetected', route: 'POST /v1/auth/refresh-tokens' }],
  },
];
