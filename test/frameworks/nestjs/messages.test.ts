import { expect, test } from 'vitest';
import { accessIn, GUARD } from './app.ts';
import { accessOf } from '../../harness/map.ts';

const gateway = `
  import { CanActivate, ExecutionContext, Module, UseGuards } from '@nestjs/common';
  import { APP_GUARD } from '@nestjs/core';
  import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway, WsException } from '@nestjs/websockets';
  import { verify } from 'jsonwebtoken';
  class SocketGuard implements CanActivate { canActivate(context: ExecutionContext) { const client = context.switchToWs().getClient(); try { client.data.user = verify(client.handshake.auth.token, process.env.JWT_SECRET); } catch { throw new WsException('no'); } return true; } }
  @WebSocketGateway() class ChatGateway {
    CONNECTION
    @SubscribeMessage('say') say(@MessageBody() text: string, @ConnectedSocket() client: any) { return text; }
    @UseGuards(SocketGuard) @SubscribeMessage('shout') shout(@MessageBody() text: string) { return text; }
  }
  @Module({ providers: [ChatGateway, PROVIDERS] }) export class AppModule {}`;

test('events of a gateway, with guards of their own', () => {
  expect(accessIn({ 'src/app.module.ts': gateway.replace('CONNECTION', '').replace('PROVIDERS', '') })).toEqual({ 'EVENT say': 'public', 'EVENT shout': 'authenticated' });
});

test('global guards stand before gateways from Nest 12 on', () => {
  const files = { 'src/app.module.ts': gateway.replace('CONNECTION', '').replace('PROVIDERS', '{ provide: APP_GUARD, useClass: SocketGuard }') };
  expect([accessIn(files, '', '^11.0.0')['EVENT say'], accessIn(files, '', '^12.0.0')['EVENT say']]).toEqual(['public', 'authenticated']);
});

test('a gateway that closes connections of strangers lets only the others say anything', () => {
  const connection = `handleConnection(client: any) { try { verify(client.handshake.headers.authorization, process.env.JWT_SECRET); } catch { client.disconnect(); } }`;
  expect(accessIn({ 'src/app.module.ts': gateway.replace('CONNECTION', connection).replace('PROVIDERS', '') })).toEqual({ 'EVENT say': 'authenticated', 'EVENT shout': 'authenticated' });
});

const messages = `
  import { CanActivate, Controller, ExecutionContext, Module, UseGuards } from '@nestjs/common';
  import { EventPattern, GrpcMethod, MessagePattern, Payload, RpcException } from '@nestjs/microservices';
  import { verify } from 'jsonwebtoken';
  export class PayloadGuard implements CanActivate { canActivate(context: ExecutionContext) { try { verify(context.switchToRpc().getData().token, process.env.JWT_SECRET); } catch { return false; } return true; } }
  @Controller() class HeroesController {
    @MessagePattern({ cmd: 'sum' }) sum(@Payload() numbers: number[]) { return numbers; }
    @UseGuards(PayloadGuard) @MessagePattern('find') find() { return 1; }
    @EventPattern('created') created() {}
    @GrpcMethod('HeroService') findOne() { return {}; }
  }
  @Module({ controllers: [HeroesController] }) export class AppModule {}`;
const service = (setup: string): Record<string, string> => accessOf({
  'src/app.module.ts': messages, 'src/token.guard.ts': GUARD,
  'src/main.ts': `import { NestFactory } from '@nestjs/core'; import { AppModule, PayloadGuard } from './app.module'; async function start() { ${setup} } start();`,
});

test('messages of a microservice', () => {
  expect(service(`const app = await NestFactory.createMicroservice(AppModule, {}); await app.listen();`)).toEqual({ 'RPC sum': 'public', 'RPC find': 'authenticated', 'RPC created': 'public', 'RPC HeroService.FindOne': 'public' });
});

test('an application that connects no microservice answers no messages', () => {
  expect(service(`const app = await NestFactory.create(AppModule); await app.listen(3000);`)).toEqual({});
});

test('global guards stand before messages of a hybrid application only if it says so', () => {
  const hybrid = (options: string): string | undefined => service(`const app = await NestFactory.create(AppModule); app.useGlobalGuards(new PayloadGuard()); app.connectMicroservice({}${options}); await app.startAllMicroservices(); await app.listen(3000);`)['RPC sum'];
  expect([hybrid(''), hybrid(', { inheritAppConfig: true }')]).toEqual(['public', 'authenticated']);
});
