// Written by `npm run generate`.
import type { Rule } from '../src/model/index.ts';
import consistentRouteGuards from './consistent-route-guards/index.ts';
import noCredentialInUrl from './no-credential-in-url/index.ts';
import noCredentialLogging from './no-credential-logging/index.ts';
import noHardcodedSecret from './no-hardcoded-secret/index.ts';
import noIneffectiveGuard from './no-ineffective-guard/index.ts';
import noInsecureRandomToken from './no-insecure-random-token/index.ts';
import noInsecureTransport from './no-insecure-transport/index.ts';
import noLateGuard from './no-late-guard/index.ts';
import noOpenRedirectAfterLogin from './no-open-redirect-after-login/index.ts';
import noPermissiveCors from './no-permissive-cors/index.ts';
import noPlaintextApiKey from './no-plaintext-api-key/index.ts';
import noRoleCheckInService from './no-role-check-in-service/index.ts';
import noSensitiveJwtClaims from './no-sensitive-jwt-claims/index.ts';
import noTokenInWebStorage from './no-token-in-web-storage/index.ts';
import noUnauthenticatedServiceCall from './no-unauthenticated-service-call/index.ts';
import noUnverifiedJwt from './no-unverified-jwt/index.ts';
import noUserEnumeration from './no-user-enumeration/index.ts';
import noWeakJwtSecret from './no-weak-jwt-secret/index.ts';
import noWeakPasswordHash from './no-weak-password-hash/index.ts';
import openapiSecurityDrift from './openapi-security-drift/index.ts';
import policy from './policy/index.ts';
import preferAsymmetricJwt from './prefer-asymmetric-jwt/index.ts';
import requireAuthRateLimit from './require-auth-rate-limit/index.ts';
import requireCsrfProtection from './require-csrf-protection/index.ts';
import requireJwtAlgorithm from './require-jwt-algorithm/index.ts';
import requireJwtClaims from './require-jwt-claims/index.ts';
import requireOauthState from './require-oauth-state/index.ts';
import requireObjectOwnership from './require-object-ownership/index.ts';
import requirePasswordPolicy from './require-password-policy/index.ts';
import requirePkce from './require-pkce/index.ts';
import requireReauthentication from './require-reauthentication/index.ts';
import requireRefreshRotation from './require-refresh-rotation/index.ts';
import requireRouteAuth from './require-route-auth/index.ts';
import requireRouteRole from './require-route-role/index.ts';
import requireSecureCookie from './require-secure-cookie/index.ts';
import requireSessionRegeneration from './require-session-regeneration/index.ts';
import requireTimingSafeCompare from './require-timing-safe-compare/index.ts';
import requireTokenExpiry from './require-token-expiry/index.ts';
import requireTokenRevocation from './require-token-revocation/index.ts';
import requireTokenTypeCheck from './require-token-type-check/index.ts';

export const rules: Rule[] = [
  consistentRouteGuards,
  noCredentialInUrl,
  noCredentialLogging,
  noHardcodedSecret,
  noIneffectiveGuard,
  noInsecureRandomToken,
  noInsecureTransport,
  noLateGuard,
  noOpenRedirectAfterLogin,
  noPermissiveCors,
  noPlaintextApiKey,
  noRoleCheckInService,
  noSensitiveJwtClaims,
  noTokenInWebStorage,
  noUnauthenticatedServiceCall,
  noUnverifiedJwt,
  noUserEnumeration,
  noWeakJwtSecret,
  noWeakPasswordHash,
  openapiSecurityDrift,
  policy,
  preferAsymmetricJwt,
  requireAuthRateLimit,
  requireCsrfProtection,
  requireJwtAlgorithm,
  requireJwtClaims,
  requireOauthState,
  requireObjectOwnership,
  requirePasswordPolicy,
  requirePkce,
  requireReauthentication,
  requireRefreshRotation,
  requireRouteAuth,
  requireRouteRole,
  requireSecureCookie,
  requireSessionRegeneration,
  requireTimingSafeCompare,
  requireTokenExpiry,
  requireTokenRevocation,
  requireTokenTypeCheck,
];
