/** A project with one application: `body` is written inside a function that has `app`, `guard` and `h`. */
export function application(body: string): Record<string, string> {
  return {
    'app.js': `
      const Fastify = require('fastify');
      const fp = require('fastify-plugin');
      const guard = async (request, reply) => { if (!request.headers.authorization) return reply.code(401).send(); require('jsonwebtoken').verify(request.headers.authorization, 'k'); };
      const h = async () => [];
      const app = Fastify();
      ${body}
      app.listen({ port: 3000 });
    `,
  };
}
