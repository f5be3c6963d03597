import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const hook = (...client: string[]): Record<string, string> => ({
  'stripe.js': ["import Stripe from 'stripe';", ...client].join('\n'),
  'app.js': `
import express from 'express';
import { stripe } from './stripe.js';
const app = express();
app.post('/hook', (req, res) => {
  if (!process.env.WEBHOOK_SECRET) return res.status(412).json({});
  let event;
  try {
    event = stripe().webhooks.constructEvent(req.body, req.headers['stripe-signature'], process.env.WEBHOOK_SECRET);
  } catch (error) {
    return res.status(400).json({});
  }
  res.json({ received: event.id });
});
`,
});

test('a client that is made where its key is there', () => {
  expect(accessOf(hook('const client = load().secretKey ? new Stripe(load().secretKey, {}) : null;', 'export const stripe = () => client;'))).toEqual({ 'POST /hook': 'authenticated in the handler' });
});

test('a client that a longer function makes', () => {
  expect(accessOf(hook('export function stripe() {', '  const key = process.env.STRIPE_KEY;', "  if (!key) throw new Error('no key');", '  const client = new Stripe(key, { apiVersion: process.env.VERSION });', '  return client;', '}'))).toEqual({ 'POST /hook': 'authenticated in the handler' });
});

test('a signature that is given to what cannot be followed', () => {
  expect(accessOf({
    'app.js': `
import express from 'express';
import { billing } from 'some-billing';
const app = express();
app.post('/hook', async (req, res) => {
  const signature = req.headers['x-signature'];
  const event = await billing().parse({ body: req.body, signature });
  res.json({ received: event.id });
});
app.post('/other', async (req, res) => {
  const event = await billing().parse({ body: req.body });
  res.json({ received: event.id });
});
`,
  })).toEqual({ 'POST /hook': 'unknown', 'POST /other': 'public' });
});

test('no answer where a setting is missing', () => {
  expect(accessOf({
    'app.js': `
import express from 'express';
import Stripe from 'stripe';
const stripe = new Stripe(process.env.STRIPE_KEY);
const app = express();
app.post('/hook', (req, res) => {
  if (!process.env.WEBHOOK_SECRET) return;
  const event = stripe.webhooks.constructEvent(req.body, req.headers['stripe-signature'], process.env.WEBHOOK_SECRET);
  res.json({ received: event.id });
});
`,
  })).toEqual({ 'POST /hook': 'authenticated in the handler' });
});

test('a check that is made where the application is deployed', () => {
  expect(accessOf({
    'app.js': `
import express from 'express';
const app = express();
app.post('/cron', (req, res) => {
  if (process.env.VERCEL === '1' && req.headers.authorization !== 'Bearer ' + process.env.CRON_SECRET) return res.sendStatus(401);
  res.json({});
});
`,
  })).toEqual({ 'POST /cron': 'authenticated in the handler' });
});

test('a check in an effect, which is run later', () => {
  expect(accessOf({
    'app.js': `
import express from 'express';
import { Effect } from 'effect';
const app = express();
app.get('/videos/:id', async (req, res) => {
  const exit = await Effect.gen(function* () {
    const policy = yield* Videos;
    return yield* find(req.params.id).pipe(withPolicy(policy.canView(req.params.id)));
  }).pipe(run);
  res.json(exit.value);
});
app.get('/prices', async (req, res) => {
  res.json(await Effect.gen(function* () { return yield* prices(); }).pipe(run));
});
`,
  })).toEqual({ 'GET /videos/:id': 'unknown', 'GET /prices': 'public' });
});
