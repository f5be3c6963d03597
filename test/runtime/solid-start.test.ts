import { againstRuntime } from './against-runtime.ts';

againstRuntime('solid-start');
