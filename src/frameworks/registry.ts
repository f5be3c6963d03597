// Written by `npm run generate`.
import type { Framework } from './types.ts';
import express from './express/index.ts';

export const frameworks: Framework[] = [
  express,
];
