import { ruleCases } from '../harness/cases.ts';

const server = (...lines: string[]): Record<string, string> => ({ 'server/users.js': ["const crypto = require('crypto');", "const bcrypt = require('bcrypt');", "const argon2 = require('argon2');", ...lines, ''].join('\n') });
const at = (line: number, messageId: string) => ({ file: 'server/users.js', line: line + 3, messageId });

ruleCases('no-weak-password-hash', {
  flagged: [
    { name: 'SHA-256', files: server("exports.create = ({ password }) => crypto.createHash('sha256').update(password).digest('hex');"), findings: [at(1, 'fast')] },
    { name: 'MD5 of a salted password', files: server("exports.create = (req) => crypto.createHash('md5').update(req.body.password + SALT).digest('hex');"), findings: [at(1, 'fast')] },
    { name: 'an HMAC', files: server("exports.create = (password, salt) => crypto.createHmac('sha512', salt).update(password).digest('hex');"), findings: [at(1, 'fast')] },
    { name: 'a package for MD5', files: server("const md5 = require('md5');", 'exports.create = (user) => md5(user.password);'), findings: [at(2, 'fast')] },
    { name: 'the function says what it hashes', files: server("function hashPassword(plain) {", "  return crypto.createHash('sha1').update(plain).digest('hex');", '}', 'exports.hashPassword = hashPassword;'), findings: [at(2, 'fast')] },
    { name: 'bcrypt with eight rounds', files: server('exports.create = (password) => bcrypt.hash(password, 8);'), findings: [{ ...at(1, 'cost'), severity: 'error' }] },
    { name: 'bcrypt with ten rounds, in another file, as a note', files: { ...server("const { ROUNDS } = require('./config');", 'exports.create = (password) => bcrypt.hash(password, ROUNDS);'), 'server/config.js': 'exports.ROUNDS = 10;' }, findings: [{ ...at(2, 'cost'), severity: 'note' }] },
    { name: 'PBKDF2 with a thousand iterations', files: server("exports.create = (password, salt) => crypto.pbkdf2Sync(password, salt, 1000, 64, 'sha512').toString('hex');"), findings: [at(1, 'cost')] },
    { name: 'scrypt with a constant salt', files: server("exports.create = (password) => crypto.scryptSync(password, 'salt', 64);"), findings: [at(1, 'salt')] },
    { name: 'scrypt with little', files: server('exports.create = (password, salt) => crypto.scryptSync(password, salt, 64, { N: 1024 });'), findings: [{ ...at(1, 'cost'), severity: 'error' }] },
    { name: 'Argon2 with little memory', files: server('exports.create = (password) => argon2.hash(password, { memoryCost: 4096, timeCost: 3 });'), findings: [at(1, 'cost')] },
    { name: 'Argon2d', files: server('exports.create = (password) => argon2.hash(password, { type: argon2.argon2d });'), findings: [at(1, 'variant')] },
    { name: 'compared as it was typed', files: server('exports.login = async (req) => {', '  const user = await users.findOne({ email: req.body.email });', "  if (user.password !== req.body.password) throw new Error('wrong');", '};'), findings: [at(3, 'plain')] },
  ],
  quiet: [
    { name: 'the range of hashes that a list of leaked passwords is asked for', files: server("exports.isLeaked = async (password) => {", "  const hash = crypto.createHash('sha1').update(password).digest('hex').toUpperCase();", "  const range = await fetch(`https://api.pwnedpasswords.com/range/${hash.slice(0, 5)}`);", '  return (await range.text()).includes(hash.slice(5));', '};') },
    { name: 'the answer to a digest challenge', files: server("const md5 = require('md5');", 'exports.answer = (username, realm, password, nonce) => md5(`${md5(`${username}:${realm}:${password}`)}:${nonce}`);') },
    { name: 'whether a password is another than before, and hashed then', files: server('exports.update = async (id, updateUserDto) => {', '  const user = await users.findOne({ id });', '  if (user.password !== updateUserDto.password) updateUserDto.password = await bcrypt.hash(updateUserDto.password, 12);', '};') },
    { name: 'made-up accounts', files: { 'prisma/seed.js': "const bcrypt = require('bcrypt');\nexports.seed = (password) => bcrypt.hashSync(password, 8);\n" } },
    { name: 'Argon2 with its defaults', files: server('exports.create = (password) => argon2.hash(password);') },
    { name: 'bcrypt with twelve rounds', files: server('exports.create = (password) => bcrypt.hash(password, 12);') },
    { name: 'bcrypt with as many as the option asks for', options: { bcryptRounds: 10 }, files: server('exports.create = (password) => bcrypt.hash(password, 10);') },
    { name: 'rounds that are not known', files: server('exports.create = (password) => bcrypt.hash(password, Number(process.env.ROUNDS));') },
    { name: 'a salt that was made before', files: server('exports.create = async (password) => bcrypt.hash(password, await bcrypt.genSalt(12));') },
    { name: 'enough PBKDF2', files: server("exports.create = (password, salt) => crypto.pbkdf2Sync(password, salt, 210000, 64, 'sha512');") },
    { name: 'enough scrypt', files: server('exports.create = (password, salt) => crypto.scryptSync(password, salt, 64, { N: 131072, maxmem: 2 ** 28 });') },
    { name: 'a key is derived from a secret of the server', files: server("exports.key = () => crypto.scryptSync(process.env.SECRET, 'salt', 32);") },
    { name: 'the digest of a file', files: server("exports.sum = (file) => crypto.createHash('sha256').update(file).digest('hex');") },
    { name: 'the digest of a token', files: server("exports.sum = (passwordResetToken) => crypto.createHash('sha256').update(passwordResetToken).digest('hex');") },
    { name: 'typed twice', files: server("exports.check = (req) => { if (req.body.password !== req.body.confirmPassword) throw new Error('differ'); };") },
    { name: 'whether there is one', files: server('exports.has = (user) => user.password !== undefined && user.password !== null;') },
    { name: 'a form', files: { 'src/form.tsx': "import React from 'react';\nexport const same = (user: any, password: string) => user.password === password;" } },
    { name: 'compared by bcrypt', files: server('exports.login = async (user, password) => bcrypt.compare(password, user.password);') },
  ],
});
