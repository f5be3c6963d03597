/**
 * Functions of known packages that check a credential. `outcome`: what happens when it is not good: the call throws (or
 * rejects, or gives its callback an error), or it returns nothing. `carrier`: what is checked stands in an argument, or in
 * the request that is passed.
 */
export interface Verification {
  package: string;
  /** The last name of what is called, or '' for the package itself. */
  names: string[];
  outcome: 'throws' | 'nothing';
  proof?: 'signature' | 'shared-secret';
  /** It gives a promise: a function among its arguments gives the key. */
  promises?: true;
}

export const VERIFICATIONS: Verification[] = [
  { package: 'jsonwebtoken', names: ['verify'], outcome: 'throws' },
  { package: 'jose', names: ['jwtVerify', 'compactVerify', 'jwtDecrypt', 'compactDecrypt', 'flattenedVerify', 'generalVerify'], outcome: 'throws', promises: true },
  { package: 'jose-node-cjs-runtime', names: ['jwtVerify'], outcome: 'throws', promises: true },
  { package: 'jwt-simple', names: ['decode'], outcome: 'throws' },
  { package: 'jws', names: ['verify'], outcome: 'nothing' },
  { package: 'fast-jwt', names: ['createVerifier', ''], outcome: 'throws' },
  { package: 'njwt', names: ['verify'], outcome: 'throws' },
  { package: 'paseto', names: ['verify', 'decrypt'], outcome: 'throws' },
  { package: 'fastify', names: ['verify'], outcome: 'throws' },
  { package: '@fastify/jwt', names: ['verify', 'jwtVerify'], outcome: 'throws' },
  { package: '@nestjs/jwt', names: ['verify', 'verifyAsync'], outcome: 'throws' },
  { package: '@elysiajs/jwt', names: ['verify'], outcome: 'nothing' },
  { package: 'hono', names: ['verify', 'verifyWithJwks'], outcome: 'throws' },
  { package: 'firebase-admin', names: ['verifyIdToken', 'verifySessionCookie'], outcome: 'throws' },
  { package: 'google-auth-library', names: ['verifyIdToken', 'getTokenInfo'], outcome: 'throws' },
  { package: 'aws-jwt-verify', names: ['verify', 'verifySync'], outcome: 'throws' },
  { package: '@okta/jwt-verifier', names: ['verifyAccessToken', 'verifyIdToken'], outcome: 'throws' },
  { package: '@clerk/backend', names: ['verifyToken', 'authenticateRequest'], outcome: 'throws' },
  { package: '@clerk/express', names: ['verifyToken'], outcome: 'throws' },
  { package: '@clerk/nextjs', names: ['verifyWebhook'], outcome: 'throws', proof: 'signature' },
  { package: '@clerk/backend', names: ['verifyWebhook'], outcome: 'throws', proof: 'signature' },
  { package: '@clerk/nextjs', names: ['auth', 'currentUser', 'getAuth'], outcome: 'nothing' },
  { package: 'next-auth', names: ['auth', 'getServerSession', 'unstable_getServerSession', 'getToken', 'getSession'], outcome: 'nothing' },
  { package: 'iron-session', names: ['unsealData', 'getIronSession'], outcome: 'nothing' },
  { package: '@hapi/iron', names: ['unseal'], outcome: 'throws' },
  { package: 'better-auth', names: ['getSession'], outcome: 'nothing' },
  { package: 'supertokens-node', names: ['getSession'], outcome: 'throws' },
  { package: '@supabase/supabase-js', names: ['getUser', 'getSession', 'getClaims'], outcome: 'nothing' },
  { package: 'cookie-signature', names: ['unsign'], outcome: 'nothing' },
  { package: 'basic-auth', names: [''], outcome: 'nothing' },
  { package: 'stripe', names: ['constructEvent', 'constructEventAsync'], outcome: 'throws', proof: 'signature' },
  { package: '@polar-sh/sdk', names: ['validateEvent'], outcome: 'throws', proof: 'signature' },
  { package: 'svix', names: ['verify'], outcome: 'throws', proof: 'signature' },
  { package: 'standardwebhooks', names: ['verify'], outcome: 'throws', proof: 'signature' },
  { package: '@octokit/webhooks', names: ['verify', 'verifyAndReceive'], outcome: 'throws', proof: 'signature' },
  { package: '@octokit/webhooks-methods', names: ['verify'], outcome: 'nothing', proof: 'signature' },
  { package: '@upstash/qstash', names: ['verify'], outcome: 'throws', proof: 'signature' },
  { package: '@slack/events-api', names: ['verifyRequestSignature'], outcome: 'throws', proof: 'signature' },
  { package: 'twilio', names: ['validateRequest', 'validateExpressRequest'], outcome: 'nothing', proof: 'signature' },
  { package: 'crypto', names: ['timingSafeEqual', 'verify'], outcome: 'nothing', proof: 'signature' },
  { package: 'safe-compare', names: [''], outcome: 'nothing', proof: 'shared-secret' },
  { package: 'tsscmp', names: [''], outcome: 'nothing', proof: 'shared-secret' },
  { package: 'scmp', names: [''], outcome: 'nothing', proof: 'shared-secret' },
];

const byPackage = new Map<string, Verification[]>();

/** A package that has functions that check a credential. */
export function verifiesCredentials(name: string): boolean {
  return VERIFICATIONS.some((one) => one.package === name);
}

/** The verification that calling this name of the package is. */
export function verificationOf(name: string, path: string[]): Verification | undefined {
  const last = path.at(-1) ?? '';
  let known = byPackage.get(name);
  if (!known) byPackage.set(name, (known = VERIFICATIONS.filter((one) => one.package === name || name.startsWith(`${one.package}/`))));
  return known.find((one) => one.names.includes(last));
}
