import { isApp2WxappError } from '@app2wxapp/core';
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import type { SimulatorSettings } from '../settings.js';
import type { TimeMachine } from '../time-machine.js';
import { registerCallRoutes } from './call-routes.js';
import { registerClockRoutes } from './clock-routes.js';
import { registerControlRoutes } from './control-routes.js';
import { registerPageRoutes } from './page-routes.js';
import { registerWechatRoutes, type WechatStandIn } from './wechat-routes.js';

/** Creates the server with all routes; it does not listen yet. */
export async function createServer(
  standIn: WechatStandIn,
  settings: SimulatorSettings,
  timeMachine?: TimeMachine,
): Promise<FastifyInstance> {
  const server = fastify({
    forceCloseConnections: true,
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, allowUnionTypes: true } },
  });
  server.setErrorHandler<FastifyError>((error, _request, reply) => {
    const status = isApp2WxappError(error, 'invalid_options') ? 400 : (error.statusCode ?? 500);
    return reply.code(status).send({ message: status < 500 ? error.message : 'The simulator failed.' });
  });
  server.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({ message: 'This address is unknown to WeChat and to its simulator.' }),
  );
  for (const path of ['/health/live', '/health/ready']) server.get(path, () => ({ status: 'ok' }));
  registerControlRoutes(server, standIn);
  registerCallRoutes(server, standIn.calls);
  if (timeMachine) registerClockRoutes(server, timeMachine);
  await server.register((scope, _options, done) => {
    registerWechatRoutes(scope, standIn);
    done();
  });
  await registerPageRoutes(server, { wechat: standIn.wechat, timeMachine }, settings);
  return server;
}
