import { againstRuntime } from './against-runtime.ts';

againstRuntime('lambda');
againstRuntime('workers');
againstRuntime('vercel');
againstRuntime('supabase-functions');
againstRuntime('firebase-functions');
