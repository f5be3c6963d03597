import type { LibraryGuard } from './types.ts';

const ANY = ['*'];
const packages = (proves: LibraryGuard['proves'], ...names: string[]): LibraryGuard[] => names.map((name) => ({ package: name, names: ANY, proves }));

/** Middleware that says nothing of who is calling. */
export const harmless: LibraryGuard[] = [
  ...packages('rate-limit', 'express-rate-limit', 'express-slow-down', 'rate-limiter-flexible', 'express-brute', 'express-limiter', 'express-throttle', '@fastify/rate-limit', 'koa-ratelimit', 'koa2-ratelimit', '@nestjs/throttler', 'hono-rate-limiter', 'express-bouncer', 'ratelimiter'),
  ...packages('csrf', 'csurf', 'csrf-csrf', 'csrf-sync', 'lusca', 'tiny-csrf', '@dr.pogodin/csurf', 'koa-csrf', '@fastify/csrf-protection', 'csrf'),
  ...packages(
    'nothing', 'express', 'body-parser', 'cors', 'helmet', 'morgan', 'compression', 'multer', 'cookie-parser', 'express-session', 'cookie-session', 'serve-static', 'serve-index',
    'serve-favicon', 'method-override', 'response-time', 'connect-flash', 'express-flash', 'connect-timeout', 'express-fileupload', 'express-validator', 'celebrate', 'joi', 'zod',
    'express-joi-validation', 'express-zod-api', 'zod-express-middleware', 'swagger-ui-express', 'swagger-jsdoc', 'express-status-monitor', 'express-prom-bundle', 'prom-client', 'pino-http',
    'express-pino-logger', 'express-winston', 'winston', 'i18n', 'i18next-http-middleware', 'i18next-express-middleware', 'hpp', 'xss-clean', 'express-mongo-sanitize', 'express-ws', 'vhost', 'errorhandler',
    'express-useragent', 'connect-history-api-fallback', 'http-proxy-middleware', 'express-http-proxy', 'http-proxy', 'feature-policy', 'permissions-policy', 'express-robots-txt', 'express-security.txt',
    'apicache', 'express-cache-controller', 'nocache', 'on-headers', 'request-ip', 'express-request-id', 'cls-rtracer', 'express-http-context', 'connect-livereload', 'webpack-dev-middleware', 'webpack-hot-middleware',
    'vite', 'next', 'express-hbs', 'express-handlebars', 'express-ejs-layouts', '@sentry/node', 'newrelic', 'elastic-apm-node', '@bull-board/express', 'bull-arena', 'connect-redis', 'connect-mongo',
    'express-busboy', 'connect-busboy', 'busboy', 'formidable', 'express-formidable', 'raw-body', 'type-is', 'vary', 'etag', 'fresh', 'spdy', 'express-sslify', 'express-enforces-ssl', 'express-openapi-validator',
    '@trpc/server', 'graphql-http', 'express-graphql', '@apollo/server', 'apollo-server-express', 'graphql-yoga', 'graphql-upload', 'graphql-playground-middleware-express', 'voyager', 'graphiql-express',
    'ejs', 'pug', 'nunjucks', 'consolidate', 'stylus', 'sass-middleware', 'node-sass-middleware', 'less-middleware', 'express-minify', 'express-minify-html', 'st', 'sirv', 'connect', 'express-urlrewrite',
    'express-device', 'express-domain-middleware', 'express-interceptor', 'express-mung', 'express-async-errors', 'unless-middleware', 'socket.io', 'peer', 'parse-dashboard',
  ),
];

/** Wrappers that give back the middleware they are given. */
export const WRAPPERS = new Set(['express-async-handler', 'express-async-wrap', 'express-wrap-async', 'async-middleware', 'express-asyncify', 'async-express-mw', 'middleware-async', '@awaitjs/express', 'express-promise-router', 'express-async-await', 'express-routes-async', 'cls-hooked', 'catch-async-error', 'lodash', 'underscore', 'connect-compose', 'compose-middleware', 'koa-compose', 'util', '@sentry/serverless']);
