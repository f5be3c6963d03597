import type { Framework } from '../types.ts';
import { find } from './find.ts';
import { model } from './model.ts';

const PACKAGES = new Set(['@nestjs/core', '@nestjs/common', '@nestjs/graphql', '@nestjs/websockets', '@nestjs/microservices']);

/** NestJS: controllers, resolvers, gateways and message handlers behind guards, whatever the platform below. */
export default {
  name: 'nestjs', model, find,
  isPresent: (program) => program.modules.some((module) => module.imports.some((one) => PACKAGES.has(one.source))),
} satisfies Framework;
