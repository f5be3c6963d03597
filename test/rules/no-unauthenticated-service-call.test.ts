import { ruleCases } from '../harness/cases.ts';

const lines = (...text: string[]): string => [...text, ''].join('\n');
const app = (text: string[], more: Record<string, string> = {}): Record<string, string> => ({ 'package.json': '{ "dependencies": { "express": "5", "axios": "1", "got": "14", "superagent": "10" } }', 'src/billing.ts': lines(...text), ...more });
const at = (line: number, messageId = 'bare') => ({ file: 'src/billing.ts', line, messageId });

const TOKEN = "{ headers: { Authorization: `Bearer ${token()}` } }";
const IMPORT = "import { token } from './token';";
const PAID = `export const paid = (id: string) => fetch(\`http://billing:3000/invoices/\${id}\`, ${TOKEN});`;
const AXIOS = "import axios from 'axios';";

const nest = (service: string[], module = '@Module({ imports: [HttpModule] })'): Record<string, string> => ({
  'package.json': '{ "dependencies": { "@nestjs/common": "11", "@nestjs/axios": "4" } }',
  'src/app.module.ts': lines("import { Module } from '@nestjs/common';", "import { HttpModule } from '@nestjs/axios';", module, 'export class AppModule {}'),
  'src/billing.ts': lines("import { Injectable } from '@nestjs/common';", "import { HttpService } from '@nestjs/axios';", "import { ConfigService } from '@nestjs/config';", '@Injectable()', 'export class Billing {', '  constructor(private readonly http: HttpService, private readonly config: ConfigService) {}', ...service, '}'),
});
const NEST_PAID = "  paid() { return this.http.get(`${this.config.get('BILLING_SERVICE_URL')}/paid`, { headers: { authorization: `Bearer ${this.config.get('BILLING_TOKEN')}` } }); }";

ruleCases('no-unauthenticated-service-call', {
  flagged: [
    { name: 'a host without a dot, beside a call with a token', files: app([IMPORT, PAID, "export const open = () => fetch('http://billing:3000/invoices?state=open');"]), findings: [{ ...at(3), confidence: 'medium' }] },
    { name: 'headers that hold no credential', files: app([IMPORT, PAID, "export const charge = (body: string) => fetch('http://billing:3000/charges', { method: 'POST', headers: { 'content-type': 'application/json' }, body });"]), findings: [at(3)] },
    { name: 'a setting with the address, in another file', files: app([AXIOS, 'const base = process.env.BILLING_SERVICE_URL;', 'export const open = () => axios.get(`${base}/invoices`);'], { 'src/paid.ts': lines("import axios from 'axios';", IMPORT, `export const paid = () => axios.get(process.env.BILLING_SERVICE_URL + '/paid', ${TOKEN});`) }), findings: [at(3)] },
    { name: 'a name inside the cluster', files: app([AXIOS, IMPORT, `export const paid = () => axios.get('http://billing.shop.svc.cluster.local/paid', ${TOKEN});`, "export const open = () => axios.post('http://billing.shop.svc.cluster.local/open', { state: 'open' });"]), findings: [at(4)] },
    { name: 'a client with a base and nothing else', files: app([AXIOS, IMPORT, "const billing = axios.create({ baseURL: 'http://billing.internal', timeout: 1000 });", `export const paid = () => billing.get('/paid', ${TOKEN});`, "export const open = () => billing.get('/open');"]), findings: [at(5)] },
    { name: 'a key in the code', files: app([IMPORT, PAID, "export const open = () => fetch('http://billing:3000/open', { headers: { 'x-api-key': 'b1ll1ng-k3y-2024' } });"]), findings: [at(3, 'fixed')] },
    { name: 'an interceptor of the page\'s own client', files: app([AXIOS, IMPORT, `export const paid = () => axios.get('http://billing:3000/paid', ${TOKEN});`, "export const open = () => axios.get('http://billing:3000/open');"], { 'src/page.tsx': lines("'use client';", "import axios from 'axios';", 'const api = axios.create();', 'api.interceptors.request.use((config) => config);', 'export default api;') }), findings: [at(4)] },
    { name: 'another service, of which it is not known whether it asks', files: app([IMPORT, PAID, "export const stock = () => fetch('http://stock:8080/items');"]), findings: [{ ...at(3), confidence: 'low' }] },
    { name: 'the HTTP service of NestJS', files: nest([NEST_PAID, "  open() { return this.http.get(`${this.config.get('BILLING_SERVICE_URL')}/open`); }"]), findings: [at(8)] },
    { name: 'a request that is built step by step', files: app(["import superagent from 'superagent';", IMPORT, "export const paid = () => superagent.get('http://billing:3000/paid').set('Authorization', token());", "export const open = () => superagent.get('http://billing:3000/open').accept('json');"]), findings: [at(4)] },
  ],
  quiet: [
    { name: 'every call with a token', files: app([IMPORT, PAID, `export const open = () => fetch('http://billing:3000/open', ${TOKEN});`]) },
    { name: 'no call with one', files: app(["export const paid = () => fetch('http://billing:3000/paid');", "export const open = () => fetch('http://billing:3000/open');"]) },
    { name: 'a health check', files: app([IMPORT, PAID, "export const up = () => fetch('http://billing:3000/health');"]) },
    { name: 'the own machine', files: app([IMPORT, PAID, "export const own = () => fetch('http://localhost:3000/open');"]) },
    { name: 'a public service', files: app([IMPORT, PAID, "export const rates = () => fetch('https://api.rates.example/latest');"]) },
    { name: 'a client with a token', files: app([AXIOS, IMPORT, PAID, "const billing = axios.create({ baseURL: 'http://billing:3000', headers: { Authorization: process.env.BILLING_TOKEN } });", "export const open = () => billing.get('/open');"]) },
    { name: 'an interceptor attaches it', files: app([AXIOS, IMPORT, PAID, "const billing = axios.create({ baseURL: 'http://billing:3000' });", "billing.interceptors.request.use((config) => { config.headers.set('Authorization', token()); return config; });", "export const open = () => billing.get('/open');"]) },
    { name: 'options that come from elsewhere', files: app([IMPORT, PAID, "export const open = (init: RequestInit) => fetch('http://billing:3000/open', init);"]) },
    { name: 'headers that are passed on', files: app([IMPORT, PAID, "export const open = (req: Request) => fetch('http://billing:3000/open', { headers: req.headers });"]) },
    { name: 'a step that sets it', files: app(["import superagent from 'superagent';", IMPORT, PAID, "export const open = () => superagent.get('http://billing:3000/open').set('Authorization', token());"]) },
    { name: 'the HTTP service of NestJS, registered with headers', files: nest([NEST_PAID, "  open() { return this.http.get(`${this.config.get('BILLING_SERVICE_URL')}/open`); }"], '@Module({ imports: [HttpModule.registerAsync({ useFactory: () => ({ headers: { authorization: process.env.BILLING_TOKEN } }) })] })') },
    { name: 'a service that the options allow', options: { allow: ['stock'] }, files: app([IMPORT, PAID, "export const stock = () => fetch('http://stock:8080/items');"]) },
    { name: 'code of the browser', files: { ...app([IMPORT, PAID]), 'src/page.tsx': lines("'use client';", "export const load = () => fetch('http://billing:3000/open');") } },
    { name: 'a route of the repository that is open to everyone', files: app([IMPORT, "import axios from 'axios';", PAID, "export const place = (address: string) => axios.post('http://billing:3000/geocode', { address });"], { 'services/billing/app.js': lines("const express = require('express');", 'const app = express();', "app.post('/geocode', (req, res) => res.json({ at: [0, 0] }));", 'app.listen(3000);') }) },
    { name: 'a test', files: { ...app([IMPORT, PAID]), 'test/billing.test.ts': "fetch('http://billing:3000/open');\n" } },
  ],
});
