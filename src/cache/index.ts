export { buildIds, type BuildIds } from './build.ts';
export { openCacheFolder, shownFolder, type CacheRequest } from './folder.ts';
export { openFactsCache, type FactsCache, type FactsCounts } from './facts-cache.ts';
export { openResultCache, type Question, type ResultCache } from './result-cache.ts';
