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

/** The oldest that the packages work with. Other packages of Nest, such as that for Fastify, require 11.0.1. */
export const NEST_11_FIRST = {
  '@nestjs/common': '11.0.0',
  '@nestjs/core': '11.0.0',
  '@nestjs/platform-express': '11.0.0',
};

/** The oldest with all that is used beside it. */
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

/** The newest NestJS 11, whose sisters below are as new. */
export const NEST_11_LAST = {
  '@nestjs/common': '11.2.10',
  '@nestjs/core': '11.2.10',
  '@nestjs/passport': '11.0.5',
  '@nestjs/platform-express': '11.2.10',
  '@nestjs/platform-fastify': '11.2.8',
  '@nestjs/swagger': '11.4.7',
  '@nestjs/testing': '11.2.6',
};

/** GraphQL, WebSockets and microservices for NestJS 12, on each platform that Nest has of them. */
export const TRANSPORTS_12 = {
  '@nestjs/apollo': '14.0.3',
  '@nestjs/graphql': '14.0.3',
  '@nestjs/mercurius': '14.0.0',
  '@nestjs/microservices': '12.1.1',
  '@nestjs/platform-socket.io': '12.1.1',
  '@nestjs/platform-ws': '12.1.1',
  '@nestjs/websockets': '12.1.1',
};

/** The same for NestJS 11. */
export const TRANSPORTS_11 = {
  '@nestjs/apollo': '13.4.5',
  '@nestjs/graphql': '13.4.5',
  '@nestjs/mercurius': '13.4.5',
  '@nestjs/microservices': '11.2.6',
  '@nestjs/platform-socket.io': '11.2.6',
  '@nestjs/platform-ws': '11.2.6',
  '@nestjs/websockets': '11.2.6',
};

/** What these need beside them, and a client of each kind of socket. */
export const TRANSPORT_PEERS = {
  '@apollo/server': '5.5.1',
  '@as-integrations/express5': '1.1.2',
  graphql: '16.15.0',
  'graphql-ws': '6.4.2',
  mercurius: '16.10.1',
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
