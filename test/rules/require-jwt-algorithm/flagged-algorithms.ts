import type { FlaggedCase } from '../../harness/cases.ts';

export const flaggedAlgorithms: FlaggedCase[] = [
  {
    name: 'none in the list, alone, in capitals, and from a constant in another file',
    files: {
      'src/algorithms.js': `exports.ALGORITHMS = ['HS256', 'none'];
`,
      'src/verify.js': `const jwt = require('jsonwebtoken');
const { ALGORITHMS } = require('./algorithms');

exports.guest = (token) => jwt.verify(token, '', { algorithms: ['none'] });
exports.device = (token) => jwt.verify(token, null, { algorithms: ['NONE'] });
exports.user = (token) => jwt.verify(token, process.env.JWT_SECRET, { algorithms: ALGORITHMS });
`,
    },
    findings: [
      { file: 'src/algorithms.js', line: 1, column: 23, messageId: 'none', severity: 'error', confidence: 'high' },
      { file: 'src/verify.js', line: 4, column: 64, messageId: 'none', severity: 'error', confidence: 'high' },
      { file: 'src/verify.js', line: 5, column: 67, messageId: 'none', severity: 'error', confidence: 'high' },
    ],
  },
  {
    name: 'the algorithm of the token\'s own header',
    files: {
      'src/partner.ts': `import jwt from 'jsonwebtoken';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { keyOf } from './keys';

export async function readPartnerToken(token: string) {
  const decoded = jwt.decode(token, { complete: true });
  if (!decoded) throw new Error('no token');
  const { header } = decoded;
  return jwt.verify(token, await keyOf(header.kid), { algorithms: [header.alg] });
}

const keys = createRemoteJWKSet(new URL('https://id.example.com/jwks'));
export const readIdToken = (token: string) =>
  jwtVerify(token, keys, { algorithms: [decodeProtectedHeader(token).alg as string] });

export function readByHand(token: string) {
  const header = JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString());
  return jwt.verify(token, process.env.JWT_KEY!, { algorithms: [header.alg] });
}
`,
      'src/keys.ts': `export const keyOf = async (kid?: string) => (await fetch('https://id.example.com/keys/' + kid)).text();
`,
    },
    findings: [
      { file: 'src/partner.ts', line: 9, column: 67, messageId: 'header', severity: 'error', confidence: 'high' },
      { file: 'src/partner.ts', line: 14, column: 40, messageId: 'header', severity: 'error', confidence: 'high' },
      { file: 'src/partner.ts', line: 18, column: 64, messageId: 'header', severity: 'error', confidence: 'high' },
    ],
  },
  {
    name: 'symmetric and asymmetric algorithms for one key',
    files: {
      'src/verify.ts': `import jwt from 'jsonwebtoken';
import { readFileSync } from 'node:fs';

const cert = readFileSync('public.pem');
export const read = (token: string) => jwt.verify(token, cert, { algorithms: ['RS256', 'HS256'] });
`,
    },
    findings: [{
      file: 'src/verify.ts', line: 5, column: 78, endColumn: 96, messageId: 'mixed', severity: 'error', confidence: 'high',
      suggestions: [{
        message: 'Accept only RS256',
        output: `import jwt from 'jsonwebtoken';
import { readFileSync } from 'node:fs';

const cert = readFileSync('public.pem');
export const read = (token: string) => jwt.verify(token, cert, { algorithms: ['RS256'] });
`,
      }],
      message: '`jwt.verify` accepts both HS256 and RS256 for the same key. Whoever knows the public key can use it as the HMAC secret and sign a token with it. List only the algorithms of the kind of key in use.',
    }],
  },
];
