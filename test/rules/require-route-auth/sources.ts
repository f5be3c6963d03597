/** Files that several cases share. */

export const AUTH = `import jwt from 'jsonwebtoken';
import type { NextFunction, Request, Response } from 'express';

export function requireAuth(req: Request, res: Response, next: NextFunction) {
  const token = req.headers.authorization?.split(' ')[1];
  if (!token) return res.status(401).json({ error: 'not logged in' });
  try {
    req.user = jwt.verify(token, process.env.JWT_SECRET!, { algorithms: ['HS256'] });
    next();
  } catch {
    res.status(401).json({ error: 'not logged in' });
  }
}
`;

export const PROTECT = `const jwt = require('jsonwebtoken');
const User = require('../models/user');

exports.protect = async (req, res, next) => {
  try {
    const { id } = jwt.verify(req.cookies.token, process.env.JWT_SECRET, { algorithms: ['HS256'] });
    req.user = await User.findById(id);
    next();
  } catch (error) {
    res.status(401).json({ message: 'Please log in' });
  }
};
`;

export const USER = `const mongoose = require('mongoose');
module.exports = mongoose.model('User', new mongoose.Schema({ name: String }));
`;
