// Written by `npm run generate`.
import type { Framework } from './types.ts';
import adonisjs from './adonisjs/index.ts';
import astro from './astro/index.ts';
import directus from './directus/index.ts';
import elysia from './elysia/index.ts';
import express from './express/index.ts';
import expressOpenapi from './express-openapi/index.ts';
import fastify from './fastify/index.ts';
import feathers from './feathers/index.ts';
import firebaseFunctions from './firebase-functions/index.ts';
import fresh from './fresh/index.ts';
import graphql from './graphql/index.ts';
import hapi from './hapi/index.ts';
import hono from './hono/index.ts';
import inversifyExpress from './inversify-express/index.ts';
import ittyRouter from './itty-router/index.ts';
import keystone from './keystone/index.ts';
import koa from './koa/index.ts';
import lambda from './lambda/index.ts';
import loopback from './loopback/index.ts';
import medusa from './medusa/index.ts';
import meteor from './meteor/index.ts';
import moleculer from './moleculer/index.ts';
import nestjs from './nestjs/index.ts';
import nextjs from './nextjs/index.ts';
import nodeHttp from './node-http/index.ts';
import nuxt from './nuxt/index.ts';
import orpc from './orpc/index.ts';
import overnight from './overnight/index.ts';
import payload from './payload/index.ts';
import polka from './polka/index.ts';
import reactRouter from './react-router/index.ts';
import restify from './restify/index.ts';
import routingControllers from './routing-controllers/index.ts';
import sails from './sails/index.ts';
import socketIo from './socket-io/index.ts';
import solidStart from './solid-start/index.ts';
import strapi from './strapi/index.ts';
import supabaseFunctions from './supabase-functions/index.ts';
import sveltekit from './sveltekit/index.ts';
import tanstackStart from './tanstack-start/index.ts';
import trpc from './trpc/index.ts';
import tsoa from './tsoa/index.ts';
import vercel from './vercel/index.ts';
import workers from './workers/index.ts';
import ws from './ws/index.ts';

export const frameworks: Framework[] = [
  adonisjs,
  astro,
  directus,
  elysia,
  express,
  expressOpenapi,
  fastify,
  feathers,
  firebaseFunctions,
  fresh,
  graphql,
  hapi,
  hono,
  inversifyExpress,
  ittyRouter,
  keystone,
  koa,
  lambda,
  loopback,
  medusa,
  meteor,
  moleculer,
  nestjs,
  nextjs,
  nodeHttp,
  nuxt,
  orpc,
  overnight,
  payload,
  polka,
  reactRouter,
  restify,
  routingControllers,
  sails,
  socketIo,
  solidStart,
  strapi,
  supabaseFunctions,
  sveltekit,
  tanstackStart,
  trpc,
  tsoa,
  vercel,
  workers,
  ws,
];
