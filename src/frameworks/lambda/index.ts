import type { Framework } from '../types.ts';
import { deploymentFiles } from '../deployment.ts';
import { find } from './find.ts';
import { model } from './model.ts';

/** Functions of AWS Lambda behind API Gateway, as serverless.yml or a SAM template deploys them. */
export default { name: 'lambda', model, isPresent: (_program, files) => deploymentFiles(files).length > 0, find } satisfies Framework;
