import { againstRuntime } from './against-runtime.ts';

againstRuntime('polka');
againstRuntime('itty-router');
againstRuntime('node-http');
