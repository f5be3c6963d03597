import { againstRuntime } from './against-runtime.ts';

// It replaces methods of Node's own responses: nothing else runs in the same process.
againstRuntime('restify');
