// Written by `npm run generate`.
import type { Framework } from './types.ts';
import elysia from './elysia/index.ts';
import express from './express/index.ts';
import fastify from './fastify/index.ts';
import graphql from './graphql/index.ts';
import hapi from './hapi/index.ts';
import hono from './hono/index.ts';
import koa from './koa/index.ts';
import nestjs from './nestjs/index.ts';
import nextjs from './nextjs/index.ts';
import nuxt from './nuxt/index.ts';
import orpc from './orpc/index.ts';
import reactRouter from './react-router/index.ts';
import sveltekit from './sveltekit/index.ts';
import trpc from './trpc/index.ts';

export const frameworks: Framework[] = [
  elysia,
  express,
  fastify,
  graphql,
  hapi,
  hono,
  koa,
  nestjs,
  nextjs,
  nuxt,
  orpc,
  reactRouter,
  sveltekit,
  trpc,
];
