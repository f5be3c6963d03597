import type { Transformation } from '../transformation.ts';
import { arrowsToFunctions } from './arrows-to-functions.ts';
import { barrels } from './barrels.ts';
import { blockBodies } from './block-bodies.ts';
import { braces } from './braces.ts';
import { comments } from './comments.ts';
import { commonJsToEsm } from './commonjs-to-esm.ts';
import { conditionFunction } from './condition-function.ts';
import { conditionalToIf } from './conditional-to-if.ts';
import { constantsToDeclarations } from './constants-to-declarations.ts';
import { crlf } from './crlf.ts';
import { deMorgan } from './de-morgan.ts';
import { declareThenAssign } from './declare-then-assign.ts';
import { destructureToMembers } from './destructure-to-members.ts';
import { elementAccess } from './element-access.ts';
import { expandShorthand } from './expand-shorthand.ts';
import { exportList } from './export-list.ts';
import { routeObjects, guardArrays } from './express-routes.ts';
import { expressionBodies } from './expression-bodies.ts';
import { flattenElse } from './flatten-else.ts';
import { functionsToArrows } from './functions-to-arrows.ts';
import { importAliases } from './import-aliases.ts';
import { invertConditional } from './invert-conditional.ts';
import { invertIf } from './invert-if.ts';
import { joinFiles } from './join-files.ts';
import { letForConst } from './let-for-const.ts';
import { logFirst } from './log-first.ts';
import { membersToDestructure } from './members-to-destructure.ts';
import { methodProperties } from './method-properties.ts';
import { moveFunctions } from './move-functions.ts';
import { nameArguments } from './name-arguments.ts';
import { namedCondition } from './named-condition.ts';
import { namespaceImports } from './namespace-imports.ts';
import { nestEarlyReturns } from './nest-early-returns.ts';
import { oneLine } from './one-line.ts';
import { parametersToMembers } from './parameters-to-members.ts';
import { quotes } from './quotes.ts';
import { rename } from './rename.ts';
import { reprint } from './reprint.ts';
import { returnConstant } from './return-constant.ts';
import { reverseFunctions, reverseMembers, reverseImports } from './reverse-functions.ts';
import { setupFunction } from './setup-function.ts';
import { spreadArguments } from './spread-arguments.ts';
import { templates } from './templates.ts';
import { then } from './then.ts';
import { transpileModern, transpileOld, transpileCommonJs, transpileOldCommonJs } from './transpile.ts';
import { tryRethrow } from './try-rethrow.ts';
import { typeNoise } from './type-noise.ts';
import { unusedCode } from './unused-code.ts';
import { passThroughRest, passThrough, passThroughAsync, bound, asyncHandlers, inArray } from './wrap-guards.ts';
import { yoda } from './yoda.ts';

/** Everything that must not change a verdict. */
export const keeping: Transformation[] = [
  arrowsToFunctions, barrels, blockBodies, braces, comments, commonJsToEsm,
  conditionFunction, conditionalToIf, constantsToDeclarations, crlf, deMorgan, declareThenAssign,
  destructureToMembers, elementAccess, expandShorthand, exportList, routeObjects, guardArrays,
  expressionBodies, flattenElse, functionsToArrows, importAliases, invertConditional, invertIf,
  joinFiles, letForConst, logFirst, membersToDestructure, methodProperties, moveFunctions,
  nameArguments, namedCondition, namespaceImports, nestEarlyReturns, oneLine, parametersToMembers,
  quotes, rename, reprint, returnConstant, reverseFunctions, reverseMembers,
  reverseImports, setupFunction, spreadArguments, templates, then, transpileModern,
  transpileOld, transpileCommonJs, transpileOldCommonJs, tryRethrow, typeNoise, unusedCode,
  passThroughRest, passThrough, passThroughAsync, bound, asyncHandlers, inArray,
  yoda,
];
