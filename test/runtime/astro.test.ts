import { againstRuntime } from './against-runtime.ts';

againstRuntime('astro');
