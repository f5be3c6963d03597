import { againstRuntime } from './against-runtime.ts';
import { liveRoutes } from './declared.ts';

againstRuntime('express', liveRoutes);
