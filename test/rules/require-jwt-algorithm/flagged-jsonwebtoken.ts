import type { FlaggedCase } from '../../harness/cases.ts';

export const flaggedJsonwebtoken: FlaggedCase[] = [
  {
    name: 'jsonwebtoken, promise of the payload, secret from the environment',
    files: {
      'src/auth.js': `const jwt = require('jsonwebtoken');

function protect(req, res, next) {
  const token = req.headers.authorization.split(' ')[1];
  req.user = jwt.verify(token, process.env.JWT_SECRET);
  next();
}
module.exports = { protect };
`,
    },
    findings: [{
      file: 'src/auth.js', line: 5, column: 14, endLine: 5, endColumn: 24, messageId: 'missing', severity: 'warning', confidence: 'medium',
      suggestions: [{
        message: "Pin the algorithm: { algorithms: ['HS256'] }",
        output: `const jwt = require('jsonwebtoken');

function protect(req, res, next) {
  const token = req.headers.authorization.split(' ')[1];
  req.user = jwt.verify(token, process.env.JWT_SECRET, { algorithms: ['HS256'] });
  next();
}
module.exports = { protect };
`,
      }],
    }],
  },
  {
    name: 'jsonwebtoken, callback form with a public key: the algorithm that the project signs with',
    files: {
      'src/keys.ts': `import { readFileSync } from "node:fs";

export const publicKey = readFileSync("keys/jwt.pub", "utf8");
export const privateKey = readFileSync("keys/jwt.key", "utf8");
`,
      'src/tokens.ts': `import jwt from "jsonwebtoken";
import { privateKey } from "./keys";

export const issue = (user: object) => jwt.sign(user, privateKey, { algorithm: "RS384", expiresIn: "6h" });
`,
      'src/verify.ts': `import { verify as check } from "jsonwebtoken";
import { publicKey } from "./keys";

export const readToken = (token: string, done: (user?: unknown) => void) => {
  check(token, publicKey, (err, decoded) => {
    done(err ? undefined : decoded);
  });
};
`,
    },
    findings: [{
      file: 'src/verify.ts', line: 5, column: 3, messageId: 'missing', confidence: 'high',
      suggestions: [{
        message: "Pin the algorithm: { algorithms: ['RS384'] }",
        output: `import { verify as check } from "jsonwebtoken";
import { publicKey } from "./keys";

export const readToken = (token: string, done: (user?: unknown) => void) => {
  check(token, publicKey, { algorithms: ["RS384"] }, (err, decoded) => {
    done(err ? undefined : decoded);
  });
};
`,
      }],
    }],
  },
  {
    name: 'options without a list, with an assertion and a trailing comma around the arguments',
    files: {
      'src/session.ts': `import * as jwt from 'jsonwebtoken';

export function readSession(token: string): jwt.JwtPayload {
  return jwt.verify(
    token,
    process.env.SESSION_SECRET as string,
    {
      issuer: 'shop',
      maxAge: '2h',
    },
  ) as jwt.JwtPayload;
}

export const peek = (token: string) => jwt.verify(
  token,
  process.env.SESSION_SECRET!,
);
`,
    },
    findings: [
      {
        file: 'src/session.ts', line: 4, column: 10, messageId: 'missing',
        suggestions: [{
          message: "Pin the algorithm: algorithms: ['HS256']",
          output: `import * as jwt from 'jsonwebtoken';

export function readSession(token: string): jwt.JwtPayload {
  return jwt.verify(
    token,
    process.env.SESSION_SECRET as string,
    {
      algorithms: ['HS256'],
      issuer: 'shop',
      maxAge: '2h',
    },
  ) as jwt.JwtPayload;
}

export const peek = (token: string) => jwt.verify(
  token,
  process.env.SESSION_SECRET!,
);
`,
        }],
      },
      {
        file: 'src/session.ts', line: 14, column: 40, messageId: 'missing',
        suggestions: [{
          message: "Pin the algorithm: { algorithms: ['HS256'] }",
          output: `import * as jwt from 'jsonwebtoken';

export function readSession(token: string): jwt.JwtPayload {
  return jwt.verify(
    token,
    process.env.SESSION_SECRET as string,
    {
      issuer: 'shop',
      maxAge: '2h',
    },
  ) as jwt.JwtPayload;
}

export const peek = (token: string) => jwt.verify(
  token,
  process.env.SESSION_SECRET!, { algorithms: ['HS256'] }
);
`,
        }],
      },
    ],
  },
  {
    name: 'promisified, called at once and under a name in another file',
    files: {
      'lib/verify.js': `const { promisify } = require('util');
const jwt = require('jsonwebtoken');

exports.verifyAsync = promisify(jwt.verify);
exports.protect = async (req, res, next) => {
  const decoded = await promisify(jwt.verify)(req.cookies.jwt, process.env.JWT_SECRET);
  req.user = await User.findById(decoded.id);
  next();
};
`,
      'lib/socket.js': `const { verifyAsync } = require('./verify');

exports.attach = (io) => io.use(async (socket, next) => {
  socket.user = await verifyAsync(socket.handshake.auth.token, process.env.JWT_SECRET);
  next();
});
`,
    },
    findings: [
      { file: 'lib/socket.js', line: 4, column: 23, messageId: 'missing' },
      { file: 'lib/verify.js', line: 6, column: 25, messageId: 'missing' },
    ],
  },
  {
    name: 'options from another file, spread from a constant that has no list either',
    files: {
      'src/config/jwt.ts': `const base = { issuer: 'https://id.example.com', audience: 'api' };
export const verifyOptions = { ...base, clockTolerance: 5 };
export const secret = process.env.JWT_SECRET ?? '';
`,
      'src/middleware/auth.ts': `import jwt from 'jsonwebtoken';
import { secret, verifyOptions } from '../config/jwt.js';

export const auth = (req: any, res: any, next: any) => {
  try {
    req.user = jwt.verify(req.get('authorization')?.slice(7) ?? '', secret, verifyOptions);
    next();
  } catch {
    res.sendStatus(401);
  }
};
`,
    },
    findings: [{
      file: 'src/middleware/auth.ts', line: 6, column: 16, messageId: 'missing',
      suggestions: [{
        message: "Pin the algorithm: algorithms: ['HS256']",
        output: {
          'src/config/jwt.ts': `const base = { issuer: 'https://id.example.com', audience: 'api' };
export const verifyOptions = { ...base, clockTolerance: 5, algorithms: ['HS256'] };
export const secret = process.env.JWT_SECRET ?? '';
`,
        },
      }],
    }],
  },
  {
    name: 'options that a function returns',
    files: {
      'src/options.ts': `export function verifyOptions(audience: string) {
  return { audience, issuer: 'accounts' };
}
`,
      'src/verify.ts': `import { verify } from 'jsonwebtoken';
import { verifyOptions } from './options';

export const readInvite = (token: string) => verify(token, process.env.INVITE_SECRET!, verifyOptions('invite'));
`,
    },
    findings: [{ file: 'src/verify.ts', line: 4, column: 46, messageId: 'missing' }],
  },
  {
    name: 'a wrapper whose callers never give a list',
    files: {
      'src/jwt.ts': `import jwt from 'jsonwebtoken';

export function verifyToken(token: string, options = {}) {
  return jwt.verify(token, process.env.JWT_SECRET!, options);
}
`,
      'src/users.ts': `import { verifyToken } from './jwt';

export const byToken = (token: string) => verifyToken(token);
export const byOldToken = (token: string) => verifyToken(token, { ignoreExpiration: true });
`,
    },
    findings: [{ file: 'src/jwt.ts', line: 4, column: 10, messageId: 'missing' }],
  },
];
