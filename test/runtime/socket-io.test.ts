import { againstRuntime } from './against-runtime.ts';

againstRuntime('socket-io');
