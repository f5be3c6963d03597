// Written by `npm run generate`.
import type { Rule } from '../src/model/index.ts';
import consistentRouteGuards from './consistent-route-guards/index.ts';
import noHardcodedSecret from './no-hardcoded-secret/index.ts';
import noIneffectiveGuard from './no-ineffective-guard/index.ts';
import noInsecureRandomToken from './no-insecure-random-token/index.ts';
import noLateGuard from './no-late-guard/index.ts';
import noOpenRedirectAfterLogin from './no-open-redirect-after-login/index.ts';
import noPlaintextApiKey from './no-plaintext-api-key/index.ts';
import noRoleCheckInService from './no-role-check-in-service/index.ts';
import noSensitiveJwtClaims from './no-sensitive-jwt-claims/index.ts';
import noTokenInWebStorage from './no-token-in-web-storage/index.ts';
import noUnverifiedJwt from './no-unverified-jwt/index.ts';
import noWeakJwtSecret from './no-weak-jwt-secret/index.ts';
import noWeakPasswordHash from './no-weak-password-hash/index.ts';
import policy from './policy/index.ts';
import requireAuthRateLimit from './require-auth-rate-limit/index.ts';
import requireCsrfProtection from './require-csrf-protection/index.ts';
import requireJwtAlgorithm from './require-jwt-algorithm/index.ts';
import requireOauthState from './require-oauth-state/index.ts';
import requirePkce from './require-pkce/index.ts';
import requireRefreshRotation from './require-refresh-rotation/index.ts';
import requireRouteAuth from './require-route-auth/index.ts';
import requireRouteRole from './require-route-role/index.ts';
import requireSecureCookie from './require-secure-cookie/index.ts';
import requireSessionRegeneration from './require-session-regeneration/index.ts';
import requireTimingSafeCompare from './require-timing-safe-compare/index.ts';
import requireTokenExpiry from './require-token-expiry/index.ts';

export const rules: Rule[] = [
  consistentRouteGuards,
  noHardcodedSecret,
  noIneffectiveGuard,
  noInsecureRandomToken,
  noLateGuard,
  noOpenRedirectAfterLogin,
  noPlaintextApiKey,
  noRoleCheckInService,
  noSensitiveJwtClaims,
  noTokenInWebStorage,
  noUnverifiedJwt,
  noWeakJwtSecret,
  noWeakPasswordHash,
  policy,
  requireAuthRateLimit,
  requireCsrfProtection,
  requireJwtAlgorithm,
  requireOauthState,
  requirePkce,
  requireRefreshRotation,
  requireRouteAuth,
  requireRouteRole,
  requireSecureCookie,
  requireSessionRegeneration,
  requireTimingSafeCompare,
  requireTokenExpiry,
];
