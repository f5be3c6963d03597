import { againstRuntime } from './against-runtime.ts';

againstRuntime('routing-controllers');
againstRuntime('tsoa');
againstRuntime('inversify-express');
againstRuntime('overnight');
againstRuntime('loopback');
