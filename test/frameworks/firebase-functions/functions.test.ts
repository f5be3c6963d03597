import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

test('callables of the first generation', () => {
  expect(accessOf({ 'index.js': `
    const functions = require('firebase-functions/v1'); const admin = require('firebase-admin'); admin.initializeApp();
    exports.open = functions.https.onCall((data, context) => admin.firestore().collection('x').add(data));
    exports.closed = functions.https.onCall(async (data, context) => {
      if (!context.auth) throw new functions.https.HttpsError('failed-precondition', 'The function must be called while authenticated.');
      return admin.firestore().collection('x').add(data);
    });
    exports.staff = functions.region('europe-west1').runWith({ memory: '1GB' }).https.onCall(async (data, context) => {
      if (!context.auth || !context.auth.token.admin) throw new functions.https.HttpsError('permission-denied', 'no');
      return 1;
    });
    exports.listens = functions.firestore.document('x/{id}').onCreate(() => null);
    exports.app = functions.https.onCall((data, context) => { if (context.app == undefined) throw new functions.https.HttpsError('failed-precondition', 'no'); return data; });
    const internal = functions.https.onCall(() => 1);
  ` })).toEqual({ 'RPC open': 'public', 'RPC closed': 'authenticated in the handler', 'RPC staff': 'authorized [admin] in the handler', 'RPC app': 'public' });
});

test('callables of the second generation, and what the platform asks', () => {
  expect(accessOf({ 'src/index.ts': `
    import { onCall, HttpsError, isSignedIn, hasClaim, type CallableRequest } from 'firebase-functions/v2/https';
    function uidOf(request: CallableRequest): string { const uid = request.auth?.uid; if (!uid) throw new HttpsError('unauthenticated', 'Sign in'); return uid; }
    export const open = onCall({ enforceAppCheck: true }, (request) => request.data.text);
    export const closed = onCall(async (request) => { const uid = uidOf(request); return uid; });
    export const policy = onCall({ authPolicy: isSignedIn() }, (request) => 1);
    export const claim = onCall({ authPolicy: hasClaim('admin') }, (request) => 1);
    const signedIn = (handler: (request: CallableRequest) => unknown) => onCall((request) => { uidOf(request); return handler(request); });
    export const wrapped = signedIn((request) => request.data);
    export * as group from './group';
  `, 'src/group.ts': "import { onCall } from 'firebase-functions/v2/https'; export const inner = onCall(({ auth, data }) => { if (auth == null) return { error: 'no' }; return data; });" })).toMatchObject({
    'RPC open': 'public', 'RPC closed': 'authenticated in the handler', 'RPC policy': 'authenticated', 'RPC claim': 'authorized [admin]', 'RPC wrapped': 'authenticated in the handler',
  });
});

test('functions over HTTP', () => {
  expect(accessOf({ 'index.js': `
    const { onRequest } = require('firebase-functions/v2/https'); const { getAuth } = require('firebase-admin/auth'); const cors = require('cors')({ origin: true });
    const app = require('express')(); app.get('/notes', (req, res) => res.json([]));
    exports.hook = onRequest((req, res) => { res.send('ok'); });
    exports.closed = onRequest((req, res) => cors(req, res, async () => {
      const token = (req.headers.authorization || '').split('Bearer ')[1];
      try { await getAuth().verifyIdToken(token); } catch (e) { res.status(401).send('no'); return; }
      res.send('ok');
    }));
    exports.job = onRequest({ invoker: 'private' }, (req, res) => res.send('ok'));
    exports.api = onRequest(app);
    exports.api2 = onRequest((req, res) => app(req, res));
  ` })).toEqual({ 'ALL /hook': 'public', 'ALL /closed': 'authenticated in the handler', 'ALL /job': 'authenticated', 'GET /notes': 'public' });
});
