import { againstRuntime } from './against-runtime.ts';

againstRuntime('polka');
againstRuntime('restify');
againstRuntime('itty-router');
againstRuntime('node-http');
