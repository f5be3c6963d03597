import { ruleCases } from '../harness/cases.ts';

const one = (...lines: string[]): Record<string, string> => ({ 'src/oauth.ts': `${lines.join('\n')}\n` });
const at = (line: number, messageId: string) => ({ file: 'src/oauth.ts', line, messageId });

ruleCases('require-pkce', {
  flagged: [
    { name: 'the implicit flow in a template', files: one('export const go = (id: string) => location.replace(`${BASE}?client_id=${id}&response_type=token&scope=email`);'), findings: [at(1, 'implicit')] },
    { name: 'the implicit flow in settings', files: one("import auth0 from 'auth0-js';", "export const web = new auth0.WebAuth({ domain, clientID, responseType: 'token id_token' });"), findings: [at(2, 'implicit')] },
    { name: 'the implicit flow, set by itself', files: one('export function go(url: URL) {', "  url.searchParams.set('response_type', 'token');", '}'), findings: [at(2, 'implicit')] },
    { name: 'a plain challenge', files: one("export const query = (v: string) => new URLSearchParams({ response_type: 'code', code_challenge: v, code_challenge_method: 'plain' });"), findings: [at(1, 'plain')] },
    { name: 'a plain challenge in a text', files: one('export const url = (v: string) => `${BASE}?response_type=code&code_challenge=${v}&code_challenge_method=plain`;'), findings: [at(1, 'plain')] },
    { name: 'the password grant', files: one("export const login = (username: string, password: string) => post(TOKEN, { grant_type: 'password', username, password, client_id: 'app' });"), findings: [at(1, 'password')] },
    { name: 'the password grant in a text', files: one('export const login = (u: string, p: string) => post(TOKEN, `grant_type=password&username=${u}&password=${p}`);'), findings: [at(1, 'password')] },
    { name: 'an exchange without proof', files: one("export const exchange = (code: string) => post(TOKEN, new URLSearchParams({ grant_type: 'authorization_code', client_id: 'app', code }));"), findings: [at(1, 'exchange')] },
    { name: 'a verifier that everyone knows', files: one("export const exchange = (code: string) => post(TOKEN, { grant_type: 'authorization_code', code, code_verifier: 'challenge' });"), findings: [at(1, 'constant')] },
    { name: 'a confidential client, if asked for', options: { confidential: true }, files: one('export const url = (state: string) => `https://id.example.org/authorize?client_id=app&response_type=code&redirect_uri=x&state=${state}`;'), findings: [at(1, 'challenge')] },
  ],
  quiet: [
    { name: 'the code flow', files: one('export const go = (id: string) => location.replace(`${BASE}?client_id=${id}&response_type=code&scope=email`);') },
    { name: 'a response type of a request for data', files: one("export const get = () => axios.get(URL, { responseType: 'blob' });") },
    { name: 'an ID token alone', files: one("export const settings = { response_type: 'id_token' };") },
    { name: 'S256', files: one("export const query = (v: string) => new URLSearchParams({ response_type: 'code', code_challenge: v, code_challenge_method: 'S256' });") },
    { name: 'another grant', files: one("export const login = () => post(TOKEN, { grant_type: 'client_credentials', client_id: 'app', scope: 'x' });") },
    { name: 'an exchange with a verifier', files: one("export const exchange = (code: string, verifier: string) => post(TOKEN, new URLSearchParams({ grant_type: 'authorization_code', code, code_verifier: verifier }));") },
    { name: 'an exchange with a secret', files: one("export const exchange = (code: string) => post(TOKEN, { grant_type: 'authorization_code', code, client_secret: process.env.SECRET });") },
    { name: 'an exchange with basic authentication', files: one("export const exchange = (code: string) => fetch(TOKEN, { headers: { Authorization: basic(ID, process.env.SECRET) }, body: new URLSearchParams({ grant_type: 'authorization_code', code }) });") },
    { name: 'a server that compares', files: one("export const grant = (body: any) => body.grant_type === 'password' ? refuse() : ofCode(body.code);") },
    { name: 'the password grant, if it is allowed', options: { passwordGrant: false }, files: one("export const login = (username: string, password: string) => post(TOKEN, { grant_type: 'password', username, password });") },
    { name: 'a test', files: { 'test/oauth.ts': "export const body = { grant_type: 'password', username: 'a', password: 'b' };\n" } },
  ],
});
