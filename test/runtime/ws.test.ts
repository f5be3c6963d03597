import { againstRuntime } from './against-runtime.ts';

againstRuntime('ws');
