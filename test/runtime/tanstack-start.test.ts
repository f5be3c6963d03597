import { againstRuntime } from './against-runtime.ts';

againstRuntime('tanstack-start');
