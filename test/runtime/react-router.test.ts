import { againstRuntime } from './against-runtime.ts';

againstRuntime('react-router');
