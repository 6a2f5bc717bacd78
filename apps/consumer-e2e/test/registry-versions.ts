/** What a NestJS team has besides these packages, whatever its version of Nest. */
export const COMMON = {
  passport: '0.7.0',
  'passport-custom': '1.2.1',
  'reflect-metadata': '0.2.2',
  rxjs: '7.8.2',
  '@types/node': '20.19.43',
  '@types/passport': '1.0.17',
  '@types/express': '5.0.6',
};

/** The newest NestJS that the packages say they work with. */
export const NEST_12 = {
  '@nestjs/common': '12.5.1',
  '@nestjs/core': '12.5.1',
  '@nestjs/passport': '12.0.0',
  '@nestjs/platform-express': '12.5.1',
  '@nestjs/platform-fastify': '12.5.0',
  '@nestjs/swagger': '12.0.2',
  '@nestjs/testing': '12.1.1',
};

/** The oldest that can be installed: the core of 12.0.0 asks for version 11 of its sisters. */
export const NEST_12_FIRST = {
  '@nestjs/common': '12.0.1',
  '@nestjs/core': '12.0.1',
  '@nestjs/passport': '12.0.0',
  '@nestjs/platform-express': '12.0.1',
  '@nestjs/platform-fastify': '12.0.1',
  '@nestjs/swagger': '12.0.0',
  '@nestjs/testing': '12.0.1',
};

/** The oldest, and the oldest of what is used beside it. Other packages of Nest do not take 11.0.0. */
export const NEST_11 = {
  '@nestjs/common': '11.0.1',
  '@nestjs/core': '11.0.1',
  '@nestjs/passport': '11.0.2',
  '@nestjs/platform-express': '11.0.1',
  '@nestjs/platform-fastify': '11.0.3',
  '@nestjs/swagger': '11.0.1',
  '@nestjs/testing': '11.0.1',
  passport: '0.6.0',
  'reflect-metadata': '0.1.13',
  rxjs: '7.8.1',
};

/** What pages for apps use of wrappers that can be installed here. */
export const WRAPPERS = {
  '@capacitor/app': '8.1.1',
  '@capacitor/core': '8.5.2',
  '@capgo/capacitor-wechat': '8.0.38',
  'js-sha256': '1.0.0',
};

/** GraphQL for NestJS, with the driver of Fastify. */
export const GRAPHQL = {
  '@nestjs/graphql': '14.0.3',
  '@nestjs/mercurius': '14.0.0',
  graphql: '16.15.0',
  mercurius: '16.10.1',
};

/** WebSockets for NestJS, on both of its platforms, and a client of each. */
export const WEBSOCKETS = {
  '@nestjs/websockets': '12.1.1',
  '@nestjs/platform-socket.io': '12.1.1',
  '@nestjs/platform-ws': '12.1.1',
  'socket.io-client': '4.8.4',
  ws: '8.23.0',
};

/** What the pages for backends without NestJS use. */
export const FRAMEWORKS = {
  express: '5.3.0',
  fastify: '5.12.8',
  hono: '4.13.19',
  '@hono/node-server': '2.1.9',
  '@types/express': '5.0.6',
  '@types/node': '20.19.43',
};
