import { againstRuntime } from './against-runtime.ts';

againstRuntime('feathers');
againstRuntime('moleculer');
againstRuntime('sails');
againstRuntime('adonisjs');
againstRuntime('payload');
