import type { ProgramView } from '../../src/model/index.ts';
import { isTestOrExample, sideOf } from '../file-role.ts';

/** Tokens, origin checks, and headers that a form of another site cannot send. */
const DEFENDS = /csrf|csurf|xsrf|lusca|sec-fetch-(site|mode)|x-requested-with|['"`]origin['"`]|headers\.(origin|referer)\b|allowedOrigins|checkOrigin|originCheck|verifyOrigin/i;

/** Whether the server's code speaks of a defence at all: where it stands and what it covers is not looked into. */
export function speaksOfDefence(program: ProgramView): boolean {
  return program.modules.some((module) => !isTestOrExample(module.path) && sideOf(module) !== 'browser' && DEFENDS.test(withoutComments(program.text(module))));
}

/** A defence that is only spoken of, or commented out, is none. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[^]*?\*\/|(^|\s)\/\/.*$/gm, '');
}

const FORMS = /\burlencoded\b|bodyParser\(\s*\)|bodyparser|formbody|\bmulter\b|formidable|busboy|koa-?body|parseBody|formData\(|(fastify|@fastify\/)-?multipart|express-fileupload/i;

/** Whether the server takes bodies that a plain form can send: others need a request that the browser asks about first. */
export function takesForms(program: ProgramView): boolean {
  return program.modules.some((module) => !isTestOrExample(module.path) && sideOf(module) !== 'browser' && FORMS.test(program.text(module)));
}
